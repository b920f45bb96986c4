"""What another service declares of the same month, that the pages of a DNR compare it with."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.services.dnr.tables import Declaration
from app.socle.registre import Registre

Comparaison = Callable[[Session, Declaration], list]
COMPARAISONS: Registre[type, Comparaison] = Registre(
    "comparaisons", obstacle=lambda modele: "" if hasattr(modele, "periode") else "it is of no month"
)
"""How a DNR differs from what each of these services declared of its month."""


def se_compare_a_la_dnr(modele: type) -> Callable[[Comparaison], Comparaison]:
    """Return a decorator: the function `(session, dnr) -> differences` compares a DNR with a `modele`."""
    return lambda fonction: COMPARAISONS.inscrire(modele, fonction)


def ecarts(session: Session, dnr: Declaration) -> list:
    """Return how a DNR differs from what other services declared of its month."""
    return [ecart for comparer in COMPARAISONS.valeurs() for ecart in comparer(session, dnr)]
