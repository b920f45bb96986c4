"""`/services/aide`: how to do each thing, for whoever has an account or not."""

import tomllib
from functools import lru_cache
from pathlib import Path

from app.classeurs.typographie import francais
from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte

TEXTES = Path(__file__).with_name("aide.toml")


@lru_cache(maxsize=1)
def parties() -> list[dict]:
    """Return the parts of the help, each with its articles (see `aide.toml`)."""
    return tomllib.loads(francais(TEXTES.read_text(encoding="utf-8")))["parties"]


class AideView(PageOuverte):
    """The help page."""

    route_base = "/services"
    default_view = "aide"

    @expose("/aide")
    def aide(self):
        """Show the help."""
        return self.render_template("aide.html", titre="Aide", fil=[], parties=parties())
