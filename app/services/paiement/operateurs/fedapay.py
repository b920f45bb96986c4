"""FedaPay: T-Money (`togocel`) and Flooz (`moov_tg`) on the operator's own page; signed notifications."""

import hmac
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from app.services.paiement.operateurs.modes import ModePaiement
from app.services.paiement.operateurs.operateur import (
    REFUS,
    Avis,
    EtatChezLOperateur,
    Initiation,
    NotificationRefusee,
    Ordre,
    OrdreRefuse,
    Reponse,
)
from app.socle.appel_json import Injoignable, appeler
from app.socle.saisie import lire_json

MODES = {ModePaiement.tmoney: "togocel", ModePaiement.flooz: "moov_tg"}
ETATS = {
    "pending": Reponse.en_attente,
    "approved": Reponse.paye,
    "transferred": Reponse.paye,
    "declined": Reponse.refuse,
    "canceled": Reponse.annule,
    "expired": Reponse.expire,
    "refunded": Reponse.rembourse,
}
OBJET = "v1/transaction"
"""The key under which the operator wraps a transaction."""
TOLERANCE = 300
"""Seconds between the signature of a notification and its reading."""
_SIGNATURE = re.compile(r"t=([0-9]{1,12}),s=([0-9a-f]{64})")


class FedaPay:
    """The operator at `url`, which knows the fund by `cle` and signs its notifications with `secret`."""

    code, nom = "fedapay", "FedaPay"

    def __init__(self, url: str, cle: str, secret: str):
        self.url, self.cle, self.secret = url.rstrip("/"), cle, secret

    def initier(self, ordre: Ordre, noter: Callable[[str], None]) -> Initiation:
        """Open a transaction, unless one is open already, and return the page where it is paid.

        A transaction whose number was lost before `noter` kept it has no token: nobody can pay it.
        """
        reference = ordre.reference or self._creer(ordre)
        noter(reference)
        jeton = self._appeler("POST", f"/v1/transactions/{reference}/token")
        return Initiation(reference, str(jeton.get("url", "")))

    def _creer(self, ordre: Ordre) -> str:
        cree = self._appeler(
            "POST",
            "/v1/transactions",
            {
                "description": ordre.description,
                "amount": ordre.montant,
                "currency": {"iso": "XOF"},
                "mode": MODES[ordre.mode],
                "callback_url": ordre.retour,
                "custom_metadata": {"identifiant": ordre.identifiant},
                "customer": {"phone_number": {"number": ordre.telephone, "country": "tg"}},
            },
        )
        return str(_transaction(cree)["id"])

    def etat(self, identifiant: str, reference: str | None) -> EtatChezLOperateur:
        """Ask by the operator's number; without one nothing can have been paid."""
        if reference is None:
            return EtatChezLOperateur(Reponse.en_attente)
        transaction = _transaction(self._appeler("GET", f"/v1/transactions/{reference}"))
        try:
            return EtatChezLOperateur(ETATS[transaction["status"]], int(transaction["amount"]), reference)
        except (KeyError, ValueError, TypeError):
            raise Injoignable("unknown status or amount") from None

    def verifier_notification(self, entetes: Mapping[str, str], corps: bytes, instant: datetime) -> Avis:
        """Return the transaction of a notification whose signature is ours and fresh."""
        lue = _SIGNATURE.fullmatch(entetes.get("X-FEDAPAY-SIGNATURE", ""))
        if lue is None or not hmac.compare_digest(lue[2], signer(self.secret, lue[1], corps)):
            raise NotificationRefusee("bad signature")
        if abs(instant.timestamp() - int(lue[1])) > TOLERANCE:
            raise NotificationRefusee("too old")
        try:
            return Avis(reference=str(lire_json(corps)["entity"]["id"]))
        except (ValueError, KeyError, TypeError):
            raise NotificationRefusee("no transaction") from None

    def _appeler(self, methode: str, chemin: str, corps: dict | None = None) -> dict:
        statut, reponse = appeler(methode, self.url + chemin, corps, self.cle)
        if statut in (400, 422):
            raise OrdreRefuse(REFUS)
        if statut >= 400:
            raise Injoignable(f"HTTP {statut}")
        return reponse


def _transaction(reponse: dict) -> dict:
    transaction = reponse.get(OBJET)
    if not isinstance(transaction, dict) or "id" not in transaction:
        raise Injoignable("no transaction")
    return transaction


def signer(secret: str, instant: str, corps: bytes) -> str:
    """Return the signature of a notification: HMAC-SHA256, in hexadecimal, of « instant.body »."""
    return hmac.digest(secret.encode(), f"{instant}.".encode() + corps, "sha256").hex()
