"""The canonical value of a cell: what its author meant, as a person would type it.

Text is stripped, numbers lose their separators, dates are ISO (« 2026-01-02 »), codes are bare numbers; an
amount that is whole is an int. What cannot be understood stays as it was typed, for the check to say so. A
formula without a result and a cell in error stay « =… » and « #… ».
"""

import re
from array import array
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeGuard

from app.classeurs import dates
from app.classeurs.colonnes import Colonne, Genre
from app.socle.saisie import nettoyer

LONGUEUR_GARDEE = 200
"""Characters kept of a cell: beyond any name, and enough for the check to say that it is too long."""

Valeur = str | int
_SEPARATEURS = re.compile(r"[\s'’]")
_DEVISE = re.compile(r"(?:f(?:rancs?|\.?\s*cfa)?|f\.|cfa|xof)\.?$|j(?:ou)?rs?\.?$|j$", re.I)
_HEURE = re.compile(r"[ Tt]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", re.I)
"""The hour of an instant and its time zone, as other programs write it: the day is the one written."""
_DECIMALE_NULLE = re.compile(r"^(\d{6,})[.,]0{1,2}$", re.ASCII)
"""A number written as a decimal one by some program, « 2600057609.0 »: that zero is none of its digits."""
_ERREUR_EXCEL = re.compile(r"#(?:[A-Z0-9/]+[!?]|N/A)")
_ORIGINE_EXCEL = datetime(1899, 12, 30)
_AVANT_MINUIT = timedelta(seconds=59)
"""What some programs, whose time zones are off by seconds, take from midnight: the day is the next."""
_PREMIERE_SERIE, _DERNIERE_SERIE = 10_000, 73_051
"""Serial days taken for a date that lost its format: from 1927 to the end of 2099."""


def est_formule(valeur: object) -> bool:
    """Return whether a cell is a formula without a result or an error of Excel: « =A1+1 », « #REF! »."""
    return isinstance(valeur, str) and (
        (valeur[:1] == "=" and len(valeur) > 1) or _ERREUR_EXCEL.fullmatch(valeur) is not None
    )


def texte(valeur: object) -> str:
    """Return a cell as text: no control character, no space around nor doubled, cut at LONGUEUR_GARDEE."""
    if isinstance(valeur, str):
        if valeur.isascii() and valeur.isalnum() and len(valeur) <= LONGUEUR_GARDEE:
            return valeur
        return _nettoyer(valeur)
    if valeur is None:
        return ""
    if isinstance(valeur, bool):
        return "VRAI" if valeur else "FAUX"
    if isinstance(valeur, date):
        return _iso(valeur)
    return _nombre(valeur) if isinstance(valeur, int | float) else _nettoyer(str(valeur))


def numero(valeur: object) -> str:
    """Return an insured number: digits alone, leading zeros kept, whatever stood between; no day is one."""
    lu = texte(valeur)
    if isinstance(valeur, date) or (lu.isdigit() and lu.isascii()):
        return lu
    chiffres = re.sub(r"[\s.\-'’/]", "", _DECIMALE_NULLE.sub(r"\1", lu))
    return chiffres if chiffres.isdigit() and chiffres.isascii() else lu


def entier(valeur: object) -> Valeur:
    """Return a whole amount as an int: « 12 000 F », « 12.000 », « 52500,00 » and 52500.0 are understood.

    A comma or a point before exactly three digits parts thousands: nobody writes thousandths of a franc.
    """
    if isinstance(valeur, float | int) and not isinstance(valeur, bool):
        return _entier_proche(valeur)
    lu = texte(valeur)
    if not lu or lu[0] in "=#":
        return lu
    nu = _DEVISE.sub("", _SEPARATEURS.sub("", lu)).replace("−", "-")
    if re.fullmatch(r"-?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]0{1,2})?", nu):
        nu = re.sub(r"[.,](?=\d{3})", "", nu)
    nu = re.sub(r"[.,]0{1,2}$", "", nu)
    return int(nu) if re.fullmatch(r"-?[0-9]{1,18}", nu) else lu


def jour(valeur: object, horizon: int = dates.HORIZON) -> str:
    """Return a date as « 2026-01-02 »: « 2/1/26 », « 2 janvier 2026 », a date, a serial day.

    `horizon` is the last year that one of two digits may be.
    """
    if isinstance(valeur, date):
        return _iso(valeur)
    if isinstance(valeur, float | int) and _PREMIERE_SERIE <= valeur < _DERNIERE_SERIE:
        return _iso(_ORIGINE_EXCEL + timedelta(days=valeur))
    lu = texte(valeur)
    trouve = dates.jour(_HEURE.sub("", lu), horizon)
    return trouve.isoformat() if trouve else lu


