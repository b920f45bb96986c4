"""What every view has: an espace, which alone decides who opens it, and its pages written by hand."""

import re

from flask import url_for
from flask_appbuilder import BaseView

from app.regles.ecriture import en_ascii

DROITS_DES_ROUTES = {
    "list": "consulter",
    "show": "consulter",
    "exporter": "consulter",
    "apercu": "consulter",
    "transition": "consulter",
    "add": "deposer",
    "edit": "deposer",
    "supprimer": "deposer",
    "choix": "deposer",
}
"""Which right opens which route; a transition then asks the life cycle, which knows the owner."""


def tiret(texte: str) -> str:
    """Return a French title as a kebab-case piece of address."""
    return re.sub(r"[^a-z0-9]+", "-", en_ascii(texte).lower()).strip("-")


class DansUnEspace:
    """What every view has: an espace, whose rights and address it takes."""

    espace = ""
    titre = ""
    adresse = ""
    """Last piece of the address, the title's by default."""
    droits_des_routes: dict[str, str] = {}
    """The right that opens each route of its own, `method -> right`."""
    groupe = ""
    """Title of the part of the navigation that holds it, after its espace's own."""
    resume = ""
    """One sentence for the dashboard's quick link; none, no link."""

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.class_permission_name = cls.espace or None
        cls.method_permission_name = DROITS_DES_ROUTES | cls.droits_des_routes
        if cls.espace:
            cls.route_base = f"/{cls.espace}/{cls.adresse or tiret(cls.titre)}"

    def url(self, route: str, **arguments) -> str:
        """Return the address of one of this view's routes."""
        return url_for(f"{self.endpoint}.{route}", **arguments)

    def fil(self, *suite) -> list[tuple[str, str | None]]:
        """Return the breadcrumb: home, this view, then the pairs `(label, address or None)` given."""
        ici = (self.titre, self.url(self.default_view) if suite else None)
        return [("Tableau de bord", url_for("AccueilView.index")), ici, *suite]


class PageOuverte(BaseView):
    """A page outside the espaces, open to every visitor: it asks for no right and shows nobody's rows."""


class EspaceView(DansUnEspace, BaseView):
    """A page of an espace that is not generated from a model."""

    default_view = "index"
    modele = None
    """The model whose key its addresses hold, if they hold one."""
