"""The channel of SMS: one interface, a file a provider, what it costs counted and bounded.

`SMS_FOURNISSEUR` names the provider; without one, messages are kept, readable in development.
"""

from typing import Any

from flask import current_app

from app.travaux.sms import infobip
from app.travaux.sms.fournisseur import Fournisseur, SmsRefuse

FOURNISSEURS = {infobip.Infobip.code: infobip.Infobip}
"""The providers that the fund may choose from."""


def fournisseur() -> Fournisseur | None:
    """Return the provider of the settings, None where there is none."""
    code = current_app.config.get("SMS_FOURNISSEUR")
    if not code:
        return None
    reglages = current_app.config
    return FOURNISSEURS[code](reglages["SMS_URL"], reglages["SMS_CLE"], reglages["SMS_EXPEDITEUR"])


def ouverte() -> bool:
    """Say whether there is a provider to hand messages to."""
    return fournisseur() is not None


def remettre(courrier: Any) -> None:
    """Hand the row of a message to the provider; raises SmsRefuse or FournisseurInjoignable."""
    choisi = fournisseur()
    assert choisi is not None
    choisi.envoyer(courrier.destinataire, courrier.texte.strip(), f"courrier-{courrier.id}")


def definitif(erreur: Exception) -> bool:
    """Say whether the provider refused the message itself."""
    return isinstance(erreur, SmsRefuse)


def en_bref(erreur: Exception) -> str:
    """Return why it did not leave; what a provider's errors say is ours."""
    dit = str(erreur) if type(erreur).__module__.startswith(__name__) else ""
    return f"{type(erreur).__name__} {dit}".strip()
