"""The sheet of an .xlsx workbook that holds the declaration, read with calamine."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from app.classeurs import aplomb, dates, entete, particularites
from app.classeurs.colonnes import Format
from app.classeurs.refus import FichierRefuse
from app.classeurs.tableau import Tableau

COLONNES_MAX = 200
_ILLISIBLE = (
    CalamineError,
    ZipError,
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    StopIteration,
    SyntaxError,
    ValueError,
)


def ouvrir(contenu: bytes, lignes_max: int, format_: Format, periode: int = 0) -> Tableau:
    """Return the first sheet whose titles are complete: that named after the month, the active, the others.

    `periode` is the month looked for, as yyyymm, 0 for none; among the others, visible sheets come first.

    Where no sheet has them all, the one that comes nearest is returned for `extraire` to say what it
    misses. Raise FichierRefuse for a damaged workbook, a table far too large, or no titles at all.
    """
    try:
        contenu = aplomb.redresser(contenu)
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive, ThreadPoolExecutor(1) as a_cote:
            classeur = CalamineWorkbook.from_filelike(io.BytesIO(contenu))
            return _choisir(
                _feuilles(classeur, archive, periode), classeur, archive, a_cote, lignes_max, format_
            )
    except _ILLISIBLE:
        raise FichierRefuse("tronque") from None


def _choisir(
    feuilles: list[str],
    classeur: CalamineWorkbook,
    archive: zipfile.ZipFile,
    a_cote: ThreadPoolExecutor,
    lignes_max: int,
    format_: Format,
) -> Tableau:
    proche, depuis_1904 = None, particularites.depuis_1904(archive)
    for nom in feuilles:
        releve = a_cote.submit(particularites.relever, archive, nom)
        lignes = _lignes(classeur.get_sheet_by_name(nom), lignes_max)
        trouve = entete.trouver(lignes, format_)
        particulieres = releve.result()
        if trouve is None:
            continue
        tableau = Tableau(nom, lignes, trouve, particulieres, depuis_1904)
        if entete.complet(trouve, format_):
            return tableau
        proche = proche or tableau
    if proche is None:
        raise FichierRefuse("entete_introuvable", titres=entete.titres(format_, format_.requises))
    return proche


def _feuilles(classeur: CalamineWorkbook, archive: zipfile.ZipFile, periode: int) -> list[str]:
    """Return the names of the sheets, the likeliest first."""
    active = particularites.feuille_active(archive)

    def rang(place: int, feuille: SheetMetadata) -> tuple[bool, bool, bool]:
        du_mois = periode > 0 and dates.nomme(feuille.name, periode)
        return feuille.visible != SheetVisibleEnum.Visible, not du_mois, place != active

    feuilles = sorted(enumerate(classeur.sheets_metadata), key=lambda f: rang(*f))
    return [feuille.name for _, feuille in feuilles if feuille.typ == SheetTypeEnum.WorkSheet]


def _lignes(feuille: CalamineSheet, lignes_max: int) -> Sequence[Sequence[object]]:
    """Return every row from row 1, column A on, to the last where something is written.

    A space left far below the table, which nobody sees, is no line.
    """
    if feuille.end is None:
        return []
    derniere, droite = feuille.end
    if droite >= COLONNES_MAX or derniere >= aplomb.LIGNES_D_EXCEL:
        raise FichierRefuse("demesure")
    bornees = 2 * lignes_max + entete.CHERCHEE_DANS
    if derniere <= bornees:
        return feuille.to_python(skip_empty_area=False)
    ecrites = _derniere_ecrite(feuille)
    if ecrites > bornees:
        raise FichierRefuse("trop_de_lignes", maximum=lignes_max)
    return feuille.to_python(skip_empty_area=False, nrows=ecrites)


def _derniere_ecrite(feuille: CalamineSheet) -> int:
    """Return the number of the last row, from 1, where a cell shows something; 0 for none."""
    lignes = enumerate(feuille.iter_rows(), 1)
    ecrites = (rang for rang, ligne in lignes if any(str(cellule).strip() for cellule in ligne))
    return max(ecrites, default=0)
