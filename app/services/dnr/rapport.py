"""What the check of a declaration says: its anomalies, its lines against the previous ones, its totals."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.classeurs import rapport
from app.regles.cotisations import Cotisation
from app.services.dnr.anomalies import ANOMALIES
from app.services.dnr.colonnes import FORMAT

NOUVELLE, MODIFIEE, INCHANGEE = "nouvelle", "modifiee", "inchangee"


class AnomalieDNR(rapport.Anomalie):
    """One fault of a declaration; its `numero` is the insured number of the line."""

    __slots__ = ()
    FORMAT, ANOMALIES = FORMAT, ANOMALIES


@dataclass(frozen=True, slots=True)
class TotauxDNR:
    """The totals of a declaration, in whole francs; `effectif` counts workers once, `lignes` the rows."""

    effectif: int = 0
    lignes: int = 0
    masse_salariale: int = 0
    assiette: int = 0
    rp: int = 0
    pf: int = 0
    pv: int = 0
    amu: int = 0
    part_employeur: int = 0
    part_travailleur: int = 0

    @property
    def total(self) -> int:
        """Return the contributions of all branches together, in francs."""
        return self.rp + self.pf + self.pv + self.amu


@dataclass(slots=True)
class RapportDNR(rapport.Rapport):
    """The outcome of a check; every sequence has one place a line, in the order of `lignes`.

    `colonnes` holds typed values by key (numbers, codes and amounts as int, dates as date), None where the
    cell was not accepted, and `assure_id`; `cotisations` what is due for each line, None where it cannot be
    computed; `etats` NOUVELLE, MODIFIEE or INCHANGEE. `manquantes` are the (number, nature) of the previous
    declaration that this one leaves out.
    """

    colonnes: dict[str, Sequence] = field(default_factory=dict)
    cotisations: list[Cotisation | None] = field(default_factory=list)
    etats: list[str] = field(default_factory=list)
    manquantes: list[tuple[str, int]] = field(default_factory=list)
    totaux: TotauxDNR = TotauxDNR()
