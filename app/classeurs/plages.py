"""Where many rows are, in few words: « C2 à C41 », « lignes 2 à 9, 12 »."""

from collections.abc import Iterable, Sequence

from app.classeurs.lignes import Lignes
from app.regles.francais import accord

Plage = tuple[int, int]
"""The numbers of the first and of the last row of a run without a gap."""
CITEES = 10
"""How many runs are named."""


def plages(numeros: Iterable[int]) -> tuple[Plage, ...]:
    """Return the runs that row numbers make, given in order."""
    suites: list[Plage] = []
    for numero in numeros:
        if suites and suites[-1][1] == numero - 1:
            suites[-1] = (suites[-1][0], numero)
        else:
            suites.append((numero, numero))
    return tuple(suites)


def situer(lignes: Lignes, colonnes: Sequence[str], suites: Sequence[Plage]) -> str:
    """Return the cells of runs of rows, from the first of some columns to the last; a form has rows alone."""
    if lignes.entete and (lettres := [lignes.lettres[cle] for cle in colonnes if cle in lignes.lettres]):
        citees = [_bornes(f"{lettres[0]}{debut}", f"{lettres[-1]}{fin}") for debut, fin in suites[:CITEES]]
        return ", ".join(citees) + _reste(suites)
    citees = [_bornes(str(debut), str(fin)) for debut, fin in suites[:CITEES]]
    seule = len(suites) == 1 and suites[0][0] == suites[0][1]
    return f"{'ligne' if seule else 'lignes'} {', '.join(citees)}{_reste(suites)}"


def _bornes(debut: str, fin: str) -> str:
    return debut if debut == fin else f"{debut} à {fin}"


def _reste(suites: Sequence[Plage]) -> str:
    reste = len(suites) - CITEES
    return f" et {accord(reste, 'autre', 'autres')}, jusqu’à la ligne {suites[-1][1]}" if reste > 0 else ""
