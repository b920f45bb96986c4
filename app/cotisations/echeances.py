"""When an employer's contributions fall due: the law's day, after the month or the quarter he declares by."""

from datetime import date

from app.regles import mois, retard
from app.regles.bareme import Bareme
from app.repertoire.tables import Employeur, Periodicite

MOIS_PAR_TRIMESTRE = 3


def premier_mois(employeur: Employeur, bareme: Bareme) -> int:
    """Return the first month (yyyymm) that the portal asks an employer for.

    That of his beginnings, or the first one whose due date the known texts fix: what is older is in the
    fund's paper accounts, and no date is invented for it.
    """
    return max(mois.de_date(employeur.debut_activite_le), retard.premier_mois(bareme))


def exigible_le(employeur: Employeur, periode: int, bareme: Bareme) -> date:
    """Return the last day to pay the month `periode` (yyyymm) without surcharge.

    An employer who declares by the quarter pays its three months after the last of them.
    """
    return retard.exigible_le(dernier_mois(periode, employeur.periodicite), bareme)


def dernier_mois(periode: int, periodicite: Periodicite) -> int:
    """Return the last month (yyyymm) of the period that the month `periode` is declared with."""
    if periodicite is Periodicite.mensuelle:
        return periode
    annee, rang = divmod(periode, 100)
    return annee * 100 + -(-rang // MOIS_PAR_TRIMESTRE) * MOIS_PAR_TRIMESTRE
