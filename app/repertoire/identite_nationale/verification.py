"""What the fund asks of the national register, whoever answers: does it know this number, and whose is it.

Nothing is asked while a page waits: the worker asks, outside any transaction.
"""

import enum
from dataclasses import asdict, dataclass
from datetime import date
from typing import Protocol, Self

from app.repertoire.tables import Assure, Sexe


@dataclass(frozen=True)
class IdentiteCivile:
    """Who somebody is, as a register writes her down; `sexe` is None where it does not say."""

    nom: str
    prenoms: str
    naissance_le: date
    sexe: Sexe | None = None

    @classmethod
    def de(cls, assure: Assure) -> Self:
        """Return an insured person of the register."""
        return cls(assure.nom, assure.prenoms, assure.naissance_le, assure.sexe)

    @classmethod
    def lire(cls, contenu: dict[str, str | None]) -> Self:
        """Return the identity that `ecrire` wrote."""
        sexe = contenu["sexe"]
        return cls(
            nom=contenu["nom"] or "",
            prenoms=contenu["prenoms"] or "",
            naissance_le=date.fromisoformat(contenu["naissance_le"] or ""),
            sexe=Sexe[sexe] if sexe else None,
        )

    def ecrire(self) -> dict[str, str | None]:
        """Return the identity as JSON keeps it."""
        return asdict(self) | {
            "naissance_le": self.naissance_le.isoformat(),
            "sexe": self.sexe.name if self.sexe else None,
        }


class Connaissance(enum.Enum):
    """What came of asking; the value is the sentence that agents read."""

    connu = "Le registre national connaît ce numéro."
    inconnu = "Le registre national ne connaît pas ce numéro."
    injoignable = "Le registre national ne répond pas : le portail le redemande de lui-même."


@dataclass(frozen=True)
class ReponseDuRegistre:
    """What came of asking; `identite` is whose the number is, where it is somebody's."""

    verdict: Connaissance
    identite: IdentiteCivile | None = None


class RegistreNational(Protocol):
    """The national register, as the rest of the application knows it."""

    def verifier(self, niu: str, crue: IdentiteCivile) -> ReponseDuRegistre:
        """Ask whose a number is, saying whose we believe it; raises nothing: no answer is one of them."""
