"""A career: the insured months that count for a pension, and their mean (loi 2011-006, art. 41 to 47)."""

from collections.abc import Iterable
from typing import NamedTuple

from app.regles import mois

Gains = list[tuple[int, int]]
"""Insured months with their pay in francs, the most recent first."""


class Moyenne(NamedTuple):
    """A mean kept exact: so many francs over so many months, at least one."""

    somme: int
    nombre: int


def par_mois(carriere: Iterable[tuple[int, int]]) -> Gains:
    """Return the insured months, those with pay: several rows of one month are summed."""
    sommes: dict[int, int] = {}
    for periode, francs in carriere:
        sommes[periode] = sommes.get(periode, 0) + francs
    return sorted(((periode, francs) for periode, francs in sommes.items() if francs > 0), reverse=True)


def avant(gains: Gains, depart: int) -> Gains:
    """Return the months up to the one before the month of departure."""
    return [gain for gain in gains if gain[0] < depart]


def a_venir(gains: Gains, depart: int, salaire: int, depuis: int = 0) -> Gains:
    """Return the months still to be worked at `salaire` before the month of departure.

    They start after the last month known, and not before the month `depuis` where one is given; with neither
    there is nothing to start from, hence no month.
    """
    connu = mois.plus(gains[0][0], 1) if gains else 0
    debut = max(connu, depuis)
    if not debut:
        return []
    return [(periode, salaire) for periode in mois.suite(debut, mois.plus(depart, -1))][::-1]


def moyenne(gains: Gains, fenetre: int) -> Moyenne:
    """Return the mean of the last `fenetre` insured months, of all of them where there are fewer."""
    retenus = gains[:fenetre]
    return Moyenne(sum(francs for _, francs in retenus), len(retenus))


def la_plus_favorable(une: Moyenne, autre: Moyenne) -> Moyenne:
    """Return the higher of two means, compared as fractions; the first when they are equal."""
    return autre if autre.somme * une.nombre > une.somme * autre.nombre else une
