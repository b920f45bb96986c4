"""Writes lignes.json by `python fabriquer.py`, with pandas, XlsxWriter and PyExcelerate installed."""

import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyexcelerate
import xlsxwriter

ICI = Path(__file__).parent
contenu = json.loads((ICI / "lignes.json").read_text(encoding="utf-8"))
titres, embauche = contenu["titres"], contenu["titres"].index("Date d’embauche")
lignes = [
    [datetime.fromisoformat(c) if rang == embauche else c for rang, c in enumerate(ligne)]
    for ligne in contenu["lignes"]
]

pd.DataFrame(lignes, columns=titres).to_excel(
    ICI / "pandas.xlsx", index=False, sheet_name="Paie", engine="openpyxl"
)

with xlsxwriter.Workbook(ICI / "xlsxwriter.xlsx", {"default_date_format": "dd/mm/yy"}) as classeur:
    feuille = classeur.add_worksheet("Paie")
    for rang, ligne in enumerate([titres, *lignes]):
        feuille.write_row(rang, 0, ligne)

classeur = pyexcelerate.Workbook()
classeur.new_sheet("Paie", data=[titres, *lignes])
classeur.save(ICI / "pyexcelerate.xlsx")
