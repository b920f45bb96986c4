"""A payment that the fund knows of before any employer announces it: sent and booked in one go."""

from dataclasses import replace

from app import cycle
from app.acces import Acteur, Perimetre
from app.models import Paiement

ETAPES = ("soumettre", "prendre_en_charge", "accepter")


def constater(session, paiement: Paiement, qui: Acteur) -> Paiement:
    """Book a new payment, `qui` sending it for the employer and confirming it for the fund; return it.

    Its `recu_le` is known: no slip is asked for. Does not commit. Raises TransitionRefusee.
    """
    session.add(paiement)
    session.flush()
    perimetre = Perimetre(employeur_id=paiement.employeur_id, utilisateur_id=qui.utilisateur_id)
    pour_les_deux = replace(qui, roles=qui.roles | {"Agent", "Employeur"}, perimetre=perimetre)
    for etape in ETAPES:
        cycle.appliquer(session, paiement, etape, pour_les_deux)
    return paiement
