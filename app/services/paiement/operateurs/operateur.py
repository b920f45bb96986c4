"""What the fund asks of an operator of mobile money, whoever it is.

An order carries our own identifier, unique for ever. Nothing an operator sends is believed by itself: a
notification names a payment, whose state is then asked for. An operator that does not answer raises
`app.socle.appel_json.Injoignable`: nothing is known of the payment.
"""

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.services.paiement.operateurs.modes import ModePaiement


class Reponse(enum.Enum):
    """What the operator says of a payment; the value is the sentence people read."""

    en_attente = "L’opérateur attend la confirmation du payeur."
    paye = "L’opérateur confirme le paiement."
    refuse = "L’opérateur a refusé le paiement : vérifiez le solde du compte, puis recommencez."
    annule = "Le paiement a été annulé sur le téléphone : recommencez s’il était voulu."
    expire = "Le paiement n’a pas été confirmé à temps sur le téléphone : recommencez."
    rembourse = "L’opérateur a rendu l’argent au payeur."


@dataclass(frozen=True)
class Ordre:
    """A payment to ask for: our identifier, francs, who pays; `reference` is the operator's once known.

    `retour` is where the payer's browser goes afterwards, for an operator with a page of its own; it proves
    nothing.
    """

    identifiant: str
    montant: int
    mode: ModePaiement
    telephone: str
    description: str
    retour: str
    reference: str | None = None


@dataclass(frozen=True)
class Initiation:
    """An order the operator took; `url` is the page where the payer confirms, empty when his phone asks."""

    reference: str | None
    url: str = ""


@dataclass(frozen=True)
class EtatChezLOperateur:
    """What the operator answers when asked; `montant` in francs, None when it does not say."""

    reponse: Reponse
    montant: int | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Avis:
    """Which payment a notification is about: by our identifier, or by the operator's reference."""

    identifiant: str | None = None
    reference: str | None = None


REFUS = "L’opérateur refuse ce paiement : vérifiez le numéro de téléphone et le montant."


class OrdreRefuse(Exception):
    """The operator will never take this order; the message is a French sentence."""


class NotificationRefusee(Exception):
    """The notification is not the operator's, or is too old: it is ignored."""


class Operateur(Protocol):
    """An operator, as the rest of the application knows it."""

    code: str
    nom: str

    def initier(self, ordre: Ordre, noter: Callable[[str], None]) -> Initiation:
        """Ask for a payment; `noter` keeps the operator's reference as soon as it is known.

        Asking twice for one identifier never makes two payments. Raises Injoignable, OrdreRefuse.
        """

    def etat(self, identifiant: str, reference: str | None) -> EtatChezLOperateur:
        """Ask where a payment stands; raises Injoignable."""

    def verifier_notification(self, entetes: Mapping[str, str], corps: bytes, instant: datetime) -> Avis:
        """Return which payment a notification is about; raises NotificationRefusee."""