def code(valeur: object, libelles: dict[str, str]) -> str:
    """Return a code as a bare number: « 1 », 1.0, « 1 - Normal/CDI » and « normal/cdi » all are « 1 »."""
    lu = texte(valeur)
    trouve = re.match(r"0*(\d{1,9})\s*(?:$|[-–—:.]\s*\D|(?<=\s)\D)", lu)
    return trouve[1] if trouve else libelles.get(dates.sans_accents(lu), lu)


def lecture(colonne: Colonne, horizon: int = dates.HORIZON) -> Callable[[object], Valeur]:
    """Return the function that reads a cell of this column; nobody is born after the year `horizon`."""
    if colonne.genre is Genre.code:
        mots = {libelle: numero_ for numero_, libelle in colonne.table.items()}
        mots.update(colonne.abreges)
        libelles = {dates.sans_accents(mot): str(numero_) for mot, numero_ in mots.items()}
        return lambda valeur: code(valeur, libelles)
    if colonne.naissance:
        return partial(jour, horizon=horizon)
    return {Genre.texte: texte, Genre.numero: numero, Genre.entier: entier, Genre.date: jour}[colonne.genre]


def canoniser(colonne: Colonne, valeurs: Sequence[object], horizon: int = dates.HORIZON) -> Sequence[Valeur]:
    """Return a whole column of cells as canonical values, each different cell read once.

    A column of whole numbers comes back as an array of 64-bit integers: eight bytes a row. Nobody is born
    after the year `horizon`.
    """
    entiers = _entiers(valeurs) if colonne.genre is Genre.entier and _tous_nombres(valeurs) else None
    if entiers is not None:
        return entiers
    if colonne.genre is Genre.numero and _tous_textes(valeurs) and _tous_chiffres(valeurs):
        return list(valeurs)
    if bool in set(map(type, valeurs)):  # Python holds that True is 1: both would be read once
        valeurs = [texte(valeur) if isinstance(valeur, bool) else valeur for valeur in valeurs]
    distinctes = dict.fromkeys(valeurs)
    lues = dict(zip(distinctes, map(lecture(colonne, horizon), distinctes), strict=True))
    return list(map(lues.__getitem__, valeurs))


def _tous_nombres(valeurs: Sequence[object]) -> TypeGuard[Sequence[float]]:
    return set(map(type, valeurs)) <= {int, float}


def _entiers(valeurs: Sequence[float]) -> "array[int] | None":
    """Return numbers as 64-bit integers, None where one is not whole or too large."""
    try:
        nombres = array("q", map(int, valeurs))
    except (ValueError, OverflowError):
        return None
    return nombres if list(nombres) == list(valeurs) else None


def _tous_textes(valeurs: Sequence[object]) -> TypeGuard[Sequence[str]]:
    return set(map(type, valeurs)) <= {str}


def _tous_chiffres(valeurs: Sequence[str]) -> bool:
    bout_a_bout = "".join(valeurs)
    return bout_a_bout.isdigit() and bout_a_bout.isascii() and max(map(len, valeurs)) <= LONGUEUR_GARDEE


def _nettoyer(brut: str) -> str:
    brut = nettoyer(brut)
    if len(brut) <= LONGUEUR_GARDEE and brut.isprintable() and "  " not in brut and brut[:1] != "'":
        return brut.strip()
    visible = "".join(c if c.isprintable() else " " for c in brut[: 4 * LONGUEUR_GARDEE])
    net = " ".join(visible.split()).removeprefix("'")
    return net if len(net) <= LONGUEUR_GARDEE else net[: LONGUEUR_GARDEE - 1] + "…"


def _iso(valeur: date) -> str:
    """Return a day; an instant within seconds of midnight is that midnight's, as Excel shows it."""
    if not isinstance(valeur, datetime):
        return valeur.isoformat()
    return (valeur + min(_AVANT_MINUIT, datetime.max - valeur)).date().isoformat()


def _nombre(valeur: float) -> str:
    rond = _entier_proche(valeur)
    return str(rond) if isinstance(rond, int) else rond


def _entier_proche(valeur: float) -> Valeur:
    """Return the int a number stands for (a sum of floats may miss it by a hair), or its French writing."""
    if abs(valeur) < 1e18 and abs(valeur - round(valeur)) < 1e-6:
        return round(valeur)
    return f"{valeur:.15g}".replace(".", ",")
