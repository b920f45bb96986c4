"""From the rows of a sheet or of a csv to columns of canonical values, ready to leave the reading process."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import entete
from .cellules import canoniser
from .colonnes import COLONNES, PAR_CLE, Genre, lettre
from .particularites import Particularites
from .refus import FichierRefuse

_IDENTITE = tuple(c.cle for c in COLONNES if c.genre is not Genre.entier)
"""Columns whose merged cell holds for each row under it: an amount repeated would be counted twice."""


@dataclass(slots=True)
class Tableau:
    """The rows of a sheet as its reader gives them, from row 1, and what is peculiar about them."""

    feuille: str
    lignes: Sequence[list]
    particularites: Particularites = field(default_factory=Particularites)


def extraire(tableau: Tableau, lignes_max: int) -> dict[str, object]:
    """Return the declaration a sheet holds, as the arguments of `Lignes` in plain values (see `lire`).

    Raise FichierRefuse when the titles are missing, incomplete or ambiguous, when nothing stands under
    them, or when there are more than `lignes_max` rows.
    """
    place, reconnues = entete.trouver(tableau.lignes)
    places = entete.verifier(reconnues, tableau.feuille)
    if len(tableau.lignes) - place - 1 > 2 * lignes_max:
        raise FichierRefuse("trop_de_lignes", maximum=lignes_max)
    brutes = _colonnes(tableau, place, places)
    gardees, totaux = _trier(brutes, place + 2)
    if not gardees:
        raise FichierRefuse("aucune_ligne", feuille=tableau.feuille)
    if len(gardees) > lignes_max:
        raise FichierRefuse("trop_de_lignes", maximum=lignes_max)
    retenues, contigues = set(gardees), len(gardees) == gardees[-1] - gardees[0] + 1
    cellules = {cle: _garder(colonne, gardees, place + 2) for cle, colonne in brutes.items()}
    return {
        "numeros": (gardees[0], gardees[-1]) if contigues else gardees,
        "colonnes": {cle: canoniser(PAR_CLE[cle], colonne) for cle, colonne in cellules.items()},
        "lettres": {cle: lettre(i) for cle, i in places.items()},
        "feuille": tableau.feuille,
        "entete": place + 1,
        "masquees": [n for n in tableau.particularites.masquees if n in retenues],
        "totaux": totaux,
    }


def _colonnes(tableau: Tableau, place: int, places: dict[str, int]) -> dict[str, list]:
    """Return the cells under the titles, column by column, uncomputed formulas and merged cells put back."""
    transposees = list(zip(*tableau.lignes[place + 1 :], strict=False))
    if not transposees:
        raise FichierRefuse("aucune_ligne", feuille=tableau.feuille)
    brutes = {cle: list(transposees[i]) if i < len(transposees) else [] for cle, i in places.items()}
    cles = {i: cle for cle, i in places.items()}
    for (numero, i), affiche in tableau.particularites.sans_valeur.items():
        rang = numero - place - 2
        if i in cles and 0 <= rang < len(brutes[cles[i]]):
            brutes[cles[i]][rang] = affiche
    _deplier(tableau.particularites.fusions, brutes, cles, place)
    return brutes


def _deplier(fusions: list, brutes: dict[str, list], cles: dict[int, str], place: int) -> None:
    for i, premiere, fin, derniere in fusions:
        cle, debut = cles.get(i), premiere - place - 2
        if i == fin and cle in _IDENTITE and 0 <= debut < len(brutes[cle]):
            arret = min(derniere - place - 1, len(brutes[cle]))
            brutes[cle][debut:arret] = [brutes[cle][debut]] * (arret - debut)


def _trier(brutes: dict[str, list], premiere: int) -> tuple[Sequence[int], list[int]]:
    """Return the row numbers of the lines, and of the total rows; empty rows are left out of both."""
    numeros = brutes["numero_assure"]
    if all(numeros):
        return range(premiere, premiere + len(numeros)), []
    lignes = enumerate(zip(*brutes.values(), strict=True))
    pleines = [rang for rang, ligne in lignes if any(str(cellule).strip() for cellule in ligne)]
    totaux = {rang for rang in pleines if _est_un_total(brutes, rang)}
    return [premiere + r for r in pleines if r not in totaux], [premiere + r for r in sorted(totaux)]


def _est_un_total(brutes: dict[str, list], rang: int) -> bool:
    """Return whether a row says « Total » and names no worker nor hire date."""
    if brutes["embauche_le"][rang] or str(brutes["numero_assure"][rang] or "")[:1].isdigit():
        return False
    cellules = [colonne[rang] for colonne in brutes.values()]
    return any(str(cellule).strip().lower().startswith("total") for cellule in cellules)


def _garder(cellules: list, gardees: Sequence[int], premiere: int) -> list:
    return cellules if isinstance(gardees, range) else [cellules[numero - premiere] for numero in gardees]
