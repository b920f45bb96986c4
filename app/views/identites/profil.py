"""One's own information: asking that it change, taking it away, and the rights over it."""

import json

from flask import Response, abort, flash, redirect, request, session, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import ValidationError

from app.demandes import donnees_d_une_personne
from app.documents import mes_donnees
from app.generateur.adaptateur import expose
from app.generateur.affichage import affiche
from app.generateur.champs_courants import champ_adresse
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.telechargements import pdf
from app.identites import alertes, codes, contacts, verrou
from app.identites.tables import Contact
from app.socle import liens_signes
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from app.views.identites import code_recu
from app.views.identites.code_recu import FormulaireDuCodeRecu
from app.views.identites.page_du_compte import FormulaireProuve, PageDuCompte, PageProuvee

OBJET = "contact"
POUR = "ajouter ce contact à votre compte"
ATTENDU = (
    "Ce contact est prouvé. Il servira dans trois jours ; vos autres contacts sont prévenus et peuvent "
    "l’arrêter. Pendant sept jours, aucun compte bancaire ne peut être changé."
)
PAS_MOI = {
    alertes.APPAREIL: "Votre compte a été ouvert sur un appareil inconnu. Tous vos appareils seront "
    "déconnectés et le "
    "mot de passe ne vaudra plus rien : vous en choisirez un autre.",
    alertes.CONTACT: "Un nouveau contact a été demandé pour votre compte. Il sera arrêté, tous vos appareils "
    "seront "
    "déconnectés et le mot de passe ne vaudra plus rien : vous en choisirez un autre.",
    alertes.NUMERO: "Quelqu’un dit que ce numéro n’est plus le vôtre. Il restera à votre compte.",
    alertes.ACCES: "Quelqu’un demande un accès à votre dossier d’assuré. Sa demande sera arrêtée.",
}
"""What a click does, of each thing that may be told."""
ISSUES = {
    alertes.Arret.ferme: (
        "C’est arrêté",
        "Tous vos appareils sont déconnectés et le mot de passe de votre compte ne vaut plus rien ; ce qui "
        "avait été ajouté ces derniers jours pour y entrer est retiré. Reconnectez-vous par un code, ou "
        "demandez un nouveau mot de passe ; puis vérifiez vos contacts et vos clés d’accès.",
    ),
    alertes.Arret.arrete: ("C’est arrêté", "C’est arrêté, et noté."),
    alertes.Arret.deja: ("C’est déjà fait", "Vous l’aviez déjà dit : c’est arrêté depuis."),
    alertes.Arret.trop_tard: (
        "Trop tard pour l’arrêter d’ici",
        "C’est noté, mais c’était déjà fait. Présentez-vous tout de suite à une agence avec votre pièce "
        "d’identité : un agent regardera.",
    ),
}
"""What is told of what a click did: title and text."""


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


class FormulaireContact(FormulaireProuve):
    """The new contact, and the proof of who asks."""

    adresse = champ_adresse("Nouveau téléphone ou courriel")

    def validate_adresse(self, champ):
        """Ask for another one."""
        if champ.data in contacts.de(db.session, current_user.id):
            raise ValidationError("C’est déjà un contact de votre compte : écrivez le nouveau.")


class MesContactsView(PageProuvee):
    """The telephone and the e-mail of one's account, which open it: a new one waits three days."""

    route_base = "/compte/contacts"
    default_view = "index"
    modele = Contact
    titre = "Mes contacts"

    @expose("/", methods=["GET", "POST"])
    def index(self):
        """Show them, and ask for another one."""
        form = FormulaireContact()
        if form.validate_on_submit() and self._demander(form):
            return redirect(url_for("MesContactsView.prouver_le_contact"))
        page = self.render_template(
            "compte/contacts.html",
            titre=self.titre,
            fil=self.fil(),
            form=form,
            siens=contacts.de(db.session, current_user.id),
            attendus=contacts.en_attente(db.session, current_user.id),
        )
        return page, 422 if form.errors else 200

    def _demander(self, form) -> bool:
        if not self.prouver(form):
            return False
        try:
            with transaction(db.session):
                codes.exiger_un_budget(db.session, form.adresse.data)
                libre = contacts.libre(db.session, form.adresse.data)
                cle = codes.envoyer(db.session, OBJET, form.adresse.data, POUR, muet=not libre)
        except (verrou.Verrouille, Refus) as refus:
            form.adresse.errors = [str(refus)]
            return False
        session["contact_a_prouver"] = cle
        return True

    @expose("/code", methods=["GET", "POST"])
    def prouver_le_contact(self):
        """Ask for the code that the new contact received."""
        form, cle = FormulaireDuCodeRecu(), session.get("contact_a_prouver")
        if cle is None or request.form.get("autre"):
            return redirect(url_for("MesContactsView.index"))
        if form.validate_on_submit():
            try:
                with transaction(db.session):
                    prouvee = codes.verifier(db.session, OBJET, cle, form.code.data or "")
                    if prouvee:
                        contacts.ajouter(db.session, current_user, prouvee)
            except Refus as refus:
                flash(str(refus), "warning")
                return redirect(url_for("MesContactsView.index"))
            if prouvee:
                session.pop("contact_a_prouver")
                flash(ATTENDU, "success")
                return redirect(url_for("MesContactsView.index"))
            form.code.errors = [codes.FAUX]
        return code_recu.page(
            self,
            form,
            introduction="Un code vient d’être envoyé au nouveau contact, s’il n’ouvre aucun compte.",
            bouton="Prouver ce contact",
            autre_url=url_for("MesContactsView.index"),
            titre="Prouver le nouveau contact",
            fil=self.fil(("Code reçu", None)),
        )

    @expose("/<int:pk>/arreter", methods=["POST"])
    def arreter(self, pk):
        """Give up a contact of hers that is not in force yet."""
        with transaction(db.session):
            if pk not in {contact.id for contact in contacts.en_attente(db.session, current_user.id)}:
                abort(404)
            contacts.arreter(db.session, pk)
        flash("Ce contact ne sera pas ajouté.", "success")
        return redirect(url_for("MesContactsView.index"))


class PasMoiView(PageOuverte):
    """« Ce n’est pas moi », from the link that a known contact received: no sign-in is asked for."""

    route_base = "/pas-moi"
    default_view = "dire"

    @expose("/<jeton_signe>", methods=["GET", "POST"])
    def dire(self, jeton_signe):
        """Ask for a click: a link that a mail program opens by itself changes nothing."""
        form = FlaskForm()
        try:
            quoi = alertes.lire(jeton_signe).quoi
            if form.validate_on_submit():
                with systeme("the link says whose account it is"), transaction(db.session):
                    issue = alertes.donner(db.session, jeton_signe)
                titre, texte = ISSUES[issue]
                return self.render_template("compte/message.html", titre=titre, fil=[], texte=texte)
        except liens_signes.LienMort as mort:
            page = self.render_template("compte/message.html", titre="Lien périmé", fil=[], texte=str(mort))
            return page, 404
        return self.render_template(
            "compte/formulaire.html",
            titre="Ce n’est pas moi",
            fil=[],
            form=form,
            introduction=PAS_MOI[quoi],
            bouton="Ce n’est pas moi, arrêtez",
            annuler_url=url_for("AccueilView.index"),
        )
