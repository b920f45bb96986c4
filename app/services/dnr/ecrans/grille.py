"""The table of lines typed in place: a tab left open writes what was typed in it, over nothing newer.

The form carries what each of its cells held when it was shown (`vues`), so that a cell nobody touched is not
written again, and one that another tab changed meanwhile is told before it is replaced.
"""

from collections.abc import Iterable, Mapping
from zlib import crc32

from app.services.dnr.colonnes import CLES
from app.services.dnr.lignes_en_base import canonique
from app.services.dnr.tables import LigneDeclaration

RAPIDES = ("jours", "remuneration")
"""What changes every month: typed straight in the table."""
SUIVIES = ("numero_assure", *RAPIDES)
Cellules = dict[int, dict[str, str]]
"""Row number -> key of the column -> text."""


def empreinte(*textes: str) -> str:
    """Return a few signs by which a cell, or a whole line, is known to have changed."""
    return f"{crc32(chr(0).join(textes).encode()):x}"


def empreinte_de_la_ligne(ligne: LigneDeclaration) -> str:
    """Return the print of a whole line."""
    return empreinte(*(getattr(ligne, cle) for cle in CLES))


def est_celle_qu_on_a_vue(ligne: LigneDeclaration, formulaire: Mapping[str, str]) -> bool:
    """Say whether a line is still as its form showed it (field `vue`)."""
    return formulaire.get("vue") in (None, "", empreinte_de_la_ligne(ligne))


def vues(lignes: Iterable[LigneDeclaration]) -> str:
    """Return what the cells of a page hold as it is shown: « 12.1f0a.8c.77 » a line."""
    return " ".join(
        ".".join([str(ligne.rang), *(empreinte(getattr(ligne, cle)) for cle in SUIVIES)]) for ligne in lignes
    )


def _lire_les_vues(texte: str) -> dict[int, dict[str, str]]:
    lues = (mot.split(".") for mot in texte.split())
    return {
        int(rang): dict(zip(SUIVIES, prints, strict=False))
        for rang, *prints in lues
        if rang.isdecimal() and len(rang) < 9
    }


def tapees(formulaire: Mapping[str, str]) -> Cellules:
    """Return the cells typed in: those named `jours-12` that differ from what the page showed."""
    connues = _lire_les_vues(formulaire.get("vues", ""))
    saisies: Cellules = {}
    for nom, texte in formulaire.items():
        cle, _, rang = nom.partition("-")
        if cle not in RAPIDES or not rang.isdecimal() or len(rang) > 8:
            continue
        if connues.get(int(rang), {}).get(cle) != empreinte(canonique(cle, texte)):
            saisies.setdefault(int(rang), {})[cle] = texte
    return saisies


def depassees(
    saisies: Cellules, formulaire: Mapping[str, str], lignes: Iterable[LigneDeclaration]
) -> dict[int, set[str]]:
    """Return the cells typed in that another tab changed since: row number -> keys of the columns."""
    connues, changees = _lire_les_vues(formulaire.get("vues", "")), {}
    for ligne in lignes:
        avant = connues.get(ligne.rang)
        cles = {cle for cle in saisies.get(ligne.rang, {}) if avant and _depassee(ligne, cle, avant, saisies)}
        if cles:
            changees[ligne.rang] = cles
    return changees


def _depassee(ligne: LigneDeclaration, cle: str, avant: dict[str, str], saisies: Cellules) -> bool:
    if empreinte(ligne.numero_assure) != avant.get("numero_assure"):
        return True
    presente = getattr(ligne, cle)
    return empreinte(presente) != avant.get(cle) and presente != canonique(cle, saisies[ligne.rang][cle])
