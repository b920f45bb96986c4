"""Tables to CSV and XLSX: what a list shows, with its filters and order, formulas neutralised."""

import csv as module_csv
import enum
import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.classeurs.impression import en_a4
from app.generateur.affichage import LOME, affiche

LIGNES_AU_PLUS = 100_000
LARGEURS = range(10, 61)
"""The widths of a workbook's columns, in characters: that of its longest cell, within these."""
ESPACES_ORDINAIRES = str.maketrans("\u00a0\u202f", "  ")
"""What holds words together on screen, and would hide a text from a search in a spreadsheet."""
AMORCES_DE_FORMULE = ("=", "+", "-", "@", "\t", "\r")


def neutraliser(texte: str) -> str:
    """Return the text so that no spreadsheet reads it as a formula (a quote is put before)."""
    return f"'{texte}" if texte.startswith(AMORCES_DE_FORMULE) else texte


def texte_de(valeur: object) -> str:
    """Return a value as the text of a cell: as on screen, with the spaces of a keyboard."""
    return affiche(valeur).translate(ESPACES_ORDINAIRES)


def cellule_csv(valeur: object) -> str:
    """Return a value as CSV text: whole numbers bare, dates as 02/01/2026, texts neutralised."""
    if isinstance(valeur, int) and not isinstance(valeur, bool):
        return str(valeur)
    texte = texte_de(valeur)
    return texte if isinstance(valeur, (date, bool)) else neutraliser(texte)


def csv(titre: str, entetes: Sequence[str], lignes: Iterable[list[Any]]) -> BinaryIO:
    """Return a temporary file, rewound: CSV in UTF-8 with BOM and semicolons, as French Excel opens it."""
    fichier = tempfile.TemporaryFile()  # noqa: SIM115 - the caller sends it, then closes it
    texte = io.TextIOWrapper(fichier, encoding="utf-8-sig", newline="")
    ecrivain = module_csv.writer(texte, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow(entetes)
    ecrivain.writerows([cellule_csv(v) for v in ligne] for ligne in lignes)
    texte.detach()
    fichier.seek(0)
    return fichier


def xlsx(titre: str, entetes: Sequence[str], lignes: Iterable[list[Any]]) -> BinaryIO:
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
            "date": {"num_format": "dd/mm/yyyy", "align": "left"},
            "instant": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
            "nombre": {"num_format": "#,##0"},
        }.items()
    }
    feuille.write_row(0, 0, entetes, formats["entete"])
    feuille.freeze_panes(1, 0)
    en_a4(feuille, entete=0)
    longueurs = [len(entete) for entete in entetes]
    for rang, ligne in enumerate(lignes, start=1):
        for colonne, valeur in enumerate(ligne):
            longueurs[colonne] = max(longueurs[colonne], _ecrire(feuille, rang, colonne, valeur, formats))
    for colonne, longueur in enumerate(longueurs):
        feuille.set_column(colonne, colonne, min(max(longueur + 2, LARGEURS[0]), LARGEURS[-1]))
    classeur.close()
    fichier.seek(0)
    return fichier


def _ecrire(
    feuille: Worksheet, rang: int, colonne: int, valeur: object, formats: Mapping[str, Format]
) -> int:
    """Write a cell, nothing for no value, and return how many characters it shows."""
    texte = texte_de(valeur)
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
    elif texte:
        feuille.write_string(rang, colonne, texte)
    return len(texte)
