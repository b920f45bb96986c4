"""A payment or a waiver booked by mistake: reversed by a contrary operation, with all that it had given."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cotisations.cotisant import ContrepassationRefusee, contrepasser
from app.cotisations.tables import Cause, Operation
from app.demandes import certificats, interets
from app.demandes.tables import Certificat
from app.services.paiement.tables import LigneReleve
from app.socle.acces import Acteur

ANNULABLES = frozenset({Cause.paiement, Cause.remise})


def annuler(session: Session, operation: Operation, motif: str, le: date, acteur: Acteur) -> Operation:
    """Reverse an operation and return the contrary one; a payment's receipt is revoked, its bank line freed.

    The line can then be booked to the right employer. Does not commit. Raises ContrepassationRefusee, Refus.
    """
    interets.exiger_aucun_chez(session, operation.employeur_id, acteur.utilisateur_id)
    if operation.cause not in ANNULABLES:
        raise ContrepassationRefusee(
            "Seuls un paiement ou une remise s’annulent ici : une déclaration se rectifie."
        )
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
