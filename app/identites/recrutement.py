"""How somebody enters the fund's staff: invited by two people, she chooses her own password.

One proposes, with her function and why; once another confirmed, a link goes to her, good for a week. The
account opens, or the one she has becomes the staff's, when she answers: who proposed her is then known for
good, and she confirms nothing that he proposes.
"""

from datetime import timedelta

from sqlalchemy import Boolean, ColumnElement, Date, DateTime, String, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Model, User
from app.generateur.badges import Etat
from app.generateur.champs import Choix, champ, cle_etrangere, cle_primaire
from app.generateur.controles import a_venir, courriel, nom_de_personne
from app.identites import administration, organisation
from app.identites.administration import Visa
from app.identites.inscription import donner_le_role
from app.identites.organisation import Affectation, Fonction, equipes_a_choisir
from app.identites.personnes import PERSONNEL, creer, relier_le_personnel, trouver
from app.referentiel import propositions
from app.referentiel.propositions import Changement
from app.referentiel.tables import Issue, Proposition
from app.repertoire.controles import numero_d_assure
from app.repertoire.tables import Assure
from app.socle import adresses, liens_signes
from app.socle.acces import Acteur, Caisse, Perimetre, mien, si, systeme
from app.socle.base_de_donnees import lignes_touchees
from app.socle.horloge import aujourd_hui, en_utc, maintenant
from app.socle.refus import ChampRefuse, Refus
from app.travaux import courrier

VALIDITE = timedelta(days=7)
OBJET = "invitation-du-personnel"
PERIMEE = "Cette invitation n’est plus valable : demandez à la CNSS de vous en envoyer une autre."
INVITATION = propositions.acte(
    code="invitation", libelle="Personne du personnel : une invitation", domaine="pouvoirs"
)


class EtatDInvitation(Etat):
    """Where an invitation stands."""

    proposee = "À confirmer"
    envoyee = "Envoyée"
    expiree = "Expirée"
    acceptee = "Acceptée"
    retiree = "Retirée"


class InvitationDuPersonnel(Model):
    """Somebody whom two people of the fund ask to be of its staff."""

    __tablename__ = "invitation_du_personnel"

    id = cle_primaire()
    nom = champ(String(80), "Nom", controles=[nom_de_personne])
    prenoms = champ(String(80), "Prénoms", controles=[nom_de_personne])
    courriel = champ(
        String(120), "Courriel", "Son adresse à la CNSS : l’invitation y part", controles=[courriel]
    )
    fonction = champ(Choix(Fonction), "Fonction", default=Fonction.agent)
    equipe = champ(
        String(40), "Équipe", "Pour un agent, et pour qui lit les dossiers de santé d’une équipe",
        facultatif=True, choix=equipes_a_choisir,
    )  # fmt: skip
    fin_le = champ(
        Date,
        "Jusqu’au",
        "Vide : tant qu’on ne la lui retire pas",
        facultatif=True,
        controles=[a_venir],
    )
    numero_assure = champ(
        String(15), "Son propre numéro d’assurance", "Elle ne décidera pas pour elle ni pour ses proches",
        facultatif=True, controles=[numero_d_assure],
    )  # fmt: skip
    sans_numero = champ(Boolean, "Sans numéro d’assurance", "Oui, si elle n’est pas assurée", default=False)
    raison = champ(String(300), "Raison", "Ce qui la fonde : note, remplacement, recrutement")
    cree_le = champ(DateTime(timezone=True), "Proposée le", default=maintenant)
    envoyee_le = champ(DateTime(timezone=True), "Envoyée le", facultatif=True)
    acceptee_le = champ(DateTime(timezone=True), "Acceptée le", facultatif=True)
    retiree_le = champ(DateTime(timezone=True), "Retirée le", facultatif=True)
    utilisateur_id = cle_etrangere("ab_user.id", "Compte ouvert", facultatif=True)

    @property
    def etat(self) -> EtatDInvitation:
        """Return where it stands now."""
        if self.retiree_le:
            return EtatDInvitation.retiree
        if self.acceptee_le:
            return EtatDInvitation.acceptee
        if not self.envoyee_le:
            return EtatDInvitation.proposee
        expiree = maintenant() >= en_utc(self.envoyee_le) + VALIDITE
        return EtatDInvitation.expiree if expiree else EtatDInvitation.envoyee

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"{self.prenoms} {self.nom} ({self.courriel})"


