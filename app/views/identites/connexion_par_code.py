"""Signing in by a code: the telephone or e-mail, then the six figures that it received."""

from flask import flash, redirect, request, session, url_for
from flask_wtf import FlaskForm

from app.generateur.adaptateur import expose
from app.generateur.champs_courants import champ_adresse
from app.generateur.ecrans.espace import PageOuverte
from app.identites import codes, contacts, doutes, entree_par_code, verrou
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux.canaux import montrer_adresse
from app.views.identites import code_recu
from app.views.identites.code_recu import FormulaireDuCodeRecu
from app.views.identites.connexion import ENTRE_DEUX, adresse_interne, entrer

ENVOYE = (
    "Si un compte existe à {}, un code de six chiffres vient d’y être envoyé. "
    "Il sert une fois, dans les dix minutes."
)
RENDU = (
    "C’est noté. Ce numéro quittera l’ancien compte dans trois jours, sauf si son titulaire s’y oppose. "
    "Revenez alors ouvrir le vôtre."
)


class FormulaireDAdresse(FlaskForm):
    """By what the account is known."""

    adresse = champ_adresse()


class ConnexionParCodeView(PageOuverte):
    """From the telephone or e-mail to the account; the answers are the same whether it has one or not."""

    route_base = "/connexion/par-code"
    default_view = "demander"

    @expose("/", methods=["GET", "POST"])
    def demander(self):
        """Ask for the telephone or e-mail, and send the code."""
        form, statut = FormulaireDAdresse(), 200
        if form.validate_on_submit():
            try:
                with transaction(db.session):
                    cle = entree_par_code.demander(db.session, form.adresse.data or "")
                session["code_recu"] = {"cle": cle, "a": form.adresse.data}
                return redirect(url_for("ConnexionParCodeView.entrer", next=request.args.get("next")))
            except (verrou.Verrouille, Refus) as refus:
                form.adresse.errors = [str(refus)]
                statut = 429
        page = self.render_template(
            "compte/formulaire.html",
            titre="Se connecter par un code",
            fil=[],
            form=form,
            introduction="Vous recevrez un code de six chiffres, par SMS ou par courriel.",
            bouton="Recevoir le code",
            annuler_url=url_for("ConnexionView.login"),
        )
        return page, statut if statut != 200 or not form.errors else 422

    @expose("/code", methods=["GET", "POST"])
    def entrer(self):
        """Ask for the code, and open the session."""
        attendu = session.get("code_recu")
        if not attendu:
            return redirect(url_for("ConnexionView.login"))
        autre = code_recu.renvoyer(lambda: entree_par_code.demander(db.session, attendu["a"]))
        if autre is not None:
            session["code_recu"] = attendu | ({"cle": autre} if autre else {})
            return redirect(url_for("ConnexionParCodeView.entrer", next=request.args.get("next")))
        form, faux = FormulaireDuCodeRecu(), False
        if form.validate_on_submit():
            try:
                with transaction(db.session):
                    personne = self._verifier(attendu["cle"], form.code.data or "")
            except codes.CodeMort as mort:
                flash(str(mort), "warning")
                return redirect(url_for("ConnexionParCodeView.demander"))
            if isinstance(personne, entree_par_code.ContactIncertain):
                session["numero_incertain"] = {
                    "de": personne.personne.id,
                    "adresse": attendu["a"],
                    "doute": personne.doute.name,
                    "depuis": maintenant().timestamp(),
                }
                return redirect(url_for("ConnexionParCodeView.incertain"))
            if personne:
                return entrer(personne, adresse_interne(request.args.get("next")))
            form.code.errors, faux = [codes.FAUX], True
        return code_recu.page(
            self,
            form,
            introduction=ENVOYE.format(montrer_adresse(attendu["a"])),
            bouton="Se connecter",
            autre_url=url_for("ConnexionParCodeView.demander"),
            faux=faux,
        )

    def _verifier(self, cle: int, saisi: str):
        """Return whose code it is, or why it opens nothing: what was counted is committed either way."""
        try:
            return entree_par_code.verifier(db.session, cle, saisi)
        except entree_par_code.ContactIncertain as incertain:
            return incertain

    @expose("/numero-incertain", methods=["GET", "POST"])
    def incertain(self):
        """Say what opens the account of a number unused for long, or have the number leave that account."""
        dit = session.get("numero_incertain")
        if not dit or maintenant().timestamp() - dit["depuis"] >= ENTRE_DEUX:
            return redirect(url_for("ConnexionView.login"))
        form, silence = FlaskForm(), dit["doute"] == doutes.Doute.silence.name
        if silence and form.validate_on_submit():
            with transaction(db.session):
                entree_par_code.liberer(db.session, dit["de"], dit["adresse"])
            session.pop("numero_incertain")
            return self.render_template("compte/message.html", titre="Numéro à rendre", fil=[], texte=RENDU)
        with systeme("which other contacts the holder of the number may use"):
            autres = [a for a in contacts.de(db.session, dit["de"]) if a != dit["adresse"]]
        return self.render_template(
            "compte/numero_incertain.html",
            titre="Ce numéro peut avoir changé de main",
            fil=[],
            silence=silence,
            form=form,
            autre=contacts.masquer(autres[0]) if autres else "",
        )
