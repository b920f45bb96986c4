"""A local operator for development and tests: PayGate's and FedaPay's HTTP contracts, on a port of its own.

What becomes of a payment is told by the last digit of the phone number that pays (see SCENARIOS). PayGate's
payers decide by themselves a moment later; FedaPay's on a page.
"""

import hashlib
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import urllib3
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from app.services.paiement.operateurs.fedapay import OBJET, signer
from app.socle.horloge import maintenant

SCENARIOS = {
    "1": "refus",
    "2": "expiration",
    "3": "muet",
    "4": "double",
    "5": "faux",
    "6": "tardif",
    "7": "panne",
}
"""The last digit of the phone: refused, expired, never decided, told twice, told by a forger and never paid,
told an hour late, operator out of order. Any other digit: paid, told once."""
RETARD = 3600
ISSUES = {"refus": "canceled", "expiration": "expired", "muet": "pending", "faux": "pending"}
PAYGATE = {"approved": 0, "pending": 2, "expired": 4, "canceled": 6}
ROUTES = Map(
    [
        Rule("/api/v1/pay", endpoint="payer", methods=["POST"]),
        Rule("/api/v1/status", endpoint="statut", methods=["POST"]),
        Rule("/api/v2/status", endpoint="statut", methods=["POST"]),
        Rule("/v1/transactions", endpoint="ouvrir", methods=["POST"]),
        Rule("/v1/transactions/<int:numero>/token", endpoint="jeton", methods=["POST"]),
        Rule("/v1/transactions/<int:numero>", endpoint="transaction", methods=["GET"]),
        Rule("/page/<jeton>", endpoint="page", methods=["GET", "POST"]),
    ]
)


@dataclass
class Transaction:
    """A payment at the simulated operator."""

    numero: int
    identifiant: str
    montant: int
    telephone: str
    operateur: str
    reseau: str = ""
    statut: str = "pending"
    retour: str = ""
    jeton: str = ""

    @property
    def scenario(self) -> str:
        """Return what is to become of it."""
        return SCENARIOS.get(self.telephone[-1:], "succes")

    @property
    def tx(self) -> str:
        """Return PayGate's reference."""
        return f"{self.numero:09d}"


def prevenir(url: str, corps: bytes, entetes: dict[str, str]) -> None:
    """Post a notification; nobody listening is no trouble of the operator's."""
    try:
        urllib3.request("POST", url, body=corps, headers=entetes, retries=False, timeout=5)
    except urllib3.exceptions.HTTPError:
        return


