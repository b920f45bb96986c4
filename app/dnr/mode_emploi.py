"""The two other sheets of the model: how to fill it in, and the code tables its drop-down lists read."""

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from app.dnr.codes import intitule
from app.classeurs.colonnes import Colonne
from app.dnr.colonnes import COLONNES
from app.classeurs.typographie import francais
from app.regles import mois

FEUILLE_CODES = "Codes"
_TABLES = [colonne for colonne in COLONNES if colonne.table]

_CONSIGNES = (
    "Remplissez la feuille « DNR » : une ligne par travailleur et par nature de rémunération.",
    "Les colonnes bleu foncé sont obligatoires ; les autres peuvent rester vides.",
    "Les travailleurs de votre dernière déclaration y sont déjà : corrigez leurs jours et leur"
    " rémunération, ajoutez les nouveaux à la suite.",
    "Un travailleur est sorti : gardez sa ligne, inscrivez la date de sortie et choisissez le motif. Ne"
    " l’effacez pas.",
    "Le numéro d’assurance s’écrit avec ses zéros de tête : la colonne est déjà au format texte.",
    "Les montants sont en francs entiers, sans décimales. Les dates s’écrivent jj/mm/aaaa.",
    "Les colonnes RP, PF, PV et AMU sont facultatives : la CNSS les calcule, et les compare si elles sont"
    " remplies.",
    "Vous pouvez déplacer les colonnes et ajouter les vôtres ; gardez les titres tels quels.",
    "Enregistrez au format .xlsx, puis envoyez le fichier depuis « Envoyer un fichier D.N.R ».",
)


def ajouter(classeur: Workbook, periode: int) -> None:
    """Add the sheet of instructions for the month `periode` (yyyymm)."""
    feuille = classeur.add_worksheet("Mode d’emploi")
    gras = classeur.add_format({"bold": True, "font_size": 13})
    texte = classeur.add_format({"text_wrap": True, "valign": "top"})
    feuille.set_column(0, 0, 4)
    feuille.set_column(1, 1, 95, texte)
    feuille.write_string(0, 0, f"Comment remplir la déclaration {mois.complement(periode)}", gras)
    for rang, consigne in enumerate(_CONSIGNES, 1):
        feuille.write_number(rang + 1, 0, rang)
        feuille.write_string(rang + 1, 1, francais(consigne), texte)
    feuille.set_paper(9)
    feuille.fit_to_pages(1, 0)


def ajouter_codes(classeur: Workbook) -> None:
    """Add the sheet of the code tables, one a column."""
    feuille = classeur.add_worksheet(FEUILLE_CODES)
    gras = classeur.add_format({"bold": True})
    for place, colonne in enumerate(_TABLES):
        feuille.set_column(place, place, 42)
        feuille.write_string(0, place, f"Liste – {colonne.entete}", gras)
        for rang, code in enumerate(colonne.table, 1):
            feuille.write_string(rang, place, intitule(colonne.table, code))


def plage(colonne: Colonne) -> str:
    """Return where the codes of a column stand, for its drop-down list: « =Codes!$A$2:$A$18 »."""
    lettre = xl_col_to_name(_TABLES.index(colonne))
    return f"={FEUILLE_CODES}!${lettre}$2:${lettre}${len(colonne.table) + 1}"
