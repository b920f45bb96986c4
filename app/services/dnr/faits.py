"""What the fund already knows when a declaration comes in, gathered before the check."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.regles.cotisations import Taux


class Inscrit(NamedTuple):
    """An insured person of the register; `ferme_le` is the day the number was closed, or None."""

    assure_id: int
    numero: str
    nom: str
    prenoms: str
    ferme_le: date | None = None


class Precedente(NamedTuple):
    """A line of the previous declaration: what is compared, then what the model is prefilled with."""

    numero_assure: str
    nature: int
    remuneration: int
    jours: int
    type_assure: int
    embauche_le: date
    sortie_le: date | None = None
    motif_sortie: int | None = None
    matricule: str = ""
    nom: str = ""
    prenoms: str = ""

    @property
    def nom_entier(self) -> str:
        """Return « AGBEKO Kossi », empty where the name is not known."""
        return f"{self.nom} {self.prenoms}".strip()

    @property
    def entre_parentheses(self) -> str:
        """Return « (AGBEKO Kossi) » to put after a number, nothing where the name is not known."""
        return f" ({self.nom_entier})" if self.nom_entier else ""


@dataclass(slots=True)
class ContexteDNR:
    """Everything `controler` compares a declaration with.

    `mois` is the period (yyyymm) and `taux` its rates; `registre` holds the insured of the numbers
    declared, by number; `precedentes` the lines of the previous declaration by (number, nature); `ailleurs`
    gives, once asked, the numbers another employer declared for the same month. `alias` gives the register's
    number for one typed without its leading zeros, where only one insured can be meant; `employeur` is the
    number of who declares, and `domestique` whether he employs at home.
    """

    mois: int
    taux: Taux
    registre: Mapping[str, Inscrit]
    precedentes: Mapping[tuple[str, int], Precedente] = field(default_factory=dict)
    ailleurs: Callable[[], Collection[str]] = frozenset
    alias: Mapping[str, str] = field(default_factory=dict)
    employeur: str = ""
    domestique: bool = False

    def seuil(self, code: str) -> int:
        """Return the value of a parameter of the law in force in the month, in its unit."""
        return self.taux.textes[code].valeur
