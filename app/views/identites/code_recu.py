"""The page where somebody writes the six figures that she received, whatever they prove."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from app.generateur.controles import au_plus
from app.generateur.ecrans.espace import Ecran

REFUSE = 401
"""The status of the page once a code was wrong."""


class FormulaireDuCodeRecu(FlaskForm):
    """The six figures received."""

    code = StringField(
        "Code reçu",
        [InputRequired("Écrivez le code reçu."), au_plus(20, "Ce code est trop long : six chiffres.")],
        description="Six chiffres",
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True},
    )


def page(
    vue: Ecran,
    form: FormulaireDuCodeRecu,
    introduction: str,
    bouton: str,
    autre_url: str,
    titre: str = "Écrire le code reçu",
    fil: Sequence[tuple[str, str | None]] = (),
    faux: bool = False,
) -> tuple[str, int]:
    """Return the page and its status; `autre_url` leads to another code, `faux` says that one was wrong."""
    rendue: str = vue.render_template(
        "compte/code_recu.html",
        titre=titre,
        fil=fil,
        form=form,
        introduction=introduction,
        bouton=bouton,
        autre_url=autre_url,
    )
    return rendue, REFUSE if faux else 422 if form.errors else 200
