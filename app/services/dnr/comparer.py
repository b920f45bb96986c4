"""The lines of a declaration against those of the previous one."""

from collections.abc import Mapping, Sequence

from app.services.dnr.faits import Precedente
from app.services.dnr.rapport import INCHANGEE, MODIFIEE, NOUVELLE

_COMPAREES = ("remuneration", "jours", "type_assure", "embauche_le", "sortie_le", "motif_sortie")
_TRANCHE = slice(Precedente._fields.index(_COMPAREES[0]), Precedente._fields.index(_COMPAREES[-1]) + 1)


def etats(typees: Mapping[str, Sequence[object]], precedentes: Sequence[Precedente | None]) -> list[str]:
    """Return for each line whether it is new, changed or unchanged; names and L to O are not compared."""
    actuelles = zip(*(typees[cle] for cle in _COMPAREES), strict=True)
    return [
        NOUVELLE if precedente is None else INCHANGEE if precedente[_TRANCHE] == actuelle else MODIFIEE
        for precedente, actuelle in zip(precedentes, actuelles, strict=True)
    ]


def manquantes(
    connues: Mapping[tuple[str, int], Precedente], precedentes: Sequence[Precedente | None]
) -> list[tuple[str, int]]:
    """Return the (number, nature) of the previous declaration left out here, workers gone excepted."""
    retrouvees = set(map(id, precedentes))
    return sorted(cle for cle, p in connues.items() if p.sortie_le is None and id(p) not in retrouvees)
