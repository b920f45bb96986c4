"""Inviting somebody to the fund's staff, and answering the invitation."""

from flask import flash, redirect, url_for
from flask_wtf import FlaskForm

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.generateur.ecrans.gestes import AvecGestes, Geste
from app.generateur.ecrans.vue import Vue
from app.identites import personnes, recrutement
from app.identites.recrutement import EtatDInvitation, InvitationDuPersonnel
from app.socle import liens_signes
from app.socle.acces import systeme
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.views.identites.compte import FormulaireNouveauMotDePasse
from app.views.identites.organisation import LES_EQUIPES

OU_EN_EST = {
    EtatDInvitation.proposee: "Rien n’est encore parti : une autre personne doit confirmer.",
    EtatDInvitation.envoyee: "Le lien est parti : la personne a sept jours pour y répondre.",
    EtatDInvitation.expiree: "La personne n’a pas répondu à temps : renvoyez l’invitation, ou retirez-la.",
    EtatDInvitation.acceptee: "La personne a répondu : elle est du personnel.",
    EtatDInvitation.retiree: "Cette invitation n’ouvre rien : elle a été refusée ou retirée.",
}
"""What the page of an invitation says of it."""


class InvitationDuPersonnelView(AvecGestes[InvitationDuPersonnel], Vue[InvitationDuPersonnel]):
    """Who is invited to the staff, by whom, and whether she answered."""

    modele = InvitationDuPersonnel
    espace = "administration"
    domaine = "pouvoirs"
    groupe = LES_EQUIPES
    titre = "Invitations du personnel"
    adresse = "invitations"
    ordre = 608
    creer = "Inviter une personne du personnel"
    resume = "Faire entrer une personne : elle choisit elle-même son mot de passe"
    vide = "Personne n’est invité pour le moment."
    base_order = ("cree_le", "desc")
    list_columns = ["nom", "prenoms", "courriel", "fonction", "equipe", "etat"]
    label_columns = {"etat": "État"}
    si_remplies = ("equipe", "fin_le", "numero_assure", "envoyee_le", "acceptee_le", "retiree_le")
    search_columns = ["nom", "courriel", "fonction", "cree_le"]
    add_columns = [
        "nom",
        "prenoms",
        "courriel",
        "fonction",
        "equipe",
        "fin_le",
        "numero_assure",
        "sans_numero",
        "raison",
    ]
    show_columns = [*add_columns, "etat", "cree_le", "envoyee_le", "acceptee_le", "retiree_le"]
    include_route_methods = {"list", "show", "add", "agir"}
    droits_des_routes = {"add": "configurer"}
    introduction = (
        "Une autre personne confirmera cette invitation. Un lien valable sept jours partira alors ; "
        "la personne choisira elle-même son mot de passe."
    )
    enregistre = "C’est proposé : l’invitation partira quand une autre personne l’aura confirmée."
    gestes = {
        "renvoyer": Geste("Renvoyer l’invitation", recrutement.renvoyer),
        "retirer": Geste("Retirer l’invitation", recrutement.retirer, "danger"),
    }

    def _fiche(self, objet, **contexte):
        return super()._fiche(objet, prochaine=OU_EN_EST[objet.etat], **contexte)

    def gestes_de(self, objet):
        """What was sent and not answered is sent again, or taken back."""
        envoyee = objet.etat in (EtatDInvitation.envoyee, EtatDInvitation.expiree)
        return self.gestes if envoyee else []

    def exiger(self, session, objet):
        """Propose the invitation just written."""
        recrutement.proposer(session, objet, acteur())


class EntreeDuPersonnelView(PageOuverte):
    """Answering an invitation to the staff, from its link."""

    route_base = "/bienvenue"
    default_view = "entrer"

    @expose("/<jeton_signe>", methods=["GET", "POST"])
    def entrer(self, jeton_signe):
        """Ask for a password, or for a click where the address already has its account."""
        try:
            invitation = recrutement.lire_le_lien(db.session, jeton_signe)
            form = self._formulaire(invitation)
            if form.validate_on_submit():
                self._accepter(jeton_signe, form.data.get("nouveau", ""))
                flash("Bienvenue : connectez-vous avec votre adresse et votre mot de passe.", "success")
                return redirect(url_for("ConnexionView.login"))
        except liens_signes.LienMort as mort:
            page = self.render_template("compte/message.html", titre="Lien périmé", fil=[], texte=str(mort))
            return page, 404
        page = self.render_template(
            "compte/formulaire.html",
            titre="Rejoindre le personnel de la CNSS",
            fil=[],
            form=form,
            introduction=(
                f"{invitation.prenoms} {invitation.nom}, la CNSS vous attend comme "
                f"« {invitation.fonction.value} », à l’adresse {invitation.courriel}."
            ),
            bouton="Rejoindre le personnel",
            annuler_url=url_for("AccueilView.index"),
        )
        return page, 422 if form.errors else 200

    def _formulaire(self, invitation):
        if personnes.existe(db.session, invitation.courriel):
            return FlaskForm()
        form = FormulaireNouveauMotDePasse()
        form.de_la_personne = (invitation.prenoms, invitation.nom, invitation.courriel)
        return form

    def _accepter(self, jeton: str, choisi: str) -> None:
        with systeme("the link says who is invited"), transaction(db.session) as session:
            recrutement.accepter(session, recrutement.lire_le_lien(session, jeton), choisi)
