"""Days and months as people write them: « 2/1/26 », « 2 janvier 2026 », « 10/2026 », « oct. 26 ».

A workbook and a form read alike. What cannot be read is None: who asked says so, with what was typed.
"""

import re
import unicodedata
from datetime import date, datetime, time
from enum import IntEnum

HORIZON = 2039
"""A year of two digits is one of the hundred that end with this one: 26 is 2026, 85 is 1985."""

_ANNEE = r"(\d{4}|\d{2})"
_EN_CHIFFRES = re.compile(rf"(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*{_ANNEE}")
_EN_LETTRES = re.compile(rf"(\d{{1,2}})(?:er)?[-/.\s]*([a-z]+)[-/.\s]*{_ANNEE}")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_ISO_SERREE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_MOIS_EN_CHIFFRES = re.compile(rf"(\d{{1,2}})\s*[-/. ]\s*{_ANNEE}")
_MOIS_EN_LETTRES = re.compile(rf"([a-z]+)[-/.\s]*{_ANNEE}")
_MOIS_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})")
_NOMS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_MOIS_CITE = re.compile(rf"\b({'|'.join(_NOMS)}) (\d{{4}})\b")
_ANNEE_CITEE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOIS_CITE_EN_CHIFFRES = re.compile(
    r"(?<!\d)(\d{1,2})[-/. ](20\d\d)(?!\d)|(?<!\d)(20\d\d)[-/. ](\d{1,2})(?!\d)"
)
_HEURE = re.compile(r"(?:T|\s+(?:a\s+)?)(\d{1,2})\s?[:h]\s?(\d{2})?(?::\d{2}(?:\.\d+)?)?", re.IGNORECASE)
_MOIS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")


def jour(texte: str, horizon: int = HORIZON) -> date | None:
    """Return the day that a text names, None for none or one that no calendar has.

    `horizon` is the last year that one of two digits may be: this year, for somebody born already.
    """
    lu = _simple(texte)
    if trouve := _EN_CHIFFRES.fullmatch(lu):
        return _date(_annee(trouve[3], horizon), int(trouve[2]), int(trouve[1]))
    if trouve := _ISO.fullmatch(lu) or _ISO_SERREE.fullmatch(lu):
        return _date(*map(int, trouve.groups()))
    if trouve := _EN_LETTRES.fullmatch(lu):
        return _date(_annee(trouve[3], horizon), _rang(trouve[2]), int(trouve[1]))
    return None


def instant(texte: str) -> datetime | None:
    """Return the day and hour that a text names (« 2/1/26 à 10h30 »), without a time zone; None for none."""
    lu = _simple(texte)
    trouve = next((t for t in _HEURE.finditer(lu) if t.end() == len(lu)), None)
    le = jour(lu[: trouve.start()]) if trouve else None
    heure, minute = int(trouve[1]) if trouve else 0, int(trouve[2] or 0) if trouve else 0
    return datetime.combine(le, time(heure, minute)) if le and heure < 24 and minute < 60 else None


def jour_ecrit(valeur: str) -> str:
    """Return a day kept as « 2026-01-02 » as people write it, « 02/01/2026 »; any other text as it is."""
    try:
        return f"{date.fromisoformat(valeur):%d/%m/%Y}"
    except ValueError:
        return valeur


def mois(texte: str) -> int | None:
    """Return the month that a text names as yyyymm, None for none."""
    lu = _simple(texte)
    if trouve := _MOIS_ISO.fullmatch(lu):
        return _periode(int(trouve[1]), int(trouve[2]))
    if trouve := _MOIS_EN_CHIFFRES.fullmatch(lu):
        return _periode(_annee(trouve[2], HORIZON), int(trouve[1]))
    if trouve := _MOIS_EN_LETTRES.fullmatch(lu):
        return _periode(_annee(trouve[2], HORIZON), _rang(trouve[1]))
    return None


class Designation(IntEnum):
    """What the name of a sheet says of a month, from the least to the most: which one is meant."""

    AUTRE_MOIS = -1
    AUCUN_MOIS = 0
    SANS_ANNEE = 1
    DU_MOIS = 2


def designe(texte: str, periode: int) -> Designation:
    """Return what the name of a sheet says of the month `periode`, yyyymm: « DNR oct 2026 », « 10-26 ».

    « Octobre » alone may be any year's. Where `periode` is 0, no month is looked for and none is another.
    """
    if not periode:
        return Designation.AUCUN_MOIS
    lu = _simple(texte)
    if (entier := mois(lu) or _cite_en_chiffres(lu)) is not None:
        return Designation.DU_MOIS if entier == periode else Designation.AUTRE_MOIS
    mots = re.findall(r"[a-z]{3,}", lu)
    rangs = {rang for rang, nom in enumerate(_NOMS, 1) if any(nom.startswith(mot) for mot in mots)}
    annees = _ANNEE_CITEE.findall(lu)
    if (rangs and periode % 100 not in rangs) or (annees and str(periode // 100) not in annees):
        return Designation.AUTRE_MOIS
    if not rangs:
        return Designation.AUCUN_MOIS
    return Designation.DU_MOIS if annees else Designation.SANS_ANNEE


def _cite_en_chiffres(lu: str) -> int | None:
    """Return the month of « paie 10-2026 » or « 2026.10 siege », None for none."""
    if not (trouve := _MOIS_CITE_EN_CHIFFRES.search(lu)):
        return None
    return _periode(int(trouve[2] or trouve[3]), int(trouve[1] or trouve[4]))


def mois_cites(texte: str) -> list[int]:
    """Return the months that a sentence names in full (« paie d’août 2026 »), as yyyymm, in order."""
    return [int(annee) * 100 + _rang(nom) for nom, annee in _MOIS_CITE.findall(_simple(texte))]


def sans_accents(texte: str) -> str:
    """Return a text in small letters without accents."""
    if texte.isascii():
        return texte.lower()
    decompose = unicodedata.normalize("NFD", texte.casefold().replace("’", "'"))
    return "".join(c for c in decompose if not unicodedata.combining(c))


def _simple(texte: str) -> str:
    return " ".join(sans_accents(texte).split())


def _annee(chiffres: str, horizon: int) -> int:
    return int(chiffres) if len(chiffres) > 2 else horizon - (horizon - int(chiffres)) % 100


def _rang(mot: str) -> int:
    """Return which month a word begins as, 0 for none."""
    return next((rang for rang, debut in enumerate(_MOIS, 1) if mot.startswith(debut)), 0)


def _date(annee: int, mois_: int, jour_: int) -> date | None:
    try:
        return date(annee, mois_, jour_)
    except ValueError:
        return None


def _periode(annee: int, mois_: int) -> int | None:
    return annee * 100 + mois_ if annee and 1 <= mois_ <= 12 else None
