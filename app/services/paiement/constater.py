"""A payment that the fund knows of before any employer announces it: sent and booked in one go."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.demandes import cycle
from app.demandes.etats import ACCEPTER, PRENDRE_EN_CHARGE, SOUMETTRE
from app.services.paiement.tables import Paiement
from app.socle.acces import Acteur, Perimetre
from app.socle.droits import AGENT, Qualite

ETAPES = (SOUMETTRE, PRENDRE_EN_CHARGE, ACCEPTER)


def constater(session: Session, paiement: Paiement, qui: Acteur) -> Paiement:
    """Book a new payment, `qui` sending it for the employer and confirming it for the fund; return it.

    Its `recu_le` is known: no slip is asked for. Does not commit. Raises Refus.
    """
    session.add(paiement)
    session.flush()
    perimetre = Perimetre(employeur_id=paiement.employeur_id, utilisateur_id=qui.utilisateur_id)
    pour_les_deux = replace(qui, qualites=qui.qualites | AGENT | {Qualite.employeur}, perimetre=perimetre)
    for etape in ETAPES:
        cycle.appliquer(session, paiement, etape, pour_les_deux)
    return paiement
