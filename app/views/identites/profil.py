"""One's own information: asking that it change, taking it away, and the rights over it."""

import json

from flask import Response, flash, redirect, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, ValidationError
from wtforms.validators import InputRequired

from app.demandes import donnees_d_une_personne
from app.documents import mes_donnees
from app.generateur.adaptateur import expose
from app.generateur.affichage import affiche
from app.generateur.champs_courants import champ_courriel
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.telechargements import pdf
from app.identites import changement_courriel
from app.socle import liens_signes
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from app.views.identites.page_du_compte import PageDuCompte

A_CONFIRMER = (
    "Deux courriels sont partis : l’un à votre adresse actuelle, l’autre à la nouvelle. "
    "Le changement se fait quand les deux ont confirmé, dans les 24 heures."
)


class MesDonneesView(PageDuCompte):
    """One's own data as a file."""

    route_base = "/compte/mes-donnees"
    default_view = "en_json"
    titre = "Mes données"

    @expose("/mes-donnees.json")
    def en_json(self):
        """Send them as JSON."""
        donnees = donnees_d_une_personne.donnees(db.session, current_user)
        corps = json.dumps(donnees, ensure_ascii=False, indent=2)
        entetes = {"Content-Disposition": "attachment; filename=mes-donnees.json"}
        return Response(corps, mimetype="application/json", headers=entetes)

    @expose("/mes-donnees.pdf")
    def en_pdf(self):
        """Send them as a PDF."""
        donnees = donnees_d_une_personne.donnees(db.session, current_user, affiche)
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
            return redirect(url_for("MonCompteView.index"))
        return self.formulaire(form, "Changer d’adresse")

    def _demander(self, form) -> bool:
        if not self.prouver(form.actuel):
            return False
        with transaction(db.session) as session:
            changement_courriel.demander_un_courriel(session, current_user, form.courriel.data)
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
                changement, _ = changement_courriel.lire_le_changement(db.session, jeton_signe)
                if form.validate_on_submit():
                    return self._confirmer(jeton_signe)
                texte = f"L’adresse du compte passera de {changement.ancien} à {changement.nouveau}."
        except (liens_signes.LienMort, Refus) as refus:
            page = self.render_template("compte/message.html", titre="Lien périmé", fil=[], texte=str(refus))
            return page, 404
        return self.render_template(
            "compte/formulaire.html",
            titre="Confirmer l’adresse",
            fil=[],
            form=form,
            introduction=texte,
            bouton="Confirmer",
            annuler_url=url_for("AccueilView.index"),
        )

    def _confirmer(self, jeton):
        with transaction(db.session) as session:
            changement, cote = changement_courriel.lire_le_changement(session, jeton)
            fait = changement_courriel.confirmer_le_courriel(session, changement, cote)
        texte = (
            "Votre adresse est changée : connectez-vous avec la nouvelle."
            if fait
            else "C’est confirmé pour cette adresse. Reste à confirmer depuis l’autre."
        )
        return self.render_template("compte/message.html", titre="Adresse confirmée", fil=[], texte=texte)
