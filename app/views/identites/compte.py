"""« Mon compte »: who I am here, and my password."""

from flask import flash, redirect, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, ValidationError
from wtforms.validators import EqualTo, InputRequired

from app.generateur.adaptateur import User, expose
from app.generateur.ecrans.espace import accueil
from app.identites import mot_de_passe, second_facteur, sessions
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.droits import CHEZ_SOI
from app.views.identites.page_du_compte import PageDuCompte

NOUVEAU = f"{mot_de_passe.LONGUEUR} caractères au moins : trois ou quatre mots sans rapport entre eux"


class MonCompteView(PageDuCompte):
    """What the portal knows of the person, and the ways to change it."""

    route_base = "/compte"
    default_view = "index"
    titre = "Mon compte"

    @expose("/")
    def index(self):
        """Show the account."""
        moi = acteur()
        return self.render_template(
            "compte/index.html",
            titre=self.titre,
            fil=[accueil(), (self.titre, None)],
            paires=[
                ("Nom", current_user.last_name),
                ("Prénoms", current_user.first_name),
                ("Adresse de courriel", current_user.email),
                ("Rôle", moi.fonctions),
            ],
            mandats=moi.mandats,
            espaces=[espace.title() for espace in sorted(CHEZ_SOI) if moi.droits(espace)],
            protege=second_facteur.actif(db.session, current_user.id),
        )

    @expose("/presence")
    def presence(self):
        """Keep the session alive for who said that she is still there."""
        return "", 204


def solide(form, champ) -> None:
    """Refuse a password that is guessed too easily (a WTForms validator)."""
    connus: tuple[str, ...] = getattr(form, "connus", tuple)()
    if faiblesse := mot_de_passe.faiblesse(champ.data, *connus):
        raise ValidationError(faiblesse)


def connus_de(personne: User) -> tuple[str, ...]:
    """Return what others know of a person."""
    return personne.first_name, personne.last_name, personne.email


class FormulaireNouveauMotDePasse(FlaskForm):
    """A new password, twice."""

    nouveau = PasswordField(
        "Nouveau mot de passe",
        [InputRequired("Choisissez un mot de passe."), solide],
        description=NOUVEAU,
        render_kw={"autocomplete": "new-password"},
    )
    confirmation = PasswordField(
        "Nouveau mot de passe, encore une fois",
        [
            InputRequired("Écrivez une seconde fois le mot de passe."),
            EqualTo("nouveau", "Les deux mots de passe sont différents : écrivez deux fois le même."),
        ],
        render_kw={"autocomplete": "new-password"},
    )

    de_la_personne: tuple[str, ...] = ()
    """What others know of whose password it is, where the form does not ask for it."""

    def connus(self) -> tuple[str, ...]:
        """Return what others know of the person: a password is not made of that."""
        return self.de_la_personne


class FormulaireMonMotDePasse(FormulaireNouveauMotDePasse):
    """The present password first, then the new one."""

    actuel = PasswordField(
        "Mot de passe actuel",
        [InputRequired("Écrivez votre mot de passe actuel.")],
        render_kw={"autocomplete": "current-password"},
    )
    field_order = ("actuel", "nouveau", "confirmation")

    def __iter__(self):
        """Yield the present password first."""
        premiers = [self[nom] for nom in self.field_order]
        return iter([*premiers, *(champ for champ in super().__iter__() if champ not in premiers)])


class MonMotDePasseView(PageDuCompte):
    """Changing one's password: the present one is asked for, the other devices are signed out."""

    route_base = "/compte/mot-de-passe"
    default_view = "index"
    titre = "Mon mot de passe"

    @expose("/", methods=["GET", "POST"])
    def index(self):
        """Ask for the present password and the new one."""
        form = FormulaireMonMotDePasse()
        form.de_la_personne = connus_de(current_user)
        if form.validate_on_submit() and self.prouver(form.actuel) and self._changer(form):
            flash("Votre mot de passe est changé. Vos autres appareils sont déconnectés.", "success")
            return redirect(url_for("MonCompteView.index"))
        return self.formulaire(form, "Changer mon mot de passe")

    def _changer(self, form) -> bool:
        if form.nouveau.data == form.actuel.data:
            form.nouveau.errors = ["C’est votre mot de passe actuel : choisissez-en un autre."]
            return False
        with transaction(db.session) as session:
            mot_de_passe.changer(session, current_user, form.nouveau.data, garder=sessions.courante())
        return True
