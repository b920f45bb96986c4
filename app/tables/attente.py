"""What the fund itself has to act upon: one rule for the agents' inbox and the counts that lead to it."""

from sqlalchemy import exists, func

from app.acces import Equipe
from app.cycle import EN_ATTENTE
from app.tables.cotisations import UN_AGENT, Paiement
from app.tables.demande import Demande


def a_traiter(equipes: frozenset[Equipe] | None):
    """Return the SQL criterion of the requests that wait for these teams; all teams where there is none.

    A payment that its operator has not answered is nobody's work here, unless it was left to a person.
    """
    attend = Demande.statut.in_(EN_ATTENTE) & ~_chez_l_operateur()
    return attend & Demande.equipe.in_(equipes) if equipes else attend


def _chez_l_operateur():
    """Return `Paiement.chez_un_tiers` in SQL, less what only a person can unblock."""
    p = Paiement.__table__.c
    confie = p.identifiant.is_not(None) & ~func.coalesce(p.message_operateur, "").contains(UN_AGENT)
    return exists().where(p.id == Demande.id, confie)
