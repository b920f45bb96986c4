"""The totals of a declaration, shared by its receipt and its print."""

from dataclasses import dataclass

LIBELLES = {
    "rp": "Risques professionnels (RP)",
    "pf": "Prestations familiales et maternité (PF)",
    "pv": "Pensions vieillesse-invalidité-décès (PV)",
    "amu": "Assurance maladie universelle (AMU)",
}
"""The branches, as a document names them."""


@dataclass(frozen=True)
class Branche:
    """What is due for one branch, in francs; `taux` in hundredths of a percent, None when lines differ."""

    libelle: str
    taux: int | None
    montant: int


@dataclass(frozen=True)
class Totaux:
    """The totals of a declaration: workers, then francs. Both shares add up to the sum of the branches."""

    effectif: int
    masse: int
    branches: tuple[Branche, ...]
    part_employeur: int
    part_travailleur: int

    @property
    def cotisations(self) -> int:
        """Return the contributions of all branches."""
        return sum(branche.montant for branche in self.branches)
