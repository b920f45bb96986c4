"""A payment that the fund knows of before any employer announces it: sent and booked in one go."""

from sqlalchemy.orm import Session

from app.demandes import cycle
from app.demandes.deposant import Deposant
from app.demandes.etats import ACCEPTER, PRENDRE_EN_CHARGE, SOUMETTRE
from app.services.paiement.tables import Paiement
from app.socle.acces import Acteur, Perimetre


def constater(session: Session, paiement: Paiement, source: str, qui: Acteur) -> Paiement:
    """Book a new payment that `source` announces (a bank, an operator) and `qui` confirms for the fund.

    Return it. Its `recu_le` is known: no slip is asked for. Does not commit. Raises Refus.
    """
    session.add(paiement)
    session.flush()
    annonceur = Deposant(None, source, frozenset(), Perimetre(employeur_id=paiement.employeur_id))
    for etape, acteur in ((SOUMETTRE, annonceur), (PRENDRE_EN_CHARGE, qui), (ACCEPTER, qui)):
        cycle.appliquer(session, paiement, etape, acteur)
    return paiement
