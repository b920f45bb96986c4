"""The workbook an employer fills in: titles, help, lists, and the workers last declared."""

import io
from collections.abc import Iterable
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.dnr import mode_emploi
from app.dnr.codes import NATURE_ORDINAIRE, intitule
from app.classeurs.colonnes import Colonne, Genre
from app.dnr.colonnes import COLONNES
from app.dnr.situation import Precedente
from app.regles import mois
from app.regles.cotisations import BRANCHES, Taux
from app.regles.ecriture import pourcentage

TITRE, AIDE, ENTETE = 0, 1, 2
"""Rows of the sheet, from 0. The help stands above the titles, so that it is never a line of the table."""
LIGNES_LIBRES = 500
"""Rows, after the last worker, where lists and checks are ready for new ones."""
JOURS_DU_MOIS_PLEIN = 28
"""Days from which a month already declared was worked whole, whichever month it was."""

_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
}
_FORMATS = {
    Genre.texte: {"num_format": "@"},
    Genre.numero: {"num_format": "@"},
    Genre.code: {"num_format": "@"},
    Genre.entier: {"num_format": "#,##0"},
    Genre.date: {"num_format": "dd/mm/yyyy", "align": "left"},
}


def classeur_modele(employeur: str, periode: int, precedentes: Iterable[Precedente], taux: Taux) -> bytes:
    """Return the .xlsx model of a declaration, ready to check as it is.

    `employeur` is how he is named on the sheet; `periode` the month (yyyymm); `precedentes` the lines of
    his last declaration: who has left is not in the model, nor the pay that was only of that month (see
    `reprises`). Cells are typed: a text that looks like a formula stays text.
    """
    tampon = io.BytesIO()
    with Workbook(tampon, _OPTIONS) as classeur:
        feuille = classeur.add_worksheet("DNR")
        formats = {genre: classeur.add_format(proprietes) for genre, proprietes in _FORMATS.items()}
        _titrer(classeur, feuille, f"{employeur} – {mois.libelle(periode)}")
        _poser_colonnes(classeur, feuille, formats, taux)
        derniere = _remplir(feuille, formats, reprises(precedentes, periode)) + LIGNES_LIBRES
        _valider(feuille, derniere, periode)
        _mettre_en_page(feuille, derniere)
        mode_emploi.ajouter(classeur, periode)
        mode_emploi.ajouter_codes(classeur)
    return tampon.getvalue()


def reprises(precedentes: Iterable[Precedente], periode: int) -> list[Precedente]:
    """Return the lines to start a month from: ordinary pay of those who have not left, other pay left out.

    A worker who had no ordinary line keeps those he had. Days are those of the last time, a whole month
    staying a whole month, never more than the calendar has.
    """
    restants = [p for p in precedentes if p.sortie_le is None]
    ordinaires = {p.numero_assure for p in restants if p.nature == NATURE_ORDINAIRE}
    gardes = [p for p in restants if p.nature == NATURE_ORDINAIRE or p.numero_assure not in ordinaires]
    calendrier = mois.dernier_jour(periode).day
    plein = min(30, calendrier)
    return [p._replace(jours=plein if p.jours >= JOURS_DU_MOIS_PLEIN else p.jours) for p in gardes]


def _titrer(classeur: Workbook, feuille: Worksheet, titre: str) -> None:
    gras = classeur.add_format({"bold": True, "font_size": 13})
    feuille.write_string(TITRE, 0, f"Déclaration nominative des rémunérations – {titre}", gras)
    feuille.set_row(TITRE, 24)


def _poser_colonnes(classeur: Workbook, feuille: Worksheet, formats: dict, taux: Taux) -> None:
    aide = classeur.add_format({"italic": True, "font_size": 8, "text_wrap": True, "valign": "top",
                                "font_color": "#444444", "bg_color": "#F3F4F6"})
    base = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
    requise = classeur.add_format({**base, "bg_color": "#1F4E79", "font_color": "#FFFFFF"})
    facultative = classeur.add_format({**base, "bg_color": "#DCE6F1"})
    feuille.set_row(AIDE, 78)
    feuille.set_row(ENTETE, 32)
    for place, colonne in enumerate(COLONNES):
        feuille.set_column(place, place, colonne.largeur, formats[colonne.genre])
        feuille.write_string(AIDE, place, colonne.aide, aide)
        fond = requise if colonne.requise else facultative
        feuille.write_string(ENTETE, place, titre(colonne, taux), fond)


def titre(colonne: Colonne, taux: Taux) -> str:
    """Return the title of a column; a contribution shows the rate in force: « PV (16,5 %) »."""
    if colonne.cle not in BRANCHES:
        return colonne.entete
    return f"{colonne.entete} ({pourcentage(taux.par_type[1][BRANCHES.index(colonne.cle)])})"


def _remplir(feuille: Worksheet, formats: dict, lignes: list[Precedente]) -> int:
    """Write one row a line, and return the place of the last."""
    ecrire = {
        Genre.entier: feuille.write_number,
        Genre.date: feuille.write_datetime,
        Genre.texte: feuille.write_string,
        Genre.numero: feuille.write_string,
        Genre.code: feuille.write_string,
    }
    for rang, ligne in enumerate(lignes, ENTETE + 1):
        for place, colonne in enumerate(COLONNES):
            valeur = getattr(ligne, colonne.cle, None)
            if valeur not in (None, ""):
                affichee = intitule(colonne.table, valeur) if colonne.table else valeur
                ecrire[colonne.genre](rang, place, affichee, formats[colonne.genre])
    return ENTETE + len(lignes)


def _valider(feuille: Worksheet, derniere: int, periode: int) -> None:
    """Attach to each column its drop-down list, or the values Excel expects: told, never forced."""
    for place, colonne in enumerate(COLONNES):
        regle = _regle(colonne, periode)
        if regle:
            consigne = {"error_title": colonne.entete, "error_message": colonne.aide}
            regle |= consigne | {"error_type": "information"}
            feuille.data_validation(ENTETE + 1, place, derniere, place, regle)


def _regle(colonne: Colonne, periode: int) -> dict | None:
    if colonne.table:
        return {"validate": "list", "source": mode_emploi.plage(colonne)}
    if colonne.cle == "jours":
        calendrier = mois.dernier_jour(periode).day
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": calendrier}
    if colonne.genre is Genre.entier:
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if colonne.genre is Genre.date:
        return {"validate": "date", "criteria": "between", "minimum": date(1940, 1, 1),
                "maximum": mois.dernier_jour(periode)}
    return None


def _mettre_en_page(feuille: Worksheet, derniere: int) -> None:
    feuille.freeze_panes(ENTETE + 1, 4)
    feuille.autofilter(ENTETE, 0, derniere, len(COLONNES) - 1)
    feuille.set_landscape()
    feuille.set_paper(9)
    feuille.fit_to_pages(1, 0)
    feuille.repeat_rows(ENTETE)
    feuille.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    feuille.set_footer("&L&A&RPage &P sur &N")
