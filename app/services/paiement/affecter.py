"""A credit of a statement that nobody announced, booked to the employer an agent recognised."""

from itertools import chain, count

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.etats import Statut
from app.repertoire.tables import Employeur
from app.services.paiement import deux_mains
from app.services.paiement.constater import constater
from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.tables import LigneReleve, Paiement
from app.socle.acces import Acteur
from app.socle.base_de_donnees import verrouiller
from app.socle.horloge import maintenant
from app.socle.refus import Refus

DEJA = "Cette ligne du relevé est déjà rapprochée d’un paiement."


def affecter(session: Session, ligne_id: int, employeur: Employeur, motif: str, acteur: Acteur) -> Paiement:
    """Book a statement's line to an employer as a payment of its own and return it; once.

    `motif` says how the payer was recognised: it stays with the payment. Does not commit. Raises
    Refus.
    """
    if not motif.strip():
        raise Refus("Écrivez ce qui a permis d’identifier l’employeur : cela reste au dossier.")
    ligne = verrouiller(session, session.get_one(LigneReleve, ligne_id))
    if ligne.paiement_id is not None:
        raise Refus(DEJA)
    deux_mains.exiger(session, ligne, acteur)
    paiement = Paiement(
        employeur=employeur,
        mode=ModePaiement.virement,
        montant=ligne.montant,
        banque_id=ligne.banque_id,
        paye_le=ligne.le,
        recu_le=ligne.le,
        reference=_reference(session, ligne),
        conclusion=f"Reconnu sur un relevé par la CNSS : {motif.strip()}",
    )
    session.add(paiement)
    session.flush()
    ligne.paiement_id = paiement.id
    ligne.rapprochee_le, ligne.rapprochee_par_id = maintenant(), acteur.utilisateur_id
    return constater(session, paiement, f"Relevé {ligne.banque}", acteur)


def _reference(session: Session, ligne: LigneReleve) -> str:
    """Return the bank's reference, completed where a payment booked bears it already.

    It named several lines, or the payment booked was reversed.
    """
    suites = (f"{ligne.reference[:36]} ligne {ligne.id}-{rang}".strip() for rang in count(1))
    essais = chain([ligne.reference or f"Ligne {ligne.id}"], suites)
    return next(essai for essai in essais if not _prise(session, ligne.banque_id, essai))


def _prise(session: Session, banque_id: int, reference: str) -> bool:
    memes = select(Paiement.id).where(
        Paiement.banque_id == banque_id, Paiement.reference == reference, Paiement.statut == Statut.acceptee
    )
    return session.scalar(memes.limit(1)) is not None
