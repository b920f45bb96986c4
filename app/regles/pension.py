"""The pension simulator: old age at its normal age or early, or the lump sum (loi 2011-006, art. 41 to 47).

The rules are the texts in force on the day of departure; a departure to come is read with the last texts
known. No constant of Togo is written here: another fund's parameters give another fund's pensions.
"""

from dataclasses import dataclass
from datetime import date
from typing import Unpack

from app.regles.bareme import AvantPremierTexte, Bareme
from app.regles.droit import TypePension, anniversaire
from app.regles.simulation import Carriere, Projection, Simulation, simuler

__all__ = ["Comparaison", "Simulation", "TypePension", "comparer", "courbe", "simuler"]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """The two ways to leave, side by side; `anticipee` is None once the normal age is reached."""

    anticipee: Simulation | None
    normale: Simulation


def comparer(
    carriere: Carriere, naissance_le: date, depart_le: date, bareme: Bareme, **projection: Unpack[Projection]
) -> Comparaison:
    """Return the early and the normal pension, each on `depart_le` or as soon after as it opens by age.

    The ages are those of the texts in force on `depart_le`; arguments and errors are those of `simuler`.
    """
    textes = bareme.au(depart_le)
    anticipe_le = anniversaire(naissance_le, textes["pension_age_anticipe"].valeur)
    normal_le = anniversaire(naissance_le, textes["pension_age_normal"].valeur)
    rangs = list(carriere)

    def partir(ouverture: date) -> Simulation:
        return simuler(rangs, naissance_le, max(depart_le, ouverture), bareme, **projection)

    return Comparaison(partir(anticipe_le) if depart_le < normal_le else None, partir(normal_le))


def courbe(
    carriere: Carriere, naissance_le: date, depart_le: date, bareme: Bareme, **projection: Unpack[Projection]
) -> list[Simulation]:
    """Return a departure on each birthday, from the early age to the last age of the simulator's curve.

    Both bounds are read in the texts in force on `depart_le`; a birthday that comes before the law known is
    left out. Arguments and errors are those of `simuler`.
    """
    textes = bareme.au(depart_le)
    ages = range(textes["pension_age_anticipe"].valeur, textes["simulateur_age_maximal"].valeur + 1)
    rangs = list(carriere)
    points = []
    for jour in (anniversaire(naissance_le, age) for age in ages):
        try:
            points.append(simuler(rangs, naissance_le, jour, bareme, **projection))
        except AvantPremierTexte:
            continue
    return points
