"""From the rows of a sheet or of a csv to columns of canonical values, ready to leave the reading process."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.classeurs import entete
from app.classeurs.cellules import canoniser
from app.classeurs.colonnes import Format, Genre, lettre
from app.classeurs.ecartees import Brutes, trier
from app.classeurs.entete import Entete
from app.classeurs.extrait import Extrait
from app.classeurs.particularites import Fusion, Particularites
from app.classeurs.refus import FichierRefuse

ECART_1904 = 1_462
"""Days by which the serials of a workbook that counts from 1904 are behind those of the others."""
TITRE_MAX = 300
"""Characters kept of what stands above the titles."""


@dataclass(slots=True)
class Tableau:
    """The rows of a sheet as its reader gives them, from row 1, where its titles stand, its peculiarities.

    `depuis_1904` tells which epoch the workbook counts its days from; `autres` are the sheets that may be
    read instead, `a_choisir` whether the sender is to say which one he means (see `choix`).
    """

    feuille: str
    lignes: Sequence[Sequence[object]]
    entete: Entete
    particularites: Particularites = field(default_factory=Particularites)
    depuis_1904: bool = False
    autres: list[str] = field(default_factory=list)
    a_choisir: bool = False


def extraire(tableau: Tableau, lignes_max: int, format_: Format, annee: int) -> Extrait:
    """Return what a sheet holds, read in the year `annee`.

    Raise FichierRefuse when the titles are incomplete or ambiguous, when nothing stands under them, or when
    there are more than `lignes_max` rows.
    """
    place = tableau.entete.place
    places = entete.verifier(tableau.entete, tableau.feuille, format_)
    if len(tableau.lignes) - place - 1 > 2 * lignes_max:
        raise FichierRefuse("trop_de_lignes", maximum=lignes_max)
    brutes = _colonnes(tableau, places, format_)
    gardees, ecartees = trier(brutes, place + 2, places, format_)
    if not gardees:
        raise FichierRefuse("aucune_ligne", feuille=tableau.feuille)
    if len(gardees) > lignes_max:
        raise FichierRefuse("trop_de_lignes", maximum=lignes_max)
    retenues, contigues = set(gardees), len(gardees) == gardees[-1] - gardees[0] + 1
    cellules = {cle: _garder(colonne, gardees, place + 2) for cle, colonne in brutes.items()}
    return Extrait(
        numeros=(gardees[0], gardees[-1]) if contigues else gardees,
        colonnes={cle: canoniser(format_.par_cle[cle], colonne, annee) for cle, colonne in cellules.items()},
        lettres={cle: lettre(i) for cle, i in places.items()},
        feuille=tableau.feuille,
        entete=place + 1,
        masquees=[n for n in tableau.particularites.masquees if n in retenues],
        ecartees=ecartees,
        titre=titre(tableau.lignes[:place]),
        autres=tableau.autres,
        a_choisir=tableau.a_choisir,
        nommees=_nommees(tableau.lignes[place], format_),
    )


def _nommees(titres: Sequence[object], format_: Format) -> list[tuple[str, str]]:
    """Return the titles of which the sender said something, each with what he said."""
    dites = ((" ".join(str(titre).split()), format_.nommee(titre)) for titre in titres)
    return [(intitule, cle) for intitule, cle in dites if cle is not None]


def titre(au_dessus: Sequence[Sequence[object]]) -> str:
    """Return the beginning of what stands above the titles: whose table it is, and of which month."""
    mots = (cellule.strip() for ligne in au_dessus for cellule in ligne if isinstance(cellule, str))
    return " ".join(filter(None, mots))[:TITRE_MAX]


def _colonnes(tableau: Tableau, places: dict[str, int], format_: Format) -> Brutes:
    """Return the cells under the titles, column by column, uncomputed formulas and merged cells put back."""
    place = tableau.entete.place
    transposees = list(zip(*tableau.lignes[place + 1 :], strict=False))
    if not transposees:
        raise FichierRefuse("aucune_ligne", feuille=tableau.feuille)
    brutes = {cle: list(transposees[i]) if i < len(transposees) else [] for cle, i in places.items()}
    cles = {i: cle for cle, i in places.items()}
    repetables = {i: c for i, c in cles.items() if format_.par_cle[c].genre is not Genre.entier}
    for (numero, i), affiche in tableau.particularites.sans_valeur.items():
        rang = numero - place - 2
        if i in cles and 0 <= rang < len(brutes[cles[i]]):
            brutes[cles[i]][rang] = affiche
    if tableau.depuis_1904:
        _dater_de_1900(brutes, format_)
    _deplier(tableau.particularites.fusions, brutes, repetables, place)
    return brutes


def _dater_de_1900(brutes: Brutes, format_: Format) -> None:
    """Count from 1900 the dates that lost their format, which no reader turned into days."""
    for cle, cellules in brutes.items():
        if format_.par_cle[cle].genre is Genre.date:
            brutes[cle] = [c + ECART_1904 if isinstance(c, float) else c for c in cellules]


def _deplier(fusions: list[Fusion], brutes: Brutes, cles: dict[int, str], place: int) -> None:
    """Give a merged cell to each row under it, amounts apart: repeated, one would be counted twice."""
    for i, premiere, fin, derniere in fusions:
        cle, debut = cles.get(i), premiere - place - 2
        if i == fin and cle and 0 <= debut < len(brutes[cle]):
            arret = min(derniere - place - 1, len(brutes[cle]))
            brutes[cle][debut:arret] = [brutes[cle][debut]] * (arret - debut)


def _garder(cellules: list[object], gardees: Sequence[int], premiere: int) -> list[object]:
    return cellules if isinstance(gardees, range) else [cellules[numero - premiere] for numero in gardees]
