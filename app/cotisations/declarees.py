"""Which months an employer has declared, and which of his declarations the fund still examines."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import ColumnElement, select, union_all
from sqlalchemy.orm import Session

from app.demandes.etats import EN_ATTENTE, Statut
from app.demandes.tables import Demande
from app.socle.registre import Registre

D = Demande.__table__
ACCEPTEE = D.c.statut == Statut.acceptee


def _sans_mois(modele: type) -> str:
    return "" if hasattr(modele, "periode") else "it is of no month"


Critere = Callable[[], ColumnElement[bool]]
DECLARANTS: Registre[type[Demande], Critere] = Registre("declarants", obstacle=_sans_mois)
"""The services whose acceptance declares a month: which of their requests do."""


def declare_un_mois(modele: type[Demande]) -> Callable[[Critere], Critere]:
    """Return a decorator: the function gives the SQL criterion of the requests that declare their month."""
    return lambda fonction: DECLARANTS.inscrire(modele, fonction)


class Declarees(NamedTuple):
    """Months (yyyymm): declared, or « néant » where nobody was paid; sent and not decided yet."""

    acceptees: frozenset[int]
    a_l_examen: frozenset[int]


def declarees(session: Session, employeur_id: int) -> Declarees:
    """Return the months of an employer that the services of DECLARANTS declare."""
    attend = D.c.statut.in_(EN_ATTENTE)
    requetes = (
        select(t.c.periode, D.c.statut)
        .join(D, D.c.id == t.c.id)
        .where(D.c.employeur_id == employeur_id, (ACCEPTEE & critere()) | attend)
        for t, critere in ((i.cle.__table__, i.valeur) for i in DECLARANTS)
    )
    acceptees: set[int] = set()
    a_l_examen: set[int] = set()
    for periode, statut in session.execute(union_all(*requetes)):
        (acceptees if statut is Statut.acceptee else a_l_examen).add(periode)
    return Declarees(frozenset(acceptees), frozenset(a_l_examen))
