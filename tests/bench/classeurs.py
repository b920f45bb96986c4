"""The workbooks of the benchmark, as a payroll department writes them."""

from datetime import date
from pathlib import Path

import xlsxwriter

from app.services.dnr.colonnes import COLONNES
from tests.bench.population import SALAIRE_MINIMAL, identite, numero, salaire, salaries

SOUS_LE_SMIG = SALAIRE_MINIMAL - 20_000


def ecrire(chemin: Path, lignes: int, assures: int, fautes: int = 0) -> Path:
    """Write and return a workbook of so many workers, the pay of `fautes` of them under the minimum wage."""
    document = xlsxwriter.Workbook(chemin, {"constant_memory": True})
    feuille = document.add_worksheet("DNR")
    jour = document.add_format({"num_format": "dd/mm/yyyy"})
    feuille.write_row(0, 0, [colonne.entete for colonne in COLONNES])
    pas = lignes // fautes if fautes else lignes + 1
    for rang, assure in enumerate(salaries(lignes, assures), 1):
        nom, prenoms = identite(assure)
        paie = SOUS_LE_SMIG if rang % pas == 0 else salaire(assure)
        feuille.write_row(rang, 0, [f"M{rang}", numero(assure), nom, prenoms, 1, 30, paie, 1])
        feuille.write_datetime(rang, 8, date(2015 + rang % 9, 1 + rang % 12, 1 + rang % 28), jour)
    document.close()
    return chemin
