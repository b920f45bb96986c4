"""What the annotating process is asked for (see `annoter`)."""

import marshal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.classeurs.colonnes import Format


class Marque(NamedTuple):
    """One anomaly in words: its cell (« F12 », or nothing), its level, the title of its column…"""

    cellule: str
    niveau: str
    titre: str
    libelle: str
    valeur: str
    message: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the table stands (its sheet, the row of its titles), what to say of it, what to mark."""

    feuille: str
    entete: int
    format: Format
    resume: str
    marques: Sequence[Marque]

    def en_clair(self) -> bytes:
        """Return the plan as plain bytes, to send to another process."""
        marques = [tuple(marque) for marque in self.marques]
        return marshal.dumps((self.feuille, self.entete, self.format.en_clair(), self.resume, marques))

    @classmethod
    def depuis(cls, clair: bytes) -> "Plan":
        """Return the plan that `en_clair` wrote."""
        feuille, entete, format_, resume, marques = marshal.loads(clair)  # noqa: S302 - written by `en_clair`
        return cls(feuille, entete, Format.depuis(format_), resume, [Marque(*marque) for marque in marques])
