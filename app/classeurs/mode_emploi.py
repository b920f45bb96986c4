"""The two other sheets of a model: how to fill it in, and the code tables its drop-down lists read."""

from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from app.classeurs.colonnes import Colonne, Format
from app.classeurs.impression import en_a4
from app.classeurs.typographie import francais

FEUILLE_CODES = "Codes"


def ajouter(classeur: Workbook, titre: str, consignes: Sequence[str]) -> None:
    """Add the sheet of instructions, numbered."""
    feuille = classeur.add_worksheet("Mode d’emploi")
    gras = classeur.add_format({"bold": True, "font_size": 13})
    texte = classeur.add_format({"text_wrap": True, "valign": "top"})
    feuille.set_column(0, 0, 4)
    feuille.set_column(1, 1, 95, texte)
    feuille.write_string(0, 0, titre, gras)
    for rang, consigne in enumerate(consignes, 1):
        feuille.write_number(rang + 1, 0, rang)
        feuille.write_string(rang + 1, 1, francais(consigne), texte)
    en_a4(feuille, paysage=False)


def ajouter_codes(classeur: Workbook, format_: Format) -> None:
    """Add the sheet of the code tables, one a column."""
    feuille = classeur.add_worksheet(FEUILLE_CODES)
    gras = classeur.add_format({"bold": True})
    for place, colonne in enumerate(_tables(format_)):
        feuille.set_column(place, place, 42)
        feuille.write_string(0, place, f"Liste – {colonne.entete}", gras)
        for rang, code in enumerate(colonne.table, 1):
            feuille.write_string(rang, place, colonne.intitule(code))
    en_a4(feuille)


def plage(colonne: Colonne, format_: Format) -> str:
    """Return where the codes of a column stand, for its drop-down list: « =Codes!$A$2:$A$18 »."""
    lettre = xl_col_to_name(_tables(format_).index(colonne))
    return f"={FEUILLE_CODES}!${lettre}$2:${lettre}${len(colonne.table) + 1}"


def _tables(format_: Format) -> list[Colonne]:
    return [colonne for colonne in format_.colonnes if colonne.table]
