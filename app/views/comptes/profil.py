"""One's own information: asking that it change, taking it away, and the rights over it."""

import json

from flask import Response, flash, redirect, url_for
from flask_appbuilder import expose
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, ValidationError
from wtforms.validators import InputRequired

from app.acces import systeme
from app.affichage import affiche
from app.base_de_donnees import db, ecriture
from app.comptes import liens, profil
from app.cycle import TransitionRefusee
from app.documents import mes_donnees
from app.horloge import aujourd_hui
from app.models import DemandeDonnees, ModificationInfos
from app.securite import acteur
from app.views.base import PageOuverte
from app.views.comptes.mot_de_passe_oublie import champ_courriel
from app.views.comptes.page_du_compte import PageDuCompte
from app.views.demande import DemandeView
from app.views.envois import pdf

A_CONFIRMER = (
    "Deux courriels sont partis : l’un à votre adresse actuelle, l’autre à la nouvelle. "
    "Le changement se fait quand les deux ont confirmé, dans les 24 heures."
)


class ModificationView(DemandeView):
    """« Modifier mes infos »: what the register says, corrected by the person, accepted by an agent."""

    modele = ModificationInfos
    titre = "Modifier mes infos"
    creer = "Demander une modification"
    list_columns = ["numero", "statut", "soumise_le"]

    def valeurs_initiales(self) -> dict:
        """Open on what the register says today."""
        moi = acteur().perimetre
        employeur_id = moi.employeur_id if self.espace == "employeur" else None
        return profil.actuelles(db.session, employeur_id, moi.assure_id)

    def avant_ajout(self, objet, form):
        """Keep what changes only; refuse a request that changes nothing."""
        super().avant_ajout(objet, form)
        for champ, actuelle in self.valeurs_initiales().items():
            if (getattr(objet, champ) or "") == (actuelle or ""):
                setattr(objet, champ, None)
        if not any(getattr(objet, champ) for champ in self.add_columns):
            raise TransitionRefusee("Vous n’avez rien changé : corrigez ce qui est faux, puis enregistrez.")


class ModificationEmployeurView(ModificationView):
    """At an employer's."""

    espace = "employeur"
    add_columns = ["telephone", "email", "adresse", "activite", "autre"]
    show_columns = add_columns


class ModificationAssureView(ModificationView):
    """At an insured person's."""

    espace = "assure"
    add_columns = ["telephone", "email", "autre"]
    show_columns = add_columns


class DonneesEmployeurView(DemandeView):
    """The rights over one's data, for who acts for an employer."""

    modele = DemandeDonnees
    espace = "employeur"
    titre = "Mes droits sur mes données"
    adresse = "mes-droits"
    creer = "Exercer un droit"


class DonneesAssureView(DonneesEmployeurView):
    """The same, for an insured person."""

    espace = "assure"


class MesDonneesView(PageDuCompte):
    """One's own data as a file."""

    route_base = "/compte/mes-donnees"
    default_view = "en_json"
    titre = "Mes données"

    @expose("/mes-donnees.json")
    def en_json(self):
        """Send them as JSON."""
        donnees = profil.donnees(db.session, current_user)
        corps = json.dumps(donnees, ensure_ascii=False, indent=2)
        entetes = {"Content-Disposition": "attachment; filename=mes-donnees.json"}
        return Response(corps, mimetype="application/json", headers=entetes)

    @expose("/mes-donnees.pdf")
    def en_pdf(self):
        """Send them as a PDF."""
        donnees = profil.donnees(db.session, current_user, affiche)
        nom = current_user.get_full_name()
        return pdf(mes_donnees.imprimer(nom, aujourd_hui(), donnees), "mes-donnees")


class FormulaireCourriel(FlaskForm):
    """The new e-mail, and the password that proves who asks."""

    courriel = champ_courriel("Nouvelle adresse de courriel")
    actuel = PasswordField(
        "Votre mot de passe",
        [InputRequired("Écrivez votre mot de passe pour confirmer.")],
        render_kw={"autocomplete": "current-password"},
    )

    def validate_courriel(self, champ):
        """Ask for another address."""
        if champ.data == current_user.email:
            raise ValidationError("C’est déjà votre adresse : écrivez la nouvelle.")


class MonCourrielView(PageDuCompte):
    """Asking for another e-mail, which is also what one signs in with."""

    route_base = "/compte/courriel"
    default_view = "index"
    titre = "Mon adresse de courriel"

    @expose("/", methods=["GET", "POST"])
    def index(self):
        """Ask for the new address, and have both confirm."""
        form = FormulaireCourriel()
        if form.validate_on_submit() and self._demander(form):
            flash(A_CONFIRMER, "info")
            return redirect(url_for("CompteView.index"))
        return self.formulaire(form, "Changer d’adresse")

    def _demander(self, form) -> bool:
        if not self.prouver(form.actuel):
            return False
        with ecriture(db.session) as session:
            profil.demander_un_courriel(session, current_user, form.courriel.data)
        return True


class ConfirmationView(PageOuverte):
    """An address says yes, from the link it received: whoever reads it need not be signed in."""

    route_base = "/courriel"
    default_view = "confirmer"

    @expose("/<jeton_signe>", methods=["GET", "POST"])
    def confirmer(self, jeton_signe):
        """Ask for a click: a link that a mail program opens by itself changes nothing."""
        form = FlaskForm()
        try:
            with systeme("the link says whose e-mail changes"):
                changement, _ = profil.lire_le_changement(db.session, jeton_signe)
                if form.validate_on_submit():
                    return self._confirmer(jeton_signe)
                texte = f"L’adresse du compte passera de {changement.ancien} à {changement.nouveau}."
        except (liens.LienMort, TransitionRefusee) as refus:
            page = self.render_template("compte/message.html", titre="Lien périmé", fil=[], texte=str(refus))
            return page, 404
        return self.render_template(
            "compte/formulaire.html",
            titre="Confirmer l’adresse",
            fil=[],
            form=form,
            introduction=texte,
            bouton="Confirmer",
            annuler_url="/services/",
        )

    def _confirmer(self, jeton):
        with ecriture(db.session) as session:
            changement, cote = profil.lire_le_changement(session, jeton)
            fait = profil.confirmer_le_courriel(session, changement, cote)
        texte = (
            "Votre adresse est changée : connectez-vous avec la nouvelle."
            if fait
            else "C’est confirmé pour cette adresse. Reste à confirmer depuis l’autre."
        )
        return self.render_template("compte/message.html", titre="Adresse confirmée", fil=[], texte=texte)
