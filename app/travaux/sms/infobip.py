"""Infobip, an aggregator that reaches the operators of Togo (its HTTP API « SMS », version 2)."""

from datetime import datetime

from app.socle.appel_json import Injoignable, appeler
from app.travaux.sms.fournisseur import FournisseurInjoignable, SmsRefuse

PRIS = frozenset({1, 3})
"""The groups of states of a message that is taken: pending, delivered."""
DEJA_PRIS = "DUPLICATE"
"""In the name of the state of a message whose `messageId` came before."""


class Infobip:
    """The aggregator at `url`, which knows the fund by `cle`; phones show `expediteur`."""

    code = "infobip"

    def __init__(self, url: str, cle: str, expediteur: str):
        self.url, self.cle, self.expediteur = url.rstrip("/"), cle, expediteur

    def envoyer(self, numero: str, texte: str, reference: str) -> None:
        """Hand a message over (`POST /sms/2/text/advanced`); its answer must say that it is taken."""
        message = {
            "from": self.expediteur,
            "destinations": [{"to": numero.removeprefix("+"), "messageId": reference}],
            "text": texte,
        }
        reponse = self._appeler("/sms/2/text/advanced", {"messages": [message]})
        try:
            etat = reponse["messages"][0]["status"]
            groupe, nom = int(etat["groupId"]), str(etat["name"])
        except (KeyError, IndexError, TypeError, ValueError):
            raise FournisseurInjoignable("unread answer") from None
        if groupe not in PRIS and DEJA_PRIS not in nom:
            raise SmsRefuse(nom[:60])

    def sim_changee_le(self, numero: str) -> datetime | None:
        """Return None: what this interface offers does not say it."""
        return None

    def _appeler(self, chemin: str, corps: dict) -> dict:
        """Return the object answered: the key refused, too many calls or a failure are tried again."""
        try:
            statut, contenu = appeler("POST", self.url + chemin, corps, self.cle, porteur="App")
        except Injoignable as panne:
            raise FournisseurInjoignable(str(panne)) from None
        if statut == 400:
            raise SmsRefuse("HTTP 400")
        if statut >= 300:
            raise FournisseurInjoignable(f"HTTP {statut}")
        return contenu
