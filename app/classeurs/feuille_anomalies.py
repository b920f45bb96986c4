"""The « Anomalies » sheet of an annotated workbook: one row an anomaly, linked to its cell."""

from copy import copy

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink

NOM = "Anomalies"
TITRE = "Anomalies relevées par la CNSS"
"""What the first cell says: how the sheet is known again in a workbook annotated before."""
_TITRES = ("Cellule", "Niveau", "Colonne", "Anomalie", "Valeur lue", "Que faire")
_LARGEURS = (10, 16, 20, 34, 24, 90)
_HAUTEUR = 15
_NIVEAUX = {"bloquante": "À corriger", "avertissement": "À vérifier"}
_PREMIERE = 5
_RANGEMENT = len(_TITRES) + 2
"""Hidden column where the style a marked cell had is kept, on the row of its first anomaly."""


def ajouter(classeur: Workbook, donnees: str, resume: str, anomalies: list, styles: dict) -> dict[str, int]:
    """Add the sheet in front and return, for each faulty cell, the row of its first anomaly.

    `anomalies` are (cell, level, column, short title, value, message); `styles` what each cell looked like
    before.
    """
    feuille = classeur.create_sheet(NOM, 0)
    classeur.active = 0
    for autre in classeur.worksheets[1:]:
        autre.sheet_view.tabSelected = False
    _titrer(feuille, resume)
    rangs: dict[str, int] = {}
    for rang, (cellule, niveau, *reste) in enumerate(anomalies, _PREMIERE):
        for place, texte in enumerate((cellule or "Fichier", _NIVEAUX[niveau], *reste), 1):
            _ecrire(feuille.cell(rang, place), texte)
        feuille.row_dimensions[rang].height = _HAUTEUR * (1 + len(reste[-1]) // _LARGEURS[-1])
        if cellule:
            poser_lien(feuille.cell(rang, 1), donnees, cellule, cellule)
            if rangs.setdefault(cellule, rang) == rang:
                feuille.cell(rang, _RANGEMENT)._style = copy(styles[cellule])
    feuille.auto_filter.ref = f"A{_PREMIERE - 1}:F{max(_PREMIERE, _PREMIERE - 1 + len(anomalies))}"
    return rangs


def retirer(classeur: Workbook) -> dict[str, object]:
    """Remove the sheet of an earlier annotation and return the styles it kept, by cell."""
    styles = {}
    for feuille in [f for f in classeur.worksheets if f["A1"].value == TITRE]:
        for rang in range(_PREMIERE, feuille.max_row + 1):
            cellule = feuille.cell(rang, 1).value
            if cellule and cellule != "Fichier":
                styles.setdefault(cellule, copy(feuille.cell(rang, _RANGEMENT)._style))
        classeur.remove(feuille)
    return styles


def nom(classeur: Workbook) -> str:
    """Return the name the sheet got (another may bear its own already)."""
    return next(f.title for f in classeur.worksheets if f["A1"].value == TITRE)


def poser_lien(cellule, feuille: str, cible: str, texte: str) -> None:
    """Make a cell a link to another one of the workbook."""
    cellule.value = texte
    place = "'{}'!{}".format(feuille.replace("'", "''"), cible)
    cellule.hyperlink = Hyperlink(ref=cellule.coordinate, location=place, display=texte)
    cellule.font = Font(color="FF0B5394", underline="single")


def _titrer(feuille, resume: str) -> None:
    feuille["A1"].value, feuille["A1"].font = TITRE, Font(bold=True, size=14)
    feuille["A2"].value = resume
    for place, (titre, largeur) in enumerate(zip(_TITRES, _LARGEURS, strict=True), 1):
        cellule = feuille.cell(_PREMIERE - 1, place, titre)
        cellule.font, cellule.fill = Font(bold=True, color="FFFFFFFF"), PatternFill("solid", "FF1F4E79")
        feuille.column_dimensions[cellule.column_letter].width = largeur
    feuille.column_dimensions[feuille.cell(1, _RANGEMENT).column_letter].hidden = True
    feuille.freeze_panes = f"A{_PREMIERE}"
    feuille.page_setup.orientation, feuille.page_setup.paperSize = "landscape", 9
    feuille.page_setup.fitToHeight, feuille.sheet_properties.pageSetUpPr.fitToPage = 0, True
    feuille.print_title_rows = f"{_PREMIERE - 1}:{_PREMIERE - 1}"
    feuille.oddFooter.left.text, feuille.oddFooter.right.text = "&A", "Page &P sur &N"


def _ecrire(cellule, texte: str) -> None:
    """Write text as text, whatever it begins with: a value read from the file is never a formula here."""
    cellule.value = texte
    cellule.data_type, cellule.quotePrefix = "s", True
    cellule.alignment = Alignment(wrap_text=True, vertical="top")
