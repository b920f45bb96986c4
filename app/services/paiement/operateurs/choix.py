"""Which operator takes mobile payments here: chosen and keyed by the configuration."""

from flask import current_app

from app.services.paiement.operateurs.fedapay import FedaPay
from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.operateurs.operateur import Operateur
from app.services.paiement.operateurs.paygate import PayGate


def operateurs() -> dict[str, Operateur]:
    """Return the operators that have their keys, by code."""
    c = current_app.config
    connus: dict[str, Operateur] = {}
    if c["PAYGATE_JETON"]:
        connus[PayGate.code] = PayGate(c["PAYGATE_URL"], c["PAYGATE_JETON"])
    if c["FEDAPAY_CLE"]:
        connus[FedaPay.code] = FedaPay(c["FEDAPAY_URL"], c["FEDAPAY_CLE"], c["FEDAPAY_SECRET"])
    return connus


def operateur_choisi() -> Operateur | None:
    """Return the operator for new payments, None when mobile money is not offered here."""
    return operateurs().get(current_app.config["OPERATEUR_PAIEMENT"])


def modes_offerts() -> list[ModePaiement]:
    """Return the modes of payment a person may choose."""
    mobile = operateur_choisi() is not None
    return [mode for mode in ModePaiement if mobile or not mode.mobile]