RESTE_A_REPONDRE = (
    InvitationDuPersonnel.envoyee_le.is_not(None)
    & InvitationDuPersonnel.acceptee_le.is_(None)
    & InvitationDuPersonnel.retiree_le.is_(None)
)


def proposer(session: Session, invitation: InvitationDuPersonnel, acteur: Acteur) -> None:
    """Propose an invitation just written. Does not commit. Raises Refus, or ChampRefuse beside its field."""
    invitation.courriel = invitation.courriel.strip().lower()
    compte = trouver(session, invitation.courriel)
    _exiger_recevable(session, invitation, compte)
    changement = Changement(
        objet_id=invitation.id,
        resume=f"Inviter {invitation}",
        avant=[],
        apres=_paires(session, invitation),
        motif=invitation.raison,
        beneficiaire_id=compte.id if compte else None,
    )
    propositions.proposer(session, INVITATION, changement, acteur)


def _exiger_recevable(session: Session, invitation: InvitationDuPersonnel, compte: User | None) -> None:
    organisation.exiger_coherente(invitation.fonction, invitation.equipe)
    if bool(invitation.numero_assure) == invitation.sans_numero:
        raise ChampRefuse("numero_assure", "Écrivez son numéro, ou dites plus bas qu’elle n’en a pas.")
    if invitation.numero_assure and _assure_id(session, invitation.numero_assure) is None:
        raise ChampRefuse("numero_assure", "Aucun assuré ne porte ce numéro : vérifiez-le.")
    if compte and administration.du_personnel(compte):
        raise ChampRefuse("courriel", "Cette personne est déjà du personnel : proposez-lui une fonction.")
    if compte and not compte.is_active:
        raise ChampRefuse("courriel", "Le compte de cette adresse est fermé : rouvrez-le d’abord.")
    memes = (InvitationDuPersonnel.courriel == invitation.courriel) & (
        InvitationDuPersonnel.id != invitation.id
    )
    vivante = InvitationDuPersonnel.acceptee_le.is_(None) & InvitationDuPersonnel.retiree_le.is_(None)
    if session.scalar(select(InvitationDuPersonnel.id).where(memes, vivante).limit(1)):
        raise ChampRefuse(
            "courriel", "Cette adresse est déjà invitée : renvoyez l’invitation, ou retirez-la."
        )


def _paires(session: Session, invitation: InvitationDuPersonnel) -> list[tuple[str, str]]:
    chez = organisation.organisation(session, aujourd_hui())
    fin = f"{invitation.fin_le:%d/%m/%Y}" if invitation.fin_le else "Sans fin prévue"
    return [
        ("Personne", str(invitation)),
        ("Fonction", organisation.intitule(invitation.fonction, invitation.equipe, chez)),
        ("Jusqu’au", fin),
        ("Numéro d’assurance", invitation.numero_assure or "Sans numéro"),
    ]


def _assure_id(session: Session, numero: str | None) -> int | None:
    with systeme("who invites says who is invited, and reads nothing of her"):
        return session.scalar(select(Assure.id).where(Assure.numero == numero))


