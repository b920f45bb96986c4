"""The sheet of an .xlsx workbook that holds the declaration, read with calamine."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from app.classeurs import aplomb, dates, entete, lointaines, particularites, parties
from app.classeurs.choix import candidate, elire
from app.classeurs.colonnes import Format
from app.classeurs.refus import FichierRefuse
from app.classeurs.tableau import Tableau

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


def ouvrir(contenu: bytes, lignes_max: int, format_: Format, periode: int = 0, feuille: str = "") -> Tableau:
    """Return the sheet `feuille`, or the one that is meant of those whose titles are complete (see `choix`).

    `periode` is the month looked for, as yyyymm, 0 for none; hidden sheets count where no visible one does.
    Where no sheet has all the titles, the one that comes nearest is returned for `extraire` to say what it
    misses. Raise FichierRefuse for a damaged workbook, a table far too large, or no titles at all.
    """
    try:
        contenu = lointaines.retirer(aplomb.redresser(contenu))
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive, ThreadPoolExecutor(1) as a_cote:
            ouvert = _Ouvert(_avec_calamine(contenu), archive, a_cote, lignes_max, format_)
            return ouvert.demandee(feuille) if feuille else ouvert.choisie(periode)
    except _ILLISIBLE:
        raise FichierRefuse("tronque") from None


def _avec_calamine(contenu: bytes) -> CalamineWorkbook:
    """Return the workbook open; without its styles where they are damaged: the columns say what is a date."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(contenu))
    except CalamineError:
        sans_styles = parties.remplacer(contenu, {parties.STYLES: b"<styleSheet/>"})
        return CalamineWorkbook.from_filelike(io.BytesIO(sans_styles))


@dataclass(frozen=True, slots=True)
class _Ouvert:
    """A workbook being read; `a_cote` reads the raw XML of a sheet meanwhile."""

    classeur: CalamineWorkbook
    archive: zipfile.ZipFile
    a_cote: ThreadPoolExecutor
    lignes_max: int
    format_: Format

    def demandee(self, nom: str) -> Tableau:
        """Return the sheet of that name; raise FichierRefuse when it is not there or has no titles."""
        visibles, masquees = self._feuilles()
        if nom not in (*visibles, *masquees):
            raise FichierRefuse("feuille_absente", feuille=nom)
        lues = self._lues([nom, *(autre for autre in visibles if autre != nom)])
        if nom not in lues:
            raise FichierRefuse("feuille_sans_titres", feuille=nom, titres=self._titres())
        elu = lues.pop(nom)
        elu.autres = [autre for autre in visibles if autre in lues and self._complet(lues[autre])]
        return elu

    def choisie(self, periode: int) -> Tableau:
        """Return the sheet that is meant; raise FichierRefuse where none has titles."""
        proche, active = None, self._active()
        for feuilles in self._feuilles():
            lues = self._lues(sorted(feuilles, key=partial(_attente, active, periode)))
            completes = {nom: tableau for nom, tableau in lues.items() if self._complet(tableau)}
            if completes:
                candidates = [candidate(t, nom == active, periode) for nom, t in completes.items()]
                nom, a_choisir = elire(candidates)
                elu = self._entier(lues, nom)
                elu.autres = [autre for autre in feuilles if autre in completes and autre != nom]
                elu.a_choisir = a_choisir
                return elu
            proche = proche or next((self._entier(lues, nom) for nom in lues), None)
        if proche is None:
            raise FichierRefuse("entete_introuvable", titres=self._titres())
        return proche

    def _lues(self, feuilles: Sequence[str]) -> dict[str, Tableau]:
        """Return the sheets that have titles, by name; all but the first without what stands under them.

        Many large sheets would not fit in memory, and only one is read.
        """
        tableaux = {n: self._titres_seuls(n) if rang else self._tableau(n) for rang, n in enumerate(feuilles)}
        return {nom: tableau for nom, tableau in tableaux.items() if tableau is not None}

    def _entier(self, lues: Mapping[str, Tableau], nom: str) -> Tableau:
        """Return a sheet with all its rows, read again where only its titles were kept."""
        return (
            lues[nom]
            if len(lues[nom].lignes) > lues[nom].entete.place + 1
            else self._tableau(nom) or lues[nom]
        )

    def _complet(self, tableau: Tableau) -> bool:
        return entete.complet(tableau.entete, self.format_)

    def _tableau(self, nom: str) -> Tableau | None:
        releve = self.a_cote.submit(particularites.relever, self.archive, nom)
        lignes = _lignes(self.classeur.get_sheet_by_name(nom), self.lignes_max)
        trouve = entete.trouver(lignes, self.format_)
        particulieres = releve.result()
        if trouve is None:
            return None
        return Tableau(nom, lignes, trouve, particulieres, particularites.depuis_1904(self.archive))

    def _titres_seuls(self, nom: str) -> Tableau | None:
        feuille = self.classeur.get_sheet_by_name(nom)
        lignes = feuille.to_python(skip_empty_area=False, nrows=entete.CHERCHEE_DANS) if feuille.end else []
        trouve = entete.trouver(lignes, self.format_)
        return Tableau(nom, lignes[: trouve.place + 1], trouve) if trouve else None

    def _feuilles(self) -> tuple[list[str], list[str]]:
        """Return the names of the sheets that are seen, and of those that are hidden."""
        feuilles = [f for f in self.classeur.sheets_metadata if f.typ == SheetTypeEnum.WorkSheet]
        visibles = [f.name for f in feuilles if f.visible == SheetVisibleEnum.Visible]
        return visibles, [f.name for f in feuilles if f.visible != SheetVisibleEnum.Visible]

    def _active(self) -> str:
        feuilles, place = self.classeur.sheets_metadata, particularites.feuille_active(self.archive)
        return feuilles[place].name if place < len(feuilles) else ""

    def _titres(self) -> str:
        return entete.titres(self.format_, self.format_.requises)


def _attente(active: str, periode: int, nom: str) -> tuple[int, bool]:
    """Return the rank in which a sheet is read: that of the month first, then the active one."""
    return -dates.designe(nom, periode), nom != active


def _lignes(feuille: CalamineSheet, lignes_max: int) -> Sequence[Sequence[object]]:
    """Return every row from row 1, column A on, to the last where something is written.

    A space left far below the table, which nobody sees, is no line.
    """
    if feuille.end is None:
        return []
    derniere, droite = feuille.end
    if droite >= lointaines.COLONNES_MAX or derniere >= aplomb.LIGNES_D_EXCEL:
        raise FichierRefuse("demesure")
    bornees = 2 * lignes_max + entete.CHERCHEE_DANS
    if derniere <= bornees:
        return feuille.to_python(skip_empty_area=False)
    ecrites = _ecrites(feuille)
    fin = max(ecrites, default=0)
    if len(ecrites) > lignes_max + entete.CHERCHEE_DANS:
        raise FichierRefuse("trop_de_lignes", maximum=lignes_max)
    if fin > bornees:
        raise FichierRefuse("ligne_lointaine", feuille=feuille.name, ligne=fin)
    return feuille.to_python(skip_empty_area=False, nrows=fin)


def _ecrites(feuille: CalamineSheet) -> list[int]:
    """Return the number, from 1, of each row where a cell shows something."""
    remplies = (paire for paire in enumerate(feuille.iter_rows(), 1) if paire[1].count("") < len(paire[1]))
    return [rang for rang, ligne in remplies if any(str(cellule).strip() for cellule in ligne)]
