"""A calculation shows its steps: each figure, in words, with the parameter and the text it comes from."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.regles import francais
from app.regles.bareme import EnVigueur, Parametre


class Etape(NamedTuple):
    """One line of a reasoning, ready to be shown: `valeur` is French text, « 52 500 F » or « 16,5 % ».

    The last four say which parameter gave the figure, its text, since when, and whether it is still to be
    checked; they stay empty for a figure that was computed.
    """

    libelle: str
    valeur: str
    parametre: str | None = None
    reference: str | None = None
    effet_le: date | None = None
    a_confirmer: bool = False

    @classmethod
    def de(cls, parametre: Parametre) -> "Etape":
        """Return the step that quotes a parameter."""
        return cls(
            libelle=parametre.libelle,
            valeur=francais.valeur(parametre),
            parametre=parametre.code,
            reference=parametre.reference,
            effet_le=parametre.depuis,
            a_confirmer=parametre.a_confirmer,
        )


@dataclass
class Raisonnement:
    """The steps of one calculation under the texts of one day, quoted in the order in which it reads them.

    `estimation` turns true as soon as a text still to be confirmed is read.
    """

    textes: EnVigueur
    etapes: list[Etape] = field(default_factory=list)
    estimation: bool = False

    def lire(self, code: str) -> int:
        """Return the value of a parameter in force, and quote it."""
        parametre = self.textes[code]
        self.estimation |= parametre.a_confirmer
        self.etapes.append(Etape.de(parametre))
        return parametre.valeur

    def citer(self, libelle: str, valeur: str, reference: str, a_confirmer: bool) -> None:
        """Add a fact of a text that is no parameter, and whether that text is still to be checked."""
        self.estimation |= a_confirmer
        self.etapes.append(Etape(libelle, valeur, reference=reference, a_confirmer=a_confirmer))

    def noter(self, libelle: str, valeur: str) -> None:
        """Add a figure that was computed."""
        self.etapes.append(Etape(libelle, valeur))
