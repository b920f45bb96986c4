"""By which channel a person is written to: her address says it, and each channel says how.

An address is an e-mail, or a telephone number as the register writes it (« +22890114257 »).
"""

from typing import Any, Protocol

from app.regles.francais import telephone
from app.travaux import messagerie, sms


class Canal(Protocol):
    """What a channel answers for; its module is it."""

    def ouverte(self) -> bool:
        """Say whether there is a server to hand messages to."""

    def remettre(self, courrier: Any) -> None:
        """Hand the row of a message over; raises what `definitif` and `en_bref` know how to read."""

    def definitif(self, erreur: Exception) -> bool:
        """Say whether trying again would change nothing."""

    def en_bref(self, erreur: Exception) -> str:
        """Return why it did not leave, without a word that may name the person."""


def est_un_telephone(adresse: str) -> bool:
    """Say whether an address is a telephone number."""
    return adresse.startswith("+")


def montrer_adresse(adresse: str) -> str:
    """Return an address as people read it."""
    return telephone(adresse) if est_un_telephone(adresse) else adresse


def canal_de(adresse: str) -> Canal:
    """Return the channel by which an address is written to."""
    return sms if est_un_telephone(adresse) else messagerie