@dataclass
class Simulateur:
    """The WSGI application. `avis` gives the address of notifications by operator's code.

    `delai` is how many seconds a payer takes; None leaves the decision to `regler`.
    """

    jeton: str
    cle: str
    secret: str
    avis: dict[str, str]
    delai: float | None = 3
    poster: Callable[[str, bytes, dict[str, str]], None] = prevenir
    premier: int = field(default_factory=lambda: int(maintenant().timestamp() * 1000))
    """The first transaction's number: no two runs give the same."""
    transactions: dict[int, Transaction] = field(default_factory=dict)
    verrou: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, environ, start_response):
        """Answer a request."""
        requete = Request(environ)
        try:
            nom, arguments = ROUTES.bind_to_environ(environ).match()
            reponse = getattr(self, f"_{nom}")(requete, **arguments)
        except HTTPException as refus:
            reponse = refus
        return reponse(environ, start_response)

    def _creer(self, **valeurs) -> Transaction:
        with self.verrou:
            t = Transaction(self.premier + len(self.transactions), **valeurs)
            self.transactions[t.numero] = t
            return t

    def _identifie(self, identifiant: str) -> Transaction | None:
        return next((t for t in self.transactions.values() if t.identifiant == identifiant), None)

    def _payer(self, requete: Request) -> Response:
        corps = requete.get_json()
        if corps.get("auth_token") != self.jeton:
            return _json({"status": 2})
        if not corps.get("amount", 0) > 0 or corps.get("network") not in ("FLOOZ", "TMONEY"):
            return _json({"status": 4})
        if self._identifie(corps["identifier"]):
            return _json({"status": 6})
        t = self._creer(
            identifiant=corps["identifier"],
            montant=corps["amount"],
            telephone=corps["phone_number"],
            operateur="paygate",
            reseau=corps["network"],
        )
        if t.scenario == "panne":
            return Response("out of order", 503)
        self._attendre(t)
        return _json({"tx_reference": t.tx, "status": 0})

    def _statut(self, requete: Request) -> Response:
        corps = requete.get_json()
        if corps.get("auth_token") != self.jeton:
            raise NotFound
        t = self._identifie(corps.get("identifier")) or self.transactions.get(
            int(corps.get("tx_reference", 0))
        )
        if t is None:
            raise NotFound
        if t.scenario == "panne":
            return Response("out of order", 503)
        return _json({"tx_reference": t.tx, "status": PAYGATE[t.statut], "payment_method": t.reseau})

    def _ouvrir(self, requete: Request) -> Response:
        self._exiger_la_cle(requete)
        corps = requete.get_json()
        if not corps.get("amount", 0) > 0:
            return _json({"message": "amount"}, 422)
        t = self._creer(
            identifiant=corps.get("custom_metadata", {}).get("identifiant", ""),
            montant=corps["amount"],
            telephone=corps["customer"]["phone_number"]["number"],
            operateur="fedapay",
            retour=corps.get("callback_url", ""),
        )
        return self._fiche(t)

    def _jeton(self, requete: Request, numero: int) -> Response:
        self._exiger_la_cle(requete)
        t = self.transactions.get(numero) or self._absente()
        t.jeton = t.jeton or secrets.token_urlsafe(16)
        if self.delai is not None and t.scenario != "succes":
            self._attendre(t)
        return _json({"token": t.jeton, "url": f"{requete.host_url}page/{t.jeton}"})

    def _transaction(self, requete: Request, numero: int) -> Response:
        self._exiger_la_cle(requete)
        return self._fiche(self.transactions.get(numero) or self._absente())

    def _exiger_la_cle(self, requete: Request) -> None:
        if requete.headers.get("Authorization") != f"Bearer {self.cle}":
            raise NotFound

    @staticmethod
    def _absente():
        raise NotFound

    def _fiche(self, t: Transaction) -> Response:
        if t.scenario == "panne":
            return Response("out of order", 503)
        return _json({OBJET: {"id": t.numero, "status": t.statut, "amount": t.montant}})

    def _page(self, requete: Request, jeton: str) -> Response:
        """Show FedaPay's page, where the payer decides, then send the browser back."""
        t = next((t for t in self.transactions.values() if t.jeton and t.jeton == jeton), None)
        if t is None:
            raise NotFound
        if requete.method == "POST":
            self.regler(t, "approved" if "payer" in requete.form else "declined")
            return redirect(t.retour or "/")
        return Response(PAGE.format(montant=t.montant), mimetype="text/html")

    def _attendre(self, t: Transaction) -> None:
        if self.delai is not None:
            minuteur = threading.Timer(self.delai, self.regler, [t])
            minuteur.daemon = True
            minuteur.start()

    def regler(self, t: Transaction, statut: str = "") -> None:
        """Decide a payment as its scenario says, or by `statut`, and send the notifications."""
        with self.verrou:
            if t.statut != "pending":
                return
            t.statut = statut or ISSUES.get(t.scenario, "approved")
        if t.scenario == "muet":
            return
        corps, entetes = self.notification(t)
        for _ in range(2 if t.scenario == "double" else 1):
            self.poster(self.avis[t.operateur], corps, entetes)

    def notification(self, t: Transaction) -> tuple[bytes, dict[str, str]]:
        """Return the body and headers that tell of a payment: a forger's say it is paid, badly signed."""
        annonce = "approved" if t.scenario == "faux" else t.statut
        if t.operateur == "paygate":
            contenu = {
                "tx_reference": t.tx,
                "identifier": t.identifiant,
                "payment_reference": hashlib.sha256(t.tx.encode()).hexdigest()[:12],
                "amount": t.montant,
                "datetime": f"{maintenant():%Y-%m-%d %H:%M:%S}",
                "payment_method": t.reseau,
                "phone_number": t.telephone,
            }
            return json.dumps(contenu).encode(), {"Content-Type": "application/json"}
        entite = {"id": t.numero, "status": annonce, "amount": t.montant}
        corps = json.dumps(
            {"name": f"transaction.{annonce}", "object": "transaction", "entity": entite}
        ).encode()
        secret = "forged" if t.scenario == "faux" else self.secret
        instant = str(int(maintenant().timestamp()) - (RETARD if t.scenario == "tardif" else 0))
        signature = f"t={instant},s={signer(secret, instant, corps)}"
        return corps, {"Content-Type": "application/json", "X-FEDAPAY-SIGNATURE": signature}


PAGE = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Opérateur simulé</title>
<h1>Opérateur simulé</h1><p>Payer {montant} F à la CNSS ?</p>
<form method="post"><button name="payer">Payer</button> <button name="refuser">Refuser</button></form>
</html>"""


def _json(contenu: dict, statut: int = 200) -> Response:
    return Response(json.dumps(contenu), statut, mimetype="application/json")


def depuis(reglages) -> Simulateur:
    """Return the simulator that answers the application configured by `reglages`."""
    avis = {code: f"{reglages['URL_PUBLIQUE']}/paiement/avis/{code}" for code in ("paygate", "fedapay")}
    return Simulateur(reglages["PAYGATE_JETON"], reglages["FEDAPAY_CLE"], reglages["FEDAPAY_SECRET"], avis)
