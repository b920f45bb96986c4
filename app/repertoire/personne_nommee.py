"""Somebody as a paper names her, and whether two papers name one person."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from app.repertoire.tables import Assure
from app.socle import noms


@dataclass(frozen=True)
class PersonneNommee:
    """Who is meant: by an insured number, or by a name and a day of birth; empty where it is not said."""

    numero: str | None = None
    nom: str = ""
    prenoms: str = ""
    naissance_le: date | None = None

    @classmethod
    def de(cls, assure: Assure) -> Self:
        """Return an insured person of the register."""
        return cls(assure.numero, assure.nom, assure.prenoms, assure.naissance_le)

    def est(self, autre: "PersonneNommee") -> bool:
        """Say whether both are one person: of one number, or born one day under names alike.

        A slip, or a first name more or less, makes nobody another: who asks would rather hear a yes too many.
        """
        if self.numero and self.numero == autre.numero:
            return True
        nees_ensemble = self.naissance_le is not None and self.naissance_le == autre.naissance_le
        comparaison = noms.comparer(self.nom, self.prenoms, autre.nom, autre.prenoms)
        return nees_ensemble and comparaison != noms.DIFFERENT
