"""Which months an employer has declared, and which of his declarations the fund still examines."""

from typing import NamedTuple

from sqlalchemy import select, union_all

from app.cycle import EN_ATTENTE, Statut
from app.models import Declaration, DeclarationCotisations, Demande

D, DNR, DCO = (modele.__table__ for modele in (Demande, Declaration, DeclarationCotisations))
ACCEPTEE = D.c.statut == Statut.acceptee


class Declarees(NamedTuple):
    """Months (yyyymm): declared, or « néant » where nobody was paid; sent and not decided yet."""

    acceptees: frozenset[int]
    a_l_examen: frozenset[int]


def declarees(session, employeur_id: int) -> Declarees:
    """Return an employer's months: only an accepted DNR, or a nil declaration accepted, declares one."""
    attend = D.c.statut.in_(EN_ATTENTE)
    requetes = (
        select(t.c.periode, D.c.statut)
        .join(D, D.c.id == t.c.id)
        .where(D.c.employeur_id == employeur_id, quoi)
        for t, quoi in ((DNR, ACCEPTEE | attend), (DCO, (ACCEPTEE & DCO.c.neant) | attend))
    )
    acceptees, a_l_examen = set(), set()
    for periode, statut in session.execute(union_all(*requetes)):
        (acceptees if statut is Statut.acceptee else a_l_examen).add(periode)
    return Declarees(frozenset(acceptees), frozenset(a_l_examen))
