"""Several persons for an employer: its owner invites by e-mail, and takes the right back."""

from datetime import timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import contacts
from app.identites.personnes import creer, donner_le_role, habiliter, trouver
from app.identites.tables import Habilitation, Invitation
from app.journal.notes import noter
from app.journal.tables import Fait
from app.repertoire.tables import Employeur
from app.socle import adresses, liens_signes
from app.socle.acces import systeme
from app.socle.base_de_donnees import lignes_touchees
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux import courrier

VALIDITE = timedelta(days=7)
"""How long an invitation may be answered: a colleague is not always at her desk."""
OBJET = "invitation"


def est_titulaire(session: Session, utilisateur_id: int, employeur_id: int | None) -> bool:
    """Say whether the person owns the employer's account: she alone invites and takes back."""
    return bool(
        session.scalar(
            select(func.count(Habilitation.id)).where(
                Habilitation.utilisateur_id == utilisateur_id,
                Habilitation.employeur_id == employeur_id,
                Habilitation.titulaire,
            )
        )
    )


def habilitees(session: Session, employeur_id: int) -> list[Habilitation]:
    """Return who acts for the employer, the oldest first."""
    requete = select(Habilitation).where(Habilitation.employeur_id == employeur_id)
    return list(session.scalars(requete.order_by(Habilitation.id)))


def en_attente(session: Session, employeur_id: int) -> list[Invitation]:
    """Return the invitations that may still be answered."""
    requete = select(Invitation).where(
        Invitation.employeur_id == employeur_id,
        Invitation.acceptee_le.is_(None),
        Invitation.retiree_le.is_(None),
        Invitation.cree_le > maintenant() - VALIDITE,
    )
    return list(session.scalars(requete.order_by(Invitation.id)))


def inviter(session: Session, employeur: Employeur, courriel: str, declarer: bool, par: User) -> None:
    """Send an invitation; one more to the same address replaces those before.

    Raises Refus when the person already acts for the employer.
    """
    invitee = trouver(session, courriel)
    if invitee and invitee.id in {h.utilisateur_id for h in habilitees(session, employeur.id)}:
        raise Refus("Cette personne agit déjà pour cet employeur.")
    precedentes = (Invitation.employeur_id == employeur.id) & (Invitation.courriel == courriel)
    session.execute(
        update(Invitation)
        .where(precedentes, Invitation.acceptee_le.is_(None))
        .values(retiree_le=maintenant())
    )
    invitation = Invitation(
        employeur_id=employeur.id,
        courriel=courriel,
        declarer=declarer,
        invitee_par_id=par.id,
        cree_le=maintenant(),
    )
    session.add(invitation)
    session.flush()
    jeton = liens_signes.signer(OBJET, {"i": invitation.id}, VALIDITE)
    courrier.ecrire(
        session,
        "invitation",
        courriel,
        invitant=par.get_full_name(),
        employeur=employeur.raison_sociale,
        droits="consulter et déclarer" if declarer else "consulter",
        lien=adresses.adresse("InvitationView.accepter", jeton_signe=jeton),
    )
    noter(session, Fait.invite, "Personne à habiliter", sur=employeur)


def retirer(session: Session, invitation: Invitation) -> None:
    """Take an invitation back: its link opens nothing any more."""
    invitation.retiree_le = maintenant()


def revoquer(session: Session, habilitation: Habilitation) -> None:
    """Take from a person the right to act for the employer; raises Refus for an owner."""
    if habilitation.titulaire:
        raise Refus("Le titulaire du compte ne se retire pas d’ici : adressez-vous à la CNSS.")
    contacts.ecrire(
        session,
        habilitation.utilisateur,
        "habilitation_retiree",
        prenoms=habilitation.utilisateur.first_name,
        employeur=habilitation.employeur.raison_sociale,
    )
    noter(session, Fait.droits, "Habilitation retirée", sur=habilitation)
    session.execute(delete(Habilitation).where(Habilitation.id == habilitation.id))


def lire_le_lien(session: Session, jeton: str) -> Invitation:
    """Return an invitation that may still be answered; raises liens.LienMort."""
    with systeme("whoever holds the link is the one invited"):
        invitation = session.get(Invitation, liens_signes.lire(OBJET, jeton)["i"])
        if invitation is None or invitation.acceptee_le or invitation.retiree_le:
            raise liens_signes.LienMort(liens_signes.MORT)
        return invitation


def accepter(
    session: Session, invitation: Invitation, nom: str = "", prenoms: str = "", choisi: str = ""
) -> User:
    """Let the invited person act for the employer, and return her account, opened where she had none.

    Raises liens.LienMort when the invitation was just answered or taken back.
    """
    ouverte = Invitation.acceptee_le.is_(None) & Invitation.retiree_le.is_(None)
    pris = update(Invitation).where(Invitation.id == invitation.id, ouverte).values(acceptee_le=maintenant())
    if lignes_touchees(session, pris) != 1:
        raise liens_signes.LienMort(liens_signes.MORT)
    personne = trouver(session, invitation.courriel)
    if personne is None:
        personne = creer(
            session,
            adresse=invitation.courriel,
            nom=nom,
            prenoms=prenoms,
            mot_de_passe=choisi,
            roles=["Employeur"],
        )
    donner_le_role(session, personne, "Employeur")
    if not any(h.utilisateur_id == personne.id for h in habilitees(session, invitation.employeur_id)):
        habiliter(session, personne, invitation.employeur_id, invitation.declarer, titulaire=False)
    session.flush()
    return personne
