"""How large the benchmark is."""

from dataclasses import dataclass

MOIS_INSCRITS = 10
"""Months already booked for every insured person of the register."""
PERIODE = 202510
"""The month declared, after those months."""
ECHANTILLON = 10_000
"""Rows on which the ORM ways are measured at most; beyond, their time is scaled."""


@dataclass(frozen=True)
class Echelle:
    """The register, the requests of one employer, the accounts, the sizes of the workbooks, the journal."""

    assures: int
    demandes: int
    cotisants: int
    classeurs: tuple[int, ...]
    journal: int

    @property
    def lignes(self) -> int:
        """Return how many lines are booked before the benchmark starts."""
        return self.assures * MOIS_INSCRITS


ENTIERE = Echelle(1_000_000, 1_000_000, 24_024, (1_000, 10_000, 100_000), 1_000_000)
PETITE = Echelle(100_000, 100_000, 2_402, (1_000, 10_000), 100_000)
