"""What calamine does not tell: hidden rows, merged cells, formulas without a result, cells in error."""

import re
import zipfile
from dataclasses import dataclass, field

from defusedxml import ElementTree

from app.classeurs.colonnes import place

MORCEAU = 4 * 2**20
RETENUES_MAX = 200_000

_LIGNE_MASQUEE = re.compile(rb'<row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')
FORMULE = re.compile(rb"<c\b([^>]*)>(<f\b.*?)</c>", re.S)
_ERREUR = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>(.*?)</c>', re.S)
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_SANS_RESULTAT = re.compile(rb"<v\s*/>|<v>\s*</v>")
_FUSION = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_DEPUIS_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(?:1|true|on)"')
_ACTIVE = re.compile(rb'<(?:\w+:)?workbookView\b[^>]*\bactiveTab="(\d{1,4})"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


Fusion = tuple[int, int, int, int]
"""Merged cells: first column, first row, last column, last row."""


@dataclass(slots=True)
class Particularites:
    """Rows from 1, columns from 0."""

    masquees: list[int] = field(default_factory=list)
    sans_valeur: dict[tuple[int, int], str] = field(default_factory=dict)
    fusions: list[Fusion] = field(default_factory=list)


def relever(archive: zipfile.ZipFile, feuille: str) -> Particularites:
    """Read the raw XML of a sheet, by pieces, and return its peculiarities.

    Inflating lets other threads run: made beside calamine's own reading, it costs next to nothing.
    """
    releve, reste = Particularites(), b""
    with archive.open(partie(archive, feuille)) as flux:
        while morceau := flux.read(MORCEAU):
            entier = reste + morceau
            fin = entier.rfind(b"</row>")
            complet, reste = (entier[:fin], entier[fin:]) if fin > 0 else (b"", entier)
            _relever_morceau(complet, releve)
    _relever_morceau(reste, releve)
    return releve


def partie(archive: zipfile.ZipFile, feuille: str) -> str:
    """Return the name of the part that holds a sheet, through the relations of the workbook."""
    classeur = _classeur(archive)
    dossier = classeur.rpartition("/")[0]
    relations = ElementTree.fromstring(archive.read(f"{dossier}/_rels/workbook.xml.rels"))
    cibles = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for balise in ElementTree.fromstring(archive.read(classeur)).iter():
        if balise.tag.endswith("}sheet") and balise.get("name") == feuille:
            cible = cibles[balise.get(_RELATION)]
            return cible.lstrip("/") if cible.startswith("/") else f"{dossier}/{cible}"
    raise KeyError(feuille)


def feuille_active(archive: zipfile.ZipFile) -> int:
    """Return the place, from 0, of the sheet that Excel shows when it opens the workbook."""
    trouve = _ACTIVE.search(archive.read(_classeur(archive)))
    return int(trouve[1]) if trouve else 0


def depuis_1904(archive: zipfile.ZipFile) -> bool:
    """Return whether the workbook counts its days from 1904, as those of old Macintoshes do."""
    return _DEPUIS_1904.search(archive.read(_classeur(archive))) is not None


def _classeur(archive: zipfile.ZipFile) -> str:
    return next(nom for nom in archive.namelist() if nom.lower().endswith("workbook.xml"))


def _relever_morceau(morceau: bytes, releve: Particularites) -> None:
    if b"hidden=" in morceau:
        releve.masquees += [int(numero) for numero in _LIGNE_MASQUEE.findall(morceau)]
    if (b"<f" in morceau or b't="e"' in morceau) and len(releve.sans_valeur) < RETENUES_MAX:
        _relever_cellules(morceau, releve)
    if b"<mergeCell " in morceau:
        for debut, ligne, fin, derniere in _FUSION.findall(morceau):
            releve.fusions.append((place(debut.decode()), int(ligne), place(fin.decode()), int(derniere)))


def _relever_cellules(morceau: bytes, releve: Particularites) -> None:
    """Note the formulas that were never computed (« =… ») and the cells in error (« #… »)."""
    for attributs, contenu in FORMULE.findall(morceau):
        if b"<v" not in contenu or _SANS_RESULTAT.search(contenu):
            _noter(releve, attributs, "=" + (_contenu(contenu, b"f") or "…"))
    for attributs, contenu in _ERREUR.findall(morceau):
        _noter(releve, attributs, _contenu(contenu, b"v") or "#N/A")


def _noter(releve: Particularites, attributs: bytes, affiche: str) -> None:
    if reference := REFERENCE.search(attributs):
        releve.sans_valeur[int(reference[2]), place(reference[1].decode())] = affiche


def _contenu(cellule: bytes, balise: bytes) -> str:
    trouve = re.search(rb"<%b\b[^>]*>([^<]*)<" % balise, cellule)
    return trouve[1].decode("utf-8", "replace")[:60] if trouve else ""
