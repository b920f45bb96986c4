"""The workbook to fill in: titles, help, lists, the lines already known, and how to fill it in."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format as Presentation
from xlsxwriter.worksheet import Worksheet

from app.classeurs import mode_emploi
from app.classeurs.colonnes import Colonne, Format, Genre
from app.classeurs.impression import en_a4

TITRE, AIDE, ENTETE = 0, 1, 2
"""Rows of the sheet, from 0. The help stands above the titles, so that it is never a line of the table."""
LIGNES_LIBRES = 500
"""Rows, after the last line, where lists and checks are ready for new ones."""

_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
}  # fmt: skip
_FORMATS = {
    Genre.texte: {"num_format": "@"},
    Genre.numero: {"num_format": "@"},
    Genre.code: {"num_format": "@"},
    Genre.entier: {"num_format": "#,##0"},
    Genre.date: {"num_format": "dd/mm/yyyy", "align": "left"},
}


Regle = Mapping[str, object]
"""What Excel expects of a cell, in the words of xlsxwriter's `data_validation`."""


def _titre_de(colonne: Colonne) -> str:
    return colonne.entete


@dataclass(frozen=True)
class FichierModele:
    """What a model says: `titre` on its sheet, `aide` and `consignes` on the sheet of instructions.

    `entete` gives the title of a column, `regles` what Excel expects of some, by key; a date goes to
    `dernier_jour` at most. `figees` columns stay in sight at the left.
    """

    format: Format
    titre: str
    aide: str
    consignes: tuple[str, ...]
    dernier_jour: date
    figees: int
    entete: Callable[[Colonne], str] = _titre_de
    regles: Mapping[str, Regle] = field(default_factory=dict)


def ecrire(modele: FichierModele, lignes: Iterable[object] = ()) -> bytes:
    """Return the .xlsx of a model, `lignes` (objects with an attribute a column) already in it.

    Cells are typed: a text that looks like a formula stays text.
    """
    tampon = io.BytesIO()
    with Workbook(tampon, _OPTIONS) as classeur:
        feuille = classeur.add_worksheet(modele.format.feuille)
        formats = {genre: classeur.add_format(proprietes) for genre, proprietes in _FORMATS.items()}
        feuille.write_string(TITRE, 0, modele.titre, classeur.add_format({"bold": True, "font_size": 13}))
        feuille.set_row(TITRE, 24)
        _poser_colonnes(classeur, feuille, formats, modele)
        derniere = _remplir(feuille, formats, modele.format, lignes) + LIGNES_LIBRES
        _valider(feuille, derniere, modele)
        _mettre_en_page(feuille, derniere, modele)
        mode_emploi.ajouter(classeur, modele.aide, modele.consignes)
        mode_emploi.ajouter_codes(classeur, modele.format)
    return tampon.getvalue()


def _poser_colonnes(
    classeur: Workbook, feuille: Worksheet, formats: Mapping[Genre, Presentation], modele: FichierModele
) -> None:
    aide = classeur.add_format({"italic": True, "font_size": 8, "text_wrap": True, "valign": "top",
                                "font_color": "#444444", "bg_color": "#F3F4F6"})  # fmt: skip
    base = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
    requise = classeur.add_format({**base, "bg_color": "#1F4E79", "font_color": "#FFFFFF"})
    facultative = classeur.add_format({**base, "bg_color": "#DCE6F1"})
    feuille.set_row(AIDE, 78)
    feuille.set_row(ENTETE, 32)
    for place, colonne in enumerate(modele.format.colonnes):
        feuille.set_column(place, place, colonne.largeur, formats[colonne.genre])
        feuille.write_string(AIDE, place, colonne.aide, aide)
        fond = requise if colonne.requise else facultative
        feuille.write_string(ENTETE, place, modele.entete(colonne), fond)


def _remplir(
    feuille: Worksheet, formats: Mapping[Genre, Presentation], format_: Format, lignes: Iterable[object]
) -> int:
    """Write one row a line, and return the place of the last."""
    rang = ENTETE
    for rang, ligne in enumerate(lignes, ENTETE + 1):
        for place, colonne in enumerate(format_.colonnes):
            valeur = getattr(ligne, colonne.cle, None)
            if valeur not in (None, ""):
                affichee = colonne.intitule(valeur) if colonne.table else valeur
                _ecrire(feuille, rang, place, affichee, formats[colonne.genre])
    return rang


def _ecrire(
    feuille: Worksheet, rang: int, place: int, valeur: str | int | date, presentation: Presentation
) -> None:
    if isinstance(valeur, date):
        feuille.write_datetime(rang, place, datetime.combine(valeur, time()), presentation)
    elif isinstance(valeur, int):
        feuille.write_number(rang, place, valeur, presentation)
    else:
        feuille.write_string(rang, place, valeur, presentation)


def _valider(feuille: Worksheet, derniere: int, modele: FichierModele) -> None:
    """Attach to each column its drop-down list, or the values Excel expects: told, never forced."""
    for place, colonne in enumerate(modele.format.colonnes):
        regle = modele.regles.get(colonne.cle) or _regle(colonne, modele)
        if regle:
            consigne = {"error_title": colonne.entete, "error_message": colonne.aide}
            options = {**regle, **consigne, "error_type": "information"}
            feuille.data_validation(ENTETE + 1, place, derniere, place, options)


def _regle(colonne: Colonne, modele: FichierModele) -> Regle | None:
    if colonne.table:
        return {"validate": "list", "source": mode_emploi.plage(colonne, modele.format)}
    if colonne.genre is Genre.entier:
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if colonne.genre is Genre.date:
        return {"validate": "date", "criteria": "between", "minimum": date(1940, 1, 1),
                "maximum": modele.dernier_jour}  # fmt: skip
    return None


def _mettre_en_page(feuille: Worksheet, derniere: int, modele: FichierModele) -> None:
    feuille.freeze_panes(ENTETE + 1, modele.figees)
    feuille.autofilter(ENTETE, 0, derniere, len(modele.format.colonnes) - 1)
    en_a4(feuille, ENTETE)
