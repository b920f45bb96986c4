"""How an employer pays: by the fund's bank, or by an operator."""

import enum


class ModePaiement(enum.Enum):
    """How an employer pays."""

    virement = "Virement bancaire"
    depot = "Dépôt bancaire"
    tmoney = "T-Money (Mixx by Yas)"
    flooz = "Flooz (Moov Africa)"

    @property
    def mobile(self) -> bool:
        """Whether an operator confirms it, instead of the fund's bank."""
        return self in (ModePaiement.tmoney, ModePaiement.flooz)
