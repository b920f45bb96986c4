"""« Mon compte »: who I am here, and my password."""

from flask import flash, redirect, request, session, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, ValidationError
from wtforms.validators import EqualTo, InputRequired

from app.generateur.adaptateur import User, expose
from app.generateur.ecrans.espace import accueil
from app.identites import codes, contacts, federation, mot_de_passe, second_facteur, sessions, verrou
from app.identites.preuves import etat
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.droits import CHEZ_SOI
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux.canaux import est_un_telephone, montrer_adresse
from app.views.identites.code_recu import FormulaireDuCodeRecu
from app.views.identites.connexion import adresse_interne
from app.views.identites.page_du_compte import FormulaireProuve, PageDuCompte, PageProuvee

PREUVE = "preuve"
"""What the code proves that is sent to who has no password."""
POUR = "confirmer un changement sur votre compte"
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
                *(
                    ("Téléphone" if est_un_telephone(adresse) else "Courriel", montrer_adresse(adresse))
                    for adresse in contacts.de(db.session, current_user.id)
                ),
                *([("Rôle", moi.fonctions)] if moi.fonctions else []),
            ],
            mandats=moi.mandats,
            espaces=[espace.title() for espace in sorted(CHEZ_SOI) if moi.droits(espace)],
            a_prouver=etat.en_cours(db.session, current_user.id) is not None,
            sans_dossier=moi.perimetre.assure_id is None and not moi.de_la_caisse,
            protege=second_facteur.actif(db.session, current_user.id),
            emetteur=federation.nom(),
            rattachee=federation.rattachee(db.session, current_user.id),
        )

    @expose("/presence")
    def presence(self):
        """Keep the session alive for who said that she is still there."""
        return "", 204


class PreuveView(PageDuCompte):
    """« C’est bien vous ? »: a code, asked of who has no password before what changes how she signs in."""

    route_base = "/compte/preuve"
    default_view = "prouver"
    titre = "C’est bien vous ?"

    @expose("/", methods=["GET", "POST"])
    def prouver(self):
        """Send a code, take it, and go back to the page that asked."""
        suite = adresse_interne(request.args.get("suite"))
        cle, form, statut = session.get("code_preuve"), FormulaireDuCodeRecu(), 200
        if request.method == "POST" and "code" not in request.form:
            self._envoyer()
            return redirect(url_for("PreuveView.prouver", suite=suite))
        if cle is not None and form.validate_on_submit():
            try:
                with transaction(db.session):
                    juste = codes.verifier(db.session, PREUVE, cle, form.code.data or "")
            except codes.CodeMort as mort:
                session.pop("code_preuve")
                flash(str(mort), "warning")
                return redirect(url_for("PreuveView.prouver", suite=suite))
            if juste:
                session.pop("code_preuve")
                session["prouve_le"] = maintenant().timestamp()
                return redirect(suite)
            form.code.errors, statut = [codes.FAUX], 422
        page = self.render_template(
            "compte/preuve.html", titre=self.titre, fil=self.fil(), form=form, demande=cle is not None
        )
        return page, statut

    def _envoyer(self) -> None:
        try:
            with transaction(db.session):
                adresse = next(iter(contacts.de(db.session, current_user.id)), current_user.username)
                session["code_preuve"] = codes.envoyer(db.session, PREUVE, adresse, POUR)
            flash(f"Un code de six chiffres vient de partir à {contacts.masquer(adresse)}.", "info")
        except (verrou.Verrouille, Refus) as refus:
            flash(str(refus), "warning")


def solide(form, champ) -> None:
    """Refuse a password that is guessed too easily (a WTForms validator)."""
    connus: tuple[str, ...] = getattr(form, "connus", tuple)()
    if faiblesse := mot_de_passe.faiblesse(champ.data, *connus):
        raise ValidationError(faiblesse)


def connus_de(personne: User) -> tuple[str, ...]:
    """Return what others know of a person."""
    return personne.first_name, personne.last_name, personne.username


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


class FormulaireMonMotDePasse(FormulaireNouveauMotDePasse, FormulaireProuve):
    """The proof of who asks first, then the new password."""

    def __iter__(self):
        """Yield the present password first."""
        return iter(sorted(super().__iter__(), key=lambda champ: champ.name != "actuel"))


class MonMotDePasseView(PageProuvee):
    """Changing one's password: the present one is asked for, the other devices are signed out."""

    route_base = "/compte/mot-de-passe"
    default_view = "index"
    titre = "Mon mot de passe"

    @expose("/", methods=["GET", "POST"])
    def index(self):
        """Ask for the present password and the new one."""
        form = FormulaireMonMotDePasse()
        form.de_la_personne = connus_de(current_user)
        if form.validate_on_submit() and self.prouver(form) and self._changer(form):
            flash("Votre mot de passe est changé. Vos autres appareils sont déconnectés.", "success")
            return redirect(url_for("MonCompteView.index"))
        return self.formulaire(form, "Changer mon mot de passe")

    def _changer(self, form) -> bool:
        if "actuel" in form and form.nouveau.data == form.actuel.data:
            form.nouveau.errors = ["C’est votre mot de passe actuel : choisissez-en un autre."]
            return False
        with transaction(db.session):
            mot_de_passe.changer(db.session, current_user, form.nouveau.data, garder=sessions.courante())
        return True
