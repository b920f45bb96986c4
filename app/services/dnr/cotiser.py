"""What is due for each line of a declaration, where the floor and the rounding belong to the worker.

A worker with one line: the rule as it is. With several, his total decides whether the base is raised to the
minimum wage; what is added goes to his first ordinary line. Each line then bears what it adds to the
worker's contributions, line after line, so that the lines add up to the franc to what the rule gives for
the whole.
"""

from collections.abc import Sequence
from operator import sub

from app.regles.cotisations import Cotisation, calculer, plancher
from app.services.dnr.codes import NATURE_ORDINAIRE

JOURS_MAX = 31
"""Days of the longest month there is."""


def cotiser(examen) -> list[Cotisation | None]:
    """Return what is due for each line, in order; None where days, pay or type are not acceptable."""
    taux, typees = examen.contexte.taux, examen.typees
    maximum = examen.contexte.seuil("dnr_remuneration_maximale")
    bases = zip(typees["remuneration"], typees["jours"], typees["type_assure"], strict=True)
    dues = [
        calculer(montant, jours, type_, taux) if _acceptable(montant, jours, type_, maximum) else None
        for montant, jours, type_ in bases
    ]
    for rangs in examen.groupes.values():
        _repartir(examen, [rang for rang in rangs if dues[rang] is not None], dues)
    return dues


def jours_du_travailleur(examen, rangs: Sequence[int]) -> int:
    """Return the days that make a worker's floor: those of his ordinary lines, else the most of any other."""
    jours, natures = examen.typees["jours"], examen.typees["nature"]
    ordinaires = [jours[rang] or 0 for rang in rangs if natures[rang] == NATURE_ORDINAIRE]
    return sum(ordinaires) if ordinaires else max(jours[rang] or 0 for rang in rangs)


def _acceptable(montant: int | None, jours: int | None, type_assure: int | None, maximum: int) -> bool:
    if montant is None or jours is None or type_assure is None:
        return False
    return 0 <= montant <= maximum and 0 <= jours <= JOURS_MAX


def _repartir(examen, rangs: list[int], dues: list[Cotisation | None]) -> None:
    """Replace, in `dues`, the lines of one worker by their shares of what is due for all of them."""
    taux, typees = examen.contexte.taux, examen.typees
    montants, types = typees["remuneration"], typees["type_assure"]
    total = sum(montants[rang] for rang in rangs)
    ajout = max(0, plancher(jours_du_travailleur(examen, rangs), taux) - total) if rangs else 0
    cumul = 0
    for rang in sorted(rangs, key=lambda r: typees["nature"][r] != NATURE_ORDINAIRE):
        avant, cumul, ajout = cumul, cumul + montants[rang] + ajout, 0
        apres = calculer(cumul, 0, types[rang], taux)
        dues[rang] = Cotisation(*map(sub, apres, calculer(avant, 0, types[rang], taux)))
