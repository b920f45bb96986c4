"""The writers that Python has: each writes a workbook as its own documentation says, and all that it can."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import excelize
import openpyxl
import pandas as pd
import pyexcelerate
import rvgsrust_xlsxwriter
import xlsxwriter
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.classeurs.ecrivains.plan import Cellule, Classeur, Feuille, Nombre

JAUNE = "FFF2CC"
JOUR = "dd/mm/yyyy"


def avec_openpyxl(chemin: Path, classeur: Classeur) -> None:
    """Write with openpyxl."""
    document = openpyxl.Workbook()
    document.remove(document.active)
    if classeur.depuis_1904:
        document.epoch = CALENDAR_MAC_1904
    for nom, feuille in classeur.feuilles.items():
        page = document.create_sheet(nom)
        for rang, ligne in enumerate(feuille.lignes, 1):
            for place, cellule in enumerate(ligne, 1):
                _poser(page.cell(rang, place), cellule)
        for rang in feuille.masquees:
            page.row_dimensions[rang].hidden = True
        for place in feuille.colorees:
            page.column_dimensions[get_column_letter(place + 1)].fill = PatternFill("solid", JAUNE)
        for (rang, place), valeur in feuille.isolees.items():
            page.cell(rang, place, valeur)
        if feuille.filtree:
            page.auto_filter.ref = _etendue(feuille)
        page.protection.sheet = feuille.protegee
    document.active = classeur.active
    document.save(chemin)


def _poser(case: openpyxl.cell.Cell, cellule: Cellule) -> None:
    case.value = cellule.nombre if isinstance(cellule, Nombre) else cellule
    if isinstance(cellule, Nombre):
        case.number_format = cellule.format


def _etendue(feuille: Feuille) -> str:
    """Return the range of the table, « A1:H41 »."""
    return f"A1:{get_column_letter(len(feuille.lignes[0]))}{len(feuille.lignes)}"


def avec_xlsxwriter(chemin: Path, classeur: Classeur) -> None:
    """Write with XlsxWriter."""
    options = {"default_date_format": JOUR, "date_1904": classeur.depuis_1904}
    with xlsxwriter.Workbook(chemin, options) as document:
        for nom, feuille in classeur.feuilles.items():
            page = document.add_worksheet(nom)
            for rang, ligne in enumerate(feuille.lignes):
                for place, cellule in enumerate(ligne):
                    if isinstance(cellule, Nombre):
                        style = document.add_format({"num_format": cellule.format})
                        page.write_number(rang, place, cellule.nombre, style)
                    else:
                        page.write(rang, place, cellule)
            for rang in feuille.masquees:
                page.set_row(rang - 1, None, None, {"hidden": True})
            for place in feuille.colorees:
                page.set_column(place, place, None, document.add_format({"bg_color": JAUNE}))
            for (rang, place), valeur in feuille.isolees.items():
                page.write_string(rang - 1, place - 1, valeur)
            if feuille.filtree:
                page.autofilter(_etendue(feuille))
            if feuille.protegee:
                page.protect()
        document.worksheets()[classeur.active].activate()


def avec_pandas(chemin: Path, classeur: Classeur) -> None:
    """Write with pandas, which knows of tables alone."""
    with pd.ExcelWriter(chemin, engine="openpyxl") as document:
        for nom, feuille in classeur.feuilles.items():
            donnees = pd.DataFrame([[_instant(cellule) for cellule in ligne] for ligne in feuille.lignes])
            donnees.to_excel(document, index=False, header=False, sheet_name=nom)


def _instant(cellule: Cellule) -> Cellule:
    """Return a day as an instant, for those that know no days."""
    return datetime.combine(cellule, datetime.min.time()) if isinstance(cellule, date) else cellule


def avec_pyexcelerate(chemin: Path, classeur: Classeur) -> None:
    """Write with PyExcelerate."""
    document = pyexcelerate.Workbook()
    for nom, feuille in classeur.feuilles.items():
        page = document.new_sheet(nom)
        for rang, ligne in enumerate(feuille.lignes, 1):
            for place, cellule in enumerate(ligne, 1):
                nombre = isinstance(cellule, Nombre)
                page.set_cell_value(rang, place, cellule.nombre if nombre else _instant(cellule))
                if nombre or isinstance(cellule, date):
                    format_ = cellule.format if nombre else JOUR
                    page.set_cell_style(rang, place, pyexcelerate.Style(format=pyexcelerate.Format(format_)))
        for place in feuille.colorees:
            fond = pyexcelerate.Fill(background=pyexcelerate.Color(255, 242, 204))
            page.set_col_style(place + 1, pyexcelerate.Style(fill=fond))
        for (rang, place), valeur in feuille.isolees.items():
            page.set_cell_value(rang, place, valeur)
        page.auto_filter = feuille.filtree
    document.save(chemin)


def avec_excelize(chemin: Path, classeur: Classeur) -> None:
    """Write with Excelize, which is in Go."""
    document = excelize.new_file()
    document.set_workbook_props(excelize.WorkbookPropsOptions(date1904=classeur.depuis_1904))
    for nom, feuille in classeur.feuilles.items():
        document.new_sheet(nom)
        if feuille.colorees:
            fond = excelize.Style(fill=excelize.Fill(type="pattern", pattern=1, color=[JAUNE]))
            colonnes = f"A:{get_column_letter(feuille.colorees[-1] + 1)}"
            document.set_col_style(nom, colonnes, document.new_style(fond))
        for rang, ligne in enumerate(feuille.lignes, 1):
            for place, cellule in enumerate(ligne, 1):
                _poser_en_go(document, nom, f"{get_column_letter(place)}{rang}", cellule)
        for rang in feuille.masquees:
            document.set_row_visible(nom, rang, False)
        for (rang, place), valeur in feuille.isolees.items():
            document.set_cell_value(nom, f"{get_column_letter(place)}{rang}", valeur)
        if feuille.filtree:
            document.auto_filter(nom, _etendue(feuille), [])
        if feuille.protegee:
            document.protect_sheet(nom, excelize.SheetProtectionOptions(edit_scenarios=True))
    document.delete_sheet("Sheet1")
    document.set_active_sheet(classeur.active)
    document.save_as(str(chemin))
    document.close()


def _poser_en_go(document: excelize.File, feuille: str, place: str, cellule: Cellule) -> None:
    nombre = isinstance(cellule, Nombre)
    document.set_cell_value(feuille, place, cellule.nombre if nombre else cellule)
    if nombre:
        style = document.new_style(excelize.Style(custom_num_fmt=cellule.format))
        document.set_cell_style(feuille, place, place, style)


def avec_rust(chemin: Path, classeur: Classeur) -> None:
    """Write with rust_xlsxwriter."""
    document = rvgsrust_xlsxwriter.Workbook()
    formats = {}
    for rang_feuille, (nom, feuille) in enumerate(classeur.feuilles.items()):
        page = document.add_worksheet(nom)
        for rang, ligne in enumerate(feuille.lignes):
            for place, cellule in enumerate(ligne):
                if isinstance(cellule, Nombre | date):
                    ecrit = cellule.format if isinstance(cellule, Nombre) else JOUR
                    style = formats.setdefault(ecrit, document.add_format().set_num_format(ecrit))
                if isinstance(cellule, Nombre):
                    page.write(rang, place, cellule.nombre, style)
                elif isinstance(cellule, date):
                    page.write_date_py(rang, place, cellule, style)
                elif cellule is not None:
                    page.write(rang, place, cellule)
        for rang in feuille.masquees:
            page.set_row_hidden(rang - 1)
        for place in feuille.colorees:
            page.set_column_format(place, document.add_format().set_background_color(f"#{JAUNE}"))
        for (rang, place), valeur in feuille.isolees.items():
            page.write(rang - 1, place - 1, valeur)
        if feuille.filtree:
            page.autofilter(0, 0, len(feuille.lignes) - 1, len(feuille.lignes[0]) - 1)
        if feuille.protegee:
            page.protect()
        page.set_active(rang_feuille == classeur.active)
    document.close(str(chemin))


Ecrire = Callable[[Path, Classeur], None]
EN_PYTHON: dict[str, Ecrire] = {
    "openpyxl": avec_openpyxl,
    "xlsxwriter": avec_xlsxwriter,
    "pandas": avec_pandas,
    "pyexcelerate": avec_pyexcelerate,
    "excelize": avec_excelize,
    "rust_xlsxwriter": avec_rust,
}
