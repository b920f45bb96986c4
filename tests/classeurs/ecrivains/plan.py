"""What a workbook is to hold, told alike to writers in Python and in another language."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import NamedTuple


class Nombre(NamedTuple):
    """A number, and the format by which Excel shows it."""

    nombre: float
    format: str


Cellule = str | float | date | Nombre | None


@dataclass(frozen=True)
class Feuille:
    """A sheet: its rows from row 1 and, counted from 1, those that are hidden.

    `colorees` are the columns, from 0, with a colour down to the last row; `isolees` the cells far from the
    table, by row and column from 1. A sheet that is `filtree` has its filter on the table.
    """

    lignes: Sequence[Sequence[Cellule]]
    masquees: Sequence[int] = ()
    filtree: bool = False
    protegee: bool = False
    colorees: Sequence[int] = ()
    isolees: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def demande(self) -> set[str]:
        """Return what a writer must be able to do to write it: names of fields, and « formats »."""
        formats = any(isinstance(cellule, Nombre) for ligne in self.lignes for cellule in ligne)
        demandes = {champ for champ, valeur in vars(self).items() if champ != "lignes" and valeur}
        return demandes | ({"formats"} if formats else set())


@dataclass(frozen=True)
class Classeur:
    """A workbook: its sheets by name, on which of them, from 0, Excel opens, from when it counts days."""

    feuilles: Mapping[str, Feuille]
    active: int = 0
    depuis_1904: bool = False

    @property
    def demande(self) -> set[str]:
        """Return what a writer must be able to do to write it, its sheets apart."""
        return ({"active"} if self.active else set()) | ({"depuis_1904"} if self.depuis_1904 else set())

    def en_json(self) -> str:
        """Return the workbook for a writer in another language; a day is « {"jour": "2010-01-01"} »."""
        feuilles = [
            asdict(feuille)
            | {
                "nom": nom,
                "lignes": [[_en_clair(cellule) for cellule in ligne] for ligne in feuille.lignes],
                "colorees": list(feuille.colorees),
                "isolees": [[*place, valeur] for place, valeur in feuille.isolees.items()],
            }
            for nom, feuille in self.feuilles.items()
        ]
        return json.dumps({"active": self.active, "depuis_1904": self.depuis_1904, "feuilles": feuilles})


def _en_clair(cellule: Cellule) -> object:
    """Return a cell as JSON says it."""
    if isinstance(cellule, Nombre):
        return cellule._asdict()
    return {"jour": cellule.isoformat()} if isinstance(cellule, date) else cellule
