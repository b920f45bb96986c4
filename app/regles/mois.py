"""A month is an int, yyyymm: 202610 is October 2026. It sorts, compares and stores as it is."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import groupby

from babel.dates import format_date
from dateutil.relativedelta import relativedelta

DECEMBRE = 12
PLAGE = 4
"""From so many months in a row on, only the first and the last are named."""
_ISO = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def lire(texte: str) -> int:
    """Return the month written « 2026-10 »; raise ValueError, in French, for anything else."""
    trouve = _ISO.fullmatch(texte.strip())
    if not trouve or trouve[1] == "0000":
        raise ValueError(
            f"«\u00a0{texte}\u00a0» n’est pas un mois\u00a0: "
            "écrivez l’année puis le mois, par exemple 2026-10."
        )
    return int(trouve[1]) * 100 + int(trouve[2])


def iso(mois: int) -> str:
    """Return « 2026-10 » for 202610."""
    return f"{mois // 100:04d}-{mois % 100:02d}"


@lru_cache(maxsize=2048)
def libelle(mois: int) -> str:
    """Return the month in words: « octobre 2026 »."""
    return format_date(premier_jour(mois), "MMMM y", locale="fr")


def complement(mois: int) -> str:
    """Return the month after another word: « de novembre 2026 », « d’octobre 2026 »."""
    nom = libelle(mois)
    return f"d’{nom}" if nom[0] in "ao" else f"de {nom}"


def de_date(jour: date) -> int:
    """Return the month a day belongs to."""
    return jour.year * 100 + jour.month


def premier_jour(mois: int) -> date:
    """Return the first day of the month."""
    return date(mois // 100, mois % 100, 1)


def dernier_jour(mois: int) -> date:
    """Return the last day of the month."""
    return date(mois // 100, mois % 100, monthrange(mois // 100, mois % 100)[1])


def _rang(mois: int) -> int:
    return mois // 100 * 12 + mois % 100 - 1


def plus(mois: int, nombre: int) -> int:
    """Return the month `nombre` months later, earlier when negative."""
    annee, rang = divmod(_rang(mois) + nombre, 12)
    return annee * 100 + rang + 1


def ecart(debut: int, fin: int) -> int:
    """Return how many months lie from `debut` to `fin`: 1 from 202512 to 202601, negative backwards."""
    return _rang(fin) - _rang(debut)


def suite(debut: int, fin: int) -> Iterator[int]:
    """Yield each month from `debut` to `fin`, both included; nothing when `fin` comes first."""
    while debut <= fin:
        yield debut
        debut += 1 if debut % 100 < DECEMBRE else 100 - DECEMBRE + 1


def enumerer(periodes: Iterable[int]) -> str:
    """Return months in words, oldest first: « mars 2025, de janvier 2026 à octobre 2026 (10 mois) »."""
    return ", ".join(_plage(*plage) for plage in _plages(sorted(periodes)))


def _plages(periodes: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last month of each run without a gap."""
    for _, suivis in groupby(enumerate(map(_rang, periodes)), key=lambda paire: paire[1] - paire[0]):
        rangs = [rang for _, rang in suivis]
        yield plus(1, rangs[0]), plus(1, rangs[-1])


def _plage(debut: int, fin: int) -> str:
    combien = ecart(debut, fin) + 1
    if combien < PLAGE:
        return ", ".join(map(libelle, suite(debut, fin)))
    return f"{complement(debut)} à {libelle(fin)} ({combien} mois)"


def decaler(jour: date, nombre: int) -> date:
    """Return the same day `nombre` months later, or that month's last day when it is shorter.

    Whoever is born on 29 February reaches an age on 28 February of a common year.
    """
    return jour + relativedelta(months=nombre)
