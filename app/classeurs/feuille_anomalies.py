"""The « Anomalies » sheet of an annotated workbook: one row an anomaly, linked to its cell."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from app.classeurs.plan import Marque
from app.classeurs.styles import donner_style, style_de

NOM = "Anomalies"
TITRE = "Anomalies relevées par la CNSS"
"""What the first cell says: how the sheet is known again in a workbook annotated before."""
_TITRES = ("Cellule", "Niveau", "Colonne", "Anomalie", "Valeur lue", "Que faire")
_LARGEURS = (10, 16, 20, 34, 24, 90)
_FICHIER = "Fichier"
"""What stands for the cell of an anomaly that the file has as a whole."""
_HAUTEUR = 15
_NIVEAUX = {"bloquante": "À corriger", "avertissement": "À vérifier", "information": "À savoir"}
_PREMIERE = 5
_RANGEMENT = len(_TITRES) + 2
"""Hidden column where the style a marked cell had is kept, on the row of its first anomaly."""


def ajouter(
    classeur: Workbook, donnees: str, resume: str, marques: Sequence[Marque], styles: Mapping[str, StyleArray]
) -> dict[str, int]:
    """Add the sheet in front and return, for each faulty cell, the row of its first anomaly.

    `donnees` is the name of the sheet of the table; `styles` what each cell looked like before.
    """
    feuille = classeur.create_sheet(NOM, 0)
    classeur.active = 0
    for autre in classeur.worksheets[1:]:
        autre.sheet_view.tabSelected = False
    _titrer(feuille, resume)
    rangs: dict[str, int] = {}
    for rang, marque in enumerate(marques, _PREMIERE):
        premiere = _ecrire_rangee(feuille, rang, marque)
        if marque.cellule:
            poser_lien(premiere, donnees, marque.cellule, marque.cellule)
            if rangs.setdefault(marque.cellule, rang) == rang:
                donner_style(feuille.cell(rang, _RANGEMENT), styles[marque.cellule])
    feuille.auto_filter.ref = f"A{_PREMIERE - 1}:F{max(_PREMIERE, _PREMIERE - 1 + len(marques))}"
    return rangs


def retirer(classeur: Workbook) -> dict[str, StyleArray]:
    """Remove the sheet of an earlier annotation and return the styles it kept, by cell."""
    styles: dict[str, StyleArray] = {}
    for feuille in [f for f in classeur.worksheets if f["A1"].value == TITRE]:
        for rang in range(_PREMIERE, feuille.max_row + 1):
            cellule = feuille.cell(rang, 1).value
            if isinstance(cellule, str) and cellule != _FICHIER:
                styles.setdefault(cellule, style_de(feuille.cell(rang, _RANGEMENT)))
        classeur.remove(feuille)
    return styles


def nom(classeur: Workbook) -> str:
    """Return the name the sheet got (another may bear its own already)."""
    return next(f.title for f in classeur.worksheets if f["A1"].value == TITRE)


def poser_lien(cellule: Cell, feuille: str, cible: str, texte: str) -> None:
    """Make a cell a link to another one of the workbook."""
    cellule.value = texte
    place = "'{}'!{}".format(feuille.replace("'", "''"), cible)
    cellule.hyperlink = Hyperlink(ref=cellule.coordinate, location=place, display=texte)
    cellule.font = Font(color="FF0B5394", underline="single")


def _titrer(feuille: Worksheet, resume: str) -> None:
    feuille["A1"].value, feuille["A1"].font = TITRE, Font(bold=True, size=14)
    feuille["A2"].value = resume
    for place, (titre, largeur) in enumerate(zip(_TITRES, _LARGEURS, strict=True), 1):
        cellule = feuille.cell(_PREMIERE - 1, place, titre)
        cellule.font, cellule.fill = Font(bold=True, color="FFFFFFFF"), PatternFill("solid", "FF1F4E79")
        feuille.column_dimensions[cellule.column_letter].width = largeur
    feuille.column_dimensions[get_column_letter(_RANGEMENT)].hidden = True
    feuille.freeze_panes = f"A{_PREMIERE}"
    feuille.page_setup.orientation, feuille.page_setup.paperSize = "landscape", 9
    feuille.page_setup.fitToHeight, feuille.page_setup.fitToPage = 0, True
    feuille.print_title_rows = f"{_PREMIERE - 1}:{_PREMIERE - 1}"
    pied = HeaderFooterItem()
    pied.left.text, pied.right.text = "&A", "Page &P sur &N"
    feuille.HeaderFooter.oddFooter = pied


def _ecrire_rangee(feuille: Worksheet, rang: int, marque: Marque) -> Cell:
    """Write one anomaly, and return the first cell of its row."""
    textes = (_NIVEAUX[marque.niveau], marque.titre, marque.libelle, marque.valeur, marque.message)
    for place, texte in enumerate(textes, 2):
        _ecrire(feuille, rang, place, texte)
    feuille.row_dimensions[rang].height = _HAUTEUR * (1 + len(marque.message) // _LARGEURS[-1])
    return _ecrire(feuille, rang, 1, marque.cellule or _FICHIER)


def _ecrire(feuille: Worksheet, rang: int, place: int, texte: str) -> Cell:
    """Write text as text, whatever it begins with: a value read from the file is never a formula here."""
    cellule = feuille.cell(rang, place, texte)
    cellule.data_type, cellule.quotePrefix = "s", True
    cellule.alignment = Alignment(wrap_text=True, vertical="top")
    return cellule
