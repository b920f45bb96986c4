"""« Personnes habilitées »: who acts for the employer; its owner invites and takes back."""

from flask import abort, flash, redirect, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import RadioField
from wtforms.validators import InputRequired

from app.generateur.adaptateur import Model, expose, has_access
from app.generateur.champs_courants import champ_courriel, champ_texte
from app.generateur.champs_lus import en_choix
from app.generateur.controles import nom_de_personne
from app.generateur.ecrans.espace import EspaceView, PageOuverte
from app.identites import invitations, personnes
from app.identites.tables import Habilitation, Invitation
from app.repertoire.tables import Employeur
from app.socle import liens_signes
from app.socle.acces import systeme
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus
from app.views.identites.compte import FormulaireNouveauMotDePasse

DROITS = (("declarer", "Consulter et déclarer"), ("consulter", "Consulter seulement"))


class FormulaireInvitation(FlaskForm):
    """Whom to invite, to do what."""

    courriel = champ_courriel("Courriel de la personne")
    droit = RadioField(
        "Droit donné", [InputRequired("Choisissez un droit.")], choices=en_choix(DROITS), default="consulter"
    )


class PersonnesView(EspaceView):
    """The persons who act for the employer."""

    espace = "employeur"
    titre = "Personnes habilitées"
    ordre = 280
    resume = "Inviter une personne à agir pour l’employeur, lui retirer ce droit"
    modele: type[Model] | None = Habilitation
    droits_des_routes = {"index": "consulter", "retirer": "deposer"}

    @expose("/", methods=["GET", "POST"])
    @has_access
    def index(self):
        """List the persons, and let the owner invite one more."""
        form = FormulaireInvitation() if self._titulaire() else None
        if form and form.validate_on_submit() and self._inviter(form):
            flash(f"Invitation envoyée à {form.courriel.data}, valable sept jours.", "success")
            return redirect(self.url("index"))
        employeur_id = acteur().mandant_id
        page = self.render_template(
            "compte/personnes.html",
            titre=self.titre,
            fil=self.fil(),
            form=form,
            habilitees=invitations.habilitees(db.session, employeur_id),
            attendues=invitations.en_attente(db.session, employeur_id),
        )
        return page, 422 if form and form.errors else 200

    def _titulaire(self) -> bool:
        return invitations.est_titulaire(db.session, current_user.id, acteur().mandant_id)

    def _inviter(self, form) -> bool:
        try:
            with transaction(db.session) as session:
                employeur = session.get_one(Employeur, acteur().mandant_id)
                declarer = form.droit.data == "declarer"
                invitations.inviter(session, employeur, form.courriel.data, declarer, current_user)
            return True
        except Refus as refus:
            form.courriel.errors = [str(refus)]
            return False

    @expose("/<int:pk>/retirer", methods=["POST"])
    @has_access
    def retirer(self, pk):
        """Take the right back from a person."""
        habilitation = self._de_mon_employeur(Habilitation, pk)
        try:
            with transaction(db.session) as session:
                invitations.revoquer(session, habilitation)
            flash("Cette personne n’agit plus pour l’employeur.", "success")
        except Refus as refus:
            flash(str(refus), "warning")
        return redirect(self.url("index"))

    def _de_mon_employeur(self, modele, pk):
        """Return a row of the employer one acts for now, when one owns its account; 404 otherwise."""
        a_moi = (modele.id == pk) & (modele.employeur_id == acteur().perimetre.employeur_id)
        trouve = db.session.scalars(select(modele).where(a_moi)).one_or_none()
        return trouve if trouve is not None and self._titulaire() else abort(404)


class InvitationsView(PersonnesView):
    """Invitations not answered yet, which the owner may take back."""

    titre = "Invitations"
    adresse = "personnes-habilitees/invitations"
    resume = ""
    modele = Invitation
    include_route_methods = {"retirer"}

    @expose("/<int:pk>/retirer", methods=["POST"])
    @has_access
    def retirer(self, pk):
        """Take an invitation back."""
        invitation = self._de_mon_employeur(Invitation, pk)
        with transaction(db.session) as session:
            invitations.retirer(session, invitation)
        flash("Invitation retirée.", "success")
        return redirect(url_for("PersonnesView.index"))


class FormulaireInvite(FormulaireNouveauMotDePasse):
    """Who the invited person is, where she has no account yet."""

    nom = champ_texte("Nom", "", 80, nom_de_personne, autocomplete="family-name")
    prenoms = champ_texte("Prénoms", "", 80, nom_de_personne, autocomplete="given-name")

    def connus(self) -> tuple[str, ...]:
        """Return what others know of the person."""
        return (self.nom.data or "", self.prenoms.data or "")


class InvitationView(PageOuverte):
    """Answering an invitation, from its link."""

    route_base = "/invitation"
    default_view = "accepter"

    @expose("/<jeton_signe>", methods=["GET", "POST"])
    def accepter(self, jeton_signe):
        """Ask for a name and a password, or for a click where the address already has its account."""
        try:
            invitation = invitations.lire_le_lien(db.session, jeton_signe)
            connu = personnes.existe(db.session, invitation.courriel)
            form = FlaskForm() if connu else FormulaireInvite()
            if form.validate_on_submit():
                self._accepter(jeton_signe, {} if connu else _identite(form))
                flash("Vous agissez maintenant pour cet employeur : connectez-vous.", "success")
                return redirect(url_for("ConnexionView.login"))
        except liens_signes.LienMort as mort:
            page = self.render_template("compte/message.html", titre="Lien périmé", fil=[], texte=str(mort))
            return page, 404
        with systeme("the invited person reads who invites her"):
            introduction = (
                f"{invitation.employeur.raison_sociale} vous invite à agir en son nom, "
                f"avec l’adresse {invitation.courriel}."
            )
        page = self.render_template(
            "compte/formulaire.html",
            titre="Accepter l’invitation",
            fil=[],
            form=form,
            introduction=introduction,
            bouton="Accepter",
            annuler_url=url_for("AccueilView.index"),
        )
        return page, 422 if form.errors else 200

    def _accepter(self, jeton, identite: dict[str, str]) -> None:
        with systeme("the link names the employer"), transaction(db.session) as session:
            invitations.accepter(session, invitations.lire_le_lien(session, jeton), **identite)


def _identite(form) -> dict[str, str]:
    return {"nom": form.nom.data, "prenoms": form.prenoms.data, "choisi": form.nouveau.data}
