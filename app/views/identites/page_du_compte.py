"""Pages of one's own account: for whoever is signed in, about nobody else."""

from typing import Any

from flask import redirect, session, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import InputRequired

from app.generateur.adaptateur import before_request
from app.generateur.ecrans.espace import PagePersonnelle, accueil
from app.identites import mot_de_passe, sessions, verrou
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant

REFUSE = "Ce n’est pas votre mot de passe actuel : vérifiez-le, puis réessayez."
PROUVE = 600
"""Seconds for which who has no password is believed after the code that proved her."""


class FormulaireProuve(FlaskForm):
    """What asks again who sits there: her password; who has none just gave a code (see `PageProuvee`)."""

    actuel = PasswordField(
        "Votre mot de passe",
        [InputRequired("Écrivez votre mot de passe pour confirmer.")],
        render_kw={"autocomplete": "current-password"},
    )

    def __init__(self, *args: Any, **valeurs: Any) -> None:
        super().__init__(*args, **valeurs)
        if current_user.is_authenticated and not current_user.password:
            del self.actuel


class PageDuCompte(PagePersonnelle, abstrait=True):
    """A page about the account of the person signed in."""

    titre = ""

    def fil(self, *suite) -> list[tuple[str, str | None]]:
        """Return the breadcrumb: home, my account, this page, then the pairs given."""
        ici = [(self.titre, self.url("index") if suite else None)]
        return [
            accueil(),
            ("Mon compte", url_for("MonCompteView.index")),
            *ici,
            *suite,
        ]

    def formulaire(self, form, bouton: str, **contexte):
        """Return the page of a form of the account, and its status; `contexte` is what else it shows."""
        page = self.render_template(
            "compte/formulaire.html",
            titre=self.titre,
            fil=self.fil(),
            form=form,
            bouton=bouton,
            annuler_url=url_for("MonCompteView.index"),
            **contexte,
        )
        return page, 422 if form.errors else 200


class PageProuvee(PageDuCompte, abstrait=True):
    """A page that changes how one signs in: who sits there is asked again who she is."""

    @before_request
    def exiger_une_preuve(self) -> Response | None:
        """Send who has no password to prove herself by a code, then back here."""
        if not current_user.is_authenticated or current_user.password or prouvee():
            return None
        return redirect(url_for("PreuveView.prouver", suite=self.url(self.default_view)))

    def prouver(self, form: FormulaireProuve) -> bool:
        """Say whether who sits there is the person; the refusal of a password is written beside it.

        Whoever sits at an open session guesses no more often than at the door (see `app.identites.verrou`),
        and slows that session alone.
        """
        if "actuel" not in form:
            return prouvee()
        cle = verrou.cle("mot-de-passe", str(sessions.courante()))
        with transaction(db.session):
            permis = verrou.permettre(db.session, cle, de=current_user.id)
        if not permis:
            form.actuel.errors = [str(verrou.Verrouille(verrou.attente(db.session, cle)))]
            return False
        if not mot_de_passe.est_le_sien(current_user, form.actuel.data or ""):
            form.actuel.errors = [REFUSE]
            return False
        with transaction(db.session):
            verrou.oublier(db.session, cle)
        return True


def prouvee() -> bool:
    """Say whether the person of this session proved herself by a code a short while ago."""
    return bool(maintenant().timestamp() - session.get("prouve_le", 0) < PROUVE)