@propositions.a_la_confirmation(INVITATION)
def inviter(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Send the invitation that another proposed."""
    invitation = session.get_one(InvitationDuPersonnel, proposition.objet_id)
    _envoyer(session, invitation, "Invitation envoyée", administration.a_deux(proposition, acteur))


@propositions.au_refus(INVITATION)
def abandonner(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Keep no invitation that was refused."""
    session.get_one(InvitationDuPersonnel, proposition.objet_id).retiree_le = maintenant()


def renvoyer(session: Session, invitation: InvitationDuPersonnel, acteur: Acteur, motif: str) -> str:
    """Send another link in the place of the one before, and return what is told. Raises Refus."""
    _exiger_envoyee(invitation)
    _envoyer(session, invitation, "Invitation renvoyée", Visa(acteur, motif))
    return f"Un nouveau lien part à {invitation.courriel} ; l’ancien ne vaut plus rien."


def retirer(session: Session, invitation: InvitationDuPersonnel, acteur: Acteur, motif: str) -> str:
    """Take an invitation back: its link opens nothing any more. Raises Refus."""
    _exiger_envoyee(invitation)
    invitation.retiree_le = maintenant()
    administration.noter(session, None, "Invitation retirée", Visa(acteur, motif), str(invitation))
    return "L’invitation est retirée : son lien n’ouvre plus rien."


def _exiger_envoyee(invitation: InvitationDuPersonnel) -> None:
    if invitation.etat not in (EtatDInvitation.envoyee, EtatDInvitation.expiree):
        raise Refus(f"Cette invitation est « {invitation.etat.value} » : il n’y a rien à en faire.")


def _envoyer(session: Session, invitation: InvitationDuPersonnel, quoi: str, par: Visa) -> None:
    invitation.envoyee_le = maintenant()
    administration.noter(session, None, quoi, par, str(invitation))
    session.flush()
    jeton = liens_signes.signer(OBJET, {"i": invitation.id, "e": _envoi(invitation)}, VALIDITE)
    courrier.ecrire(
        session,
        "invitation_du_personnel",
        invitation.courriel,
        prenoms=invitation.prenoms,
        fonction=invitation.fonction.value,
        par=par.noms,
        lien=adresses.adresse("EntreeDuPersonnelView.entrer", jeton_signe=jeton),
    )


def _envoi(invitation: InvitationDuPersonnel) -> int:
    """Return what a link is tied to: it dies when another is sent in its place."""
    assert invitation.envoyee_le
    return int(en_utc(invitation.envoyee_le).timestamp() * 1000)


def lire_le_lien(session: Session, jeton: str) -> InvitationDuPersonnel:
    """Return an invitation that may still be answered; raises liens_signes.LienMort."""
    try:
        dit = liens_signes.lire(OBJET, jeton)
    except liens_signes.LienMort:
        raise liens_signes.LienMort(PERIMEE) from None
    ouverte = select(InvitationDuPersonnel).where(InvitationDuPersonnel.id == dit["i"], RESTE_A_REPONDRE)
    with systeme("whoever holds the link is the one invited"):
        invitation = session.scalars(ouverte).one_or_none()
    if invitation is None or _envoi(invitation) != dit["e"]:
        raise liens_signes.LienMort(PERIMEE)
    return invitation


def accepter(session: Session, invitation: InvitationDuPersonnel, choisi: str = "") -> User:
    """Make the invited person one of the staff, and return her account, opened where she had none.

    `choisi` is the password of a new account. Raises liens_signes.LienMort for one just answered.
    """
    ouverte = (InvitationDuPersonnel.id == invitation.id) & RESTE_A_REPONDRE
    prise = update(InvitationDuPersonnel).where(ouverte).values(acceptee_le=maintenant())
    if lignes_touchees(session, prise) != 1:
        raise liens_signes.LienMort(PERIMEE)
    personne = trouver(session, invitation.courriel) or creer(
        session,
        adresse=invitation.courriel,
        nom=invitation.nom,
        prenoms=invitation.prenoms,
        mot_de_passe=choisi,
        roles=[PERSONNEL],
    )
    donner_le_role(session, personne, PERSONNEL)
    relier_le_personnel(session, personne.id, _assure_id(session, invitation.numero_assure))
    invitation.utilisateur_id = personne.id
    _confier(session, invitation, personne)
    return personne


def _confier(session: Session, invitation: InvitationDuPersonnel, personne: User) -> None:
    """Give the function that two people agreed on: the account is from now on one that they made."""
    proposition = session.scalars(
        select(Proposition).where(
            Proposition.acte == INVITATION.code,
            Proposition.objet_id == invitation.id,
            Proposition.issue == Issue.confirmee,
        )
    ).one()
    proposition.beneficiaire_id = personne.id
    session.add(
        Affectation(
            utilisateur_id=personne.id,
            fonction=invitation.fonction,
            equipe=invitation.equipe,
            raison=invitation.raison,
            effet_le=aujourd_hui(),
            fin_le=invitation.fin_le,
            confirme_le=proposition.statuee_le,
        )
    )
    elle = Acteur(personne.id, personne.get_full_name(), frozenset(), Perimetre(utilisateur_id=personne.id))
    administration.noter(session, personne, "Entrée dans le personnel", Visa(elle, invitation.raison))
