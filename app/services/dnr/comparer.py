"""The lines of a declaration against those of the previous one."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.services.dnr.faits import Precedente
from app.services.dnr.rapport import INCHANGEE, MODIFIEE, NOUVELLE

_COMPAREES = ("remuneration", "jours", "type_assure", "embauche_le", "sortie_le", "motif_sortie")
_RETROUVEES = (*_COMPAREES, "matricule", "nom", "prenoms")
_TRANCHE = slice(Precedente._fields.index(_COMPAREES[0]), Precedente._fields.index(_COMPAREES[-1]) + 1)
_TOUT = slice(_TRANCHE.start, Precedente._fields.index(_RETROUVEES[-1]) + 1)


class Evolution(NamedTuple):
    """What became of each line: `etats` says whether it is new, changed or unchanged, a place a line.

    `differentes` are the ranks of the lines that are not word for word those they continue: all that changed,
    and those where only the name or the employer's own number is another.
    """

    etats: list[str]
    differentes: list[int]


def comparer(typees: Mapping[str, Sequence[object]], precedentes: Sequence[Precedente | None]) -> Evolution:
    """Compare each line with the one it continues, in one pass; L to O are not compared."""
    etats, differentes = [INCHANGEE] * len(precedentes), []
    actuelles = zip(*(typees[cle] for cle in _RETROUVEES), strict=True)
    for rang, (precedente, actuelle) in enumerate(zip(precedentes, actuelles, strict=True)):
        if precedente is None:
            etats[rang] = NOUVELLE
        elif precedente[_TOUT] != actuelle:
            differentes.append(rang)
            if precedente[_TRANCHE] != actuelle[: len(_COMPAREES)]:
                etats[rang] = MODIFIEE
    return Evolution(etats, differentes)


def manquantes(
    connues: Mapping[tuple[str, int], Precedente], precedentes: Sequence[Precedente | None]
) -> list[tuple[str, int]]:
    """Return the (number, nature) of the previous declaration left out here, workers gone excepted."""
    retrouvees = set(map(id, precedentes))
    return sorted(cle for cle, p in connues.items() if p.sortie_le is None and id(p) not in retrouvees)
