"""PayGate Global: T-Money and Flooz in Togo. Its notifications are not signed: they are hints."""

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

RESEAUX = {ModePaiement.tmoney: "TMONEY", ModePaiement.flooz: "FLOOZ"}
ENREGISTRE, JETON_REFUSE, PARAMETRES_REFUSES, DEJA_EMPLOYE = 0, 2, 4, 6
"""What `pay` answers."""
ETATS = {0: Reponse.paye, 2: Reponse.en_attente, 4: Reponse.expire, 6: Reponse.annule}
"""What `status` answers: 0 does not mean there what it means in `pay`."""


class PayGate:
    """The operator at `url`, which knows the fund by `jeton`."""

    code, nom = "paygate", "PayGate Global"

    def __init__(self, url: str, jeton: str):
        self.url, self.jeton = url.rstrip("/"), jeton

    def initier(self, ordre: Ordre, noter: Callable[[str], None]) -> Initiation:
        """Ask the payer's phone to confirm; an identifier used before is an order already taken."""
        reponse = self._appeler(
            "/api/v1/pay",
            phone_number=ordre.telephone,
            amount=ordre.montant,
            description=ordre.description,
            identifier=ordre.identifiant,
            network=RESEAUX[ordre.mode],
        )
        statut = _entier(reponse.get("status"))
        if statut == PARAMETRES_REFUSES:
            raise OrdreRefuse(REFUS)
        if statut not in (ENREGISTRE, DEJA_EMPLOYE):
            raise Injoignable(f"pay: {statut}")
        reference = str(reponse["tx_reference"]) if reponse.get("tx_reference") else None
        if reference:
            noter(reference)
        return Initiation(reference)

    def etat(self, identifiant: str, reference: str | None) -> EtatChezLOperateur:
        """Ask by our identifier, known even when the first answer was lost."""
        reponse = self._appeler("/api/v2/status", identifier=identifiant)
        statut = _entier(reponse.get("status"))
        if statut not in ETATS:
            raise Injoignable(f"status: {statut}")
        tx = reponse.get("tx_reference")
        return EtatChezLOperateur(ETATS[statut], reference=str(tx) if tx else None)

    def verifier_notification(self, entetes: Mapping[str, str], corps: bytes, instant: datetime) -> Avis:
        """Return the payment a hint names; whoever sent it, the state is asked for."""
        try:
            identifiant = lire_json(corps)["identifier"]
        except (ValueError, KeyError, TypeError):
            raise NotificationRefusee("no identifier") from None
        if not isinstance(identifiant, str):
            raise NotificationRefusee("no identifier")
        return Avis(identifiant=identifiant)

    def _appeler(self, chemin: str, **corps) -> dict:
        return appeler("POST", self.url + chemin, {"auth_token": self.jeton, **corps})[1]


def _entier(valeur) -> int | None:
    """Return a status as an integer, which comes as a number or as text."""
    return int(valeur) if str(valeur).isdigit() else None
