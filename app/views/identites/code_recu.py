"""The page where somebody writes the six figures that she received, whatever they prove."""

from collections.abc import Callable, Sequence

from flask import flash, request
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from app.generateur.controles import au_plus
from app.generateur.ecrans.espace import Ecran
from app.identites.verrou import Verrouille
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus

PARTI = "Un autre code est parti."
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
    """Return the page and its status.

    `autre_url` is where the address is corrected; `faux` says that a code was wrong. The page also asks for
    another code (see `renvoyer`).
    """
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


def renvoyer(envoyer: Callable[[], int]) -> int | None:
    """Send another code where the page asks for it, say so, and return its key; None where it does not."""
    if not request.form.get("autre"):
        return None
    try:
        with transaction(db.session):
            cle = envoyer()
    except (Verrouille, Refus) as refus:
        flash(str(refus), "warning")
        return 0
    flash(PARTI, "info")
    return cle
