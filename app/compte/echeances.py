"""When an employer's contributions fall due: the law's day, after the month or the quarter he declares by."""

from datetime import date

from app.models import Employeur, Periodicite
from app.regles import retard
from app.regles.bareme import Bareme

MOIS_PAR_TRIMESTRE = 3


def exigible_le(employeur: Employeur, periode: int, bareme: Bareme) -> date:
    """Return the last day to pay the month `periode` (yyyymm) without surcharge.

    An employer who declares by the quarter pays its three months after the last of them.
    """
    return retard.exigible_le(dernier_mois(periode, employeur.periodicite), bareme)


def dernier_mois(periode: int, periodicite: Periodicite) -> int:
    """Return the last month (yyyymm) of the period that the month `periode` is declared with."""
    if periodicite is Periodicite.mensuelle:
        return periode
    annee, mois = divmod(periode, 100)
    return annee * 100 + -(-mois // MOIS_PAR_TRIMESTRE) * MOIS_PAR_TRIMESTRE
