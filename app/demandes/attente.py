"""What the fund itself has to act upon: one rule for the agents' inbox and the counts that lead to it."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, or_

from app.demandes.cycle import sans_demande
from app.demandes.etats import EN_ATTENTE
from app.demandes.tables import Demande
from app.socle.acces import Caisse
from app.socle.registre import Registre

Critere = Callable[[], ColumnElement[bool]]
CHEZ_UN_TIERS: Registre[type, Critere] = Registre("chez_un_tiers", obstacle=sans_demande)
"""The services whose requests may wait for somebody else than the fund: which of them do."""


def chez_un_tiers(modele: type) -> Callable[[Critere], Critere]:
    """Return a decorator: the function gives the SQL criterion of what is nobody's work here."""
    return lambda fonction: CHEZ_UN_TIERS.inscrire(modele, fonction)


def a_traiter(caisse: Caisse | None) -> ColumnElement[bool]:
    """Return the SQL criterion of the requests that wait for somebody's teams; all, where he is of none."""
    attend = Demande.statut.in_(EN_ATTENTE) & ~or_(*(critere() for critere in CHEZ_UN_TIERS.valeurs()))
    return attend & Demande.equipe.in_(caisse.equipes) if caisse and caisse.equipes else attend
