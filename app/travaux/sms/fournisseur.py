"""What the fund asks of who carries its SMS, whoever it is."""

from datetime import datetime
from typing import Protocol


class SmsRefuse(Exception):
    """The provider refuses this message: trying again changes nothing. Says a code, never a number."""


class FournisseurInjoignable(Exception):
    """No answer, or one that says nothing of the message: it is tried again."""


class Fournisseur(Protocol):
    """Who carries SMS."""

    code: str

    def envoyer(self, numero: str, texte: str, reference: str) -> None:
        """Hand a message over; `reference` is ours, unique: sent twice by a crash, it is one.

        `numero` is as the register writes it. Raises SmsRefuse, FournisseurInjoignable.
        """

    def sim_changee_le(self, numero: str) -> datetime | None:
        """Return when the number last passed to another SIM card; None where the provider does not say."""
