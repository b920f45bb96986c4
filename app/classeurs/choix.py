"""Which sheet is meant, of those of a workbook that have the titles: nothing is decided in silence."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.classeurs import dates
from app.classeurs.dates import Designation
from app.classeurs.tableau import Tableau, titre


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sheet that has the titles: whether Excel opens on it, and which month it says that it is of."""

    tableau: Tableau
    active: bool
    designation: Designation


def candidate(tableau: Tableau, active: bool, periode: int) -> Candidate:
    """Return a sheet with what its name, else what stands above its titles, says of the month `periode`."""
    par_le_nom = dates.designe(tableau.feuille, periode)
    if par_le_nom in (Designation.AUCUN_MOIS, Designation.SANS_ANNEE):
        cites = dates.mois_cites(titre(tableau.lignes[: tableau.entete.place]))
        if cites:
            du_mois = not periode or periode in cites
            return Candidate(tableau, active, Designation.DU_MOIS if du_mois else Designation.AUTRE_MOIS)
    return Candidate(tableau, active, par_le_nom)


def elire(candidates: Sequence[Candidate]) -> tuple[str, bool]:
    """Return the name of the sheet to read, and whether the sender must say if it is the one meant.

    It is the sheet of the month; else that on which Excel opens, unless it says that it is of another month.
    The only one that has the titles is read whatever it is called: the check then speaks of its month.
    """
    sure = max(c.designation for c in candidates)
    retenues = [c for c in candidates if sure <= Designation.AUCUN_MOIS or c.designation == sure]
    if len(retenues) == 1:
        return retenues[0].tableau.feuille, False
    ouverte = next((c for c in retenues if c.active and c.designation >= Designation.AUCUN_MOIS), None)
    return (ouverte or retenues[0]).tableau.feuille, ouverte is None
