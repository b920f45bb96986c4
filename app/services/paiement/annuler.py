"""A payment or a waiver booked by mistake: reversed, by two people, with all that it had given."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cotisations.cotisant import ContrepassationRefusee, contrepasser
from app.cotisations.tables import Cause, Operation
from app.demandes import certificats, interets
from app.demandes.tables import Certificat
from app.generateur.affichage import affiche
from app.referentiel import propositions
from app.referentiel.propositions import Changement, a_la_confirmation
from app.referentiel.tables import Proposition
from app.services.paiement.tables import LigneReleve
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus

ANNULABLES = frozenset({Cause.paiement, Cause.remise})


ANNULER_UNE_OPERATION = propositions.acte(
    code="annuler_une_operation",
    libelle="Annuler une opération portée à un compte",
    domaine="operations",
    droit="confirmer",
)


def proposer(session: Session, operation: Operation, motif: str, acteur: Acteur) -> Proposition:
    """Propose to reverse an operation, for a reason. Does not commit. Raises Refus."""
    interets.exiger_aucun_chez(session, operation.employeur_id, acteur.utilisateur_id)
    _exiger_annulable(operation)
    if not motif.strip():
        raise Refus("Écrivez pourquoi l’opération est annulée : le motif reste au compte.")
    changement = Changement(
        objet_id=operation.id,
        resume=f"Annulation de : {operation.libelle}",
        avant=[("Employeur", str(operation.employeur)), ("Date", affiche(operation.le))],
        apres=[],
        montant=operation.montant,
        motif=motif,
    )
    return propositions.proposer(session, ANNULER_UNE_OPERATION, changement, acteur)


@a_la_confirmation(ANNULER_UNE_OPERATION)
def executer(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Reverse what was proposed to be; raises Refus where that cannot be done any more."""
    operation = session.get_one(Operation, proposition.objet_id)
    try:
        annuler(session, operation, proposition.motif or "", aujourd_hui(), acteur)
    except ContrepassationRefusee as refus:
        raise Refus(str(refus)) from None


def _exiger_annulable(operation: Operation) -> None:
    if operation.cause not in ANNULABLES:
        raise ContrepassationRefusee(
            "Seuls un paiement ou une remise s’annulent ici : une déclaration se rectifie."
        )


def annuler(session: Session, operation: Operation, motif: str, le: date, acteur: Acteur) -> Operation:
    """Reverse an operation and return the contrary one; a payment's receipt is revoked, its bank line freed.

    The line can then be booked to the right employer. Does not commit. Raises ContrepassationRefusee, Refus.
    """
    interets.exiger_aucun_chez(session, operation.employeur_id, acteur.utilisateur_id)
    _exiger_annulable(operation)
    contraire = contrepasser(session, operation, motif, le, acteur.utilisateur_id)
    if operation.cause is Cause.paiement and operation.demande_id is not None:
        _reprendre(session, operation.demande_id, motif, acteur)
    return contraire


def _reprendre(session: Session, paiement_id: int, motif: str, acteur: Acteur) -> None:
    quittance = select(Certificat).where(Certificat.demande_id == paiement_id)
    if (certificat := session.scalars(quittance).one_or_none()) and certificat.revoque_le is None:
        certificats.revoquer(session, certificat, motif, acteur)
    for ligne in session.scalars(select(LigneReleve).where(LigneReleve.paiement_id == paiement_id)):
        ligne.paiement_id = ligne.rapprochee_le = ligne.rapprochee_par_id = None
