"""Tables to CSV and XLSX: what a list shows, with its filters and order, formulas neutralised."""

import csv as module_csv
import enum
import io
import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO

import xlsxwriter

from app.affichage import LOME, affiche

LIGNES_AU_PLUS = 100_000
AMORCES_DE_FORMULE = ("=", "+", "-", "@", "\t", "\r")


def neutraliser(texte: str) -> str:
    """Return the text so that no spreadsheet reads it as a formula (a quote is put before)."""
    return f"'{texte}" if texte.startswith(AMORCES_DE_FORMULE) else texte


def cellule_csv(valeur) -> str:
    """Return a value as CSV text: whole numbers bare, dates as 02/01/2026, texts neutralised."""
    if isinstance(valeur, int) and not isinstance(valeur, bool):
        return str(valeur)
    texte = affiche(valeur)
    return texte if isinstance(valeur, (date, bool)) else neutraliser(texte)


def csv(titre: str, entetes: list[str], lignes: Iterable[list]) -> BinaryIO:
    """Return a temporary file, rewound: CSV in UTF-8 with BOM and semicolons, as French Excel opens it."""
    fichier = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends it, then closes it
    texte = io.TextIOWrapper(fichier, encoding="utf-8-sig", newline="")
    ecrivain = module_csv.writer(texte, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(entetes)
    ecrivain.writerows([cellule_csv(v) for v in ligne] for ligne in lignes)
    texte.detach()
    fichier.seek(0)
    return fichier


def xlsx(titre: str, entetes: list[str], lignes: Iterable[list]) -> BinaryIO:
    """Return a temporary file, rewound: a workbook with true dates and numbers, texts never formulas."""
    fichier = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends it, then closes it
    classeur = xlsxwriter.Workbook(
        fichier, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    feuille = classeur.add_worksheet(titre[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    formats = {
        nom: classeur.add_format(reglage)
        for nom, reglage in {
            "entete": {"bold": True, "bottom": 1},
            "date": {"num_format": "dd/mm/yyyy"},
            "instant": {"num_format": "dd/mm/yyyy hh:mm"},
            "nombre": {"num_format": "#,##0"},
        }.items()
    }
    feuille.write_row(0, 0, entetes, formats["entete"])
    feuille.freeze_panes(1, 0)
    feuille.set_column(0, max(len(entetes) - 1, 0), 20)
    for rang, ligne in enumerate(lignes, start=1):
        for colonne, valeur in enumerate(ligne):
            _ecrire(feuille, rang, colonne, valeur, formats)
    classeur.close()
    fichier.seek(0)
    return fichier


def _ecrire(feuille, rang, colonne, valeur, formats):
    if isinstance(valeur, datetime):
        feuille.write_datetime(
            rang, colonne, valeur.astimezone(LOME).replace(tzinfo=None), formats["instant"]
        )
    elif isinstance(valeur, date):
        feuille.write_datetime(
            rang, colonne, datetime(valeur.year, valeur.month, valeur.day), formats["date"]
        )
    elif isinstance(valeur, int) and not isinstance(valeur, (bool, enum.Enum)):
        feuille.write_number(rang, colonne, valeur, formats["nombre"])
    elif valeur is not None:
        feuille.write_string(rang, colonne, affiche(valeur))
