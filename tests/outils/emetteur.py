"""A real issuer of identities (OpenID Connect) on this machine: it signs what it says, or lies if told to."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "portail-de-la-cnss", "un-secret-bien-garde"
SUJET = "tg-81549300127"


class Emetteur:
    """What the issuer knows, whom it says is before it, and what it changes of its ID token (`mensonge`)."""

    def __init__(self, url: str):
        self.url = url
        self.cle = RSAKey.generate_key(2048, parameters={"kid": "1"})
        self.sujet, self.mensonge, self.refus = SUJET, {}, ""
        self.algorithmes = ["RS256"]
        self.facon = "client_secret_basic"
        self.cle_du_portail = None
        self.codes: dict[str, dict] = {}
        self.recus: list[str] = []

    def autoriser(self, adresse: str) -> str:
        """Return where the person goes from the address that the portal sent her to: back, with a code."""
        demande = {nom: valeurs[0] for nom, valeurs in parse_qs(urlsplit(adresse).query).items()}
        assert adresse.startswith(f"{self.url}/autoriser?")
        assert demande["response_type"] == "code"
        assert demande["scope"] == "openid"
        assert demande["code_challenge_method"] == "S256"
        if self.refus:
            suite = {"error": self.refus, "state": demande["state"]}
        else:
            code = f"code-{len(self.codes)}"
            self.codes[code] = demande
            suite = {"code": code, "state": demande["state"]}
        return f"{demande['redirect_uri']}?{urlencode(suite)}"

    def annonce(self) -> dict:
        """What it says of itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/autoriser",
            "token_endpoint": f"{self.url}/jeton",
            "jwks_uri": f"{self.url}/cles",
            "id_token_signing_alg_values_supported": self.algorithmes,
            "token_endpoint_auth_methods_supported": [self.facon],
        }

    def jeton(self, entetes, corps: dict) -> tuple[int, dict]:
        """Give the tokens of a code, once, to the portal that asked for it."""
        demande = self.codes.pop(corps.get("code", ""), None)
        if not self._est_le_portail(entetes, corps):
            return 401, {"error": "invalid_client"}
        defi = hashlib.sha256(corps.get("code_verifier", "").encode()).digest()
        if demande is None or demande["code_challenge"] != base64.urlsafe_b64encode(defi).decode().rstrip(
            "="
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.identite(demande["nonce"])}

    def _est_le_portail(self, entetes, corps: dict) -> bool:
        if self.facon == "private_key_jwt":
            dit = jwt.decode(corps["client_assertion"], self.cle_du_portail).claims
            return (dit["sub"], dit["aud"]) == (CLIENT, f"{self.url}/jeton")
        if self.facon == "client_secret_post":
            return (corps.get("client_id"), corps.get("client_secret")) == (CLIENT, SECRET)
        attendu = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return entetes.get("Authorization") == f"Basic {attendu}"

    def identite(self, nonce: str) -> str:
        """Return the ID token; `mensonge` changes its claims, or how it is signed (`alg`, `cle`)."""
        instant = int(time.time())
        dits = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": self.sujet,
            "iat": instant,
            "exp": instant + 300,
            "nonce": nonce,
        }
        mensonge = dict(self.mensonge)
        alg, cle = mensonge.pop("alg", "RS256"), mensonge.pop("cle", self.cle)
        dits = {nom: valeur for nom, valeur in (dits | mensonge).items() if valeur is not None}
        if alg == "none":
            parts = ({"alg": "none", "typ": "JWT"}, dits)
            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts)
                + "."
            )
        return jwt.encode({"alg": alg, "kid": "1"}, dits, cle, algorithms=[alg])


@contextmanager
def emetteur_ouvert():
    """Yield an issuer that listens on a free port; afterwards nobody answers there."""

    class Poignee(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 - the library's name
            emetteur.recus.append(self.path)
            pages = {"/.well-known/openid-configuration": emetteur.annonce, "/cles": cles}
            self._repondre(200, pages[self.path]())

        def do_POST(self):  # noqa: N802 - the library's name
            emetteur.recus.append(self.path)
            brut = self.rfile.read(int(self.headers["Content-Length"])).decode()
            corps = {nom: valeurs[0] for nom, valeurs in parse_qs(brut).items()}
            self._repondre(*emetteur.jeton(self.headers, corps))

        def _repondre(self, statut: int, contenu: dict) -> None:
            octets = json.dumps(contenu).encode()
            self.send_response(statut)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(octets)))
            self.end_headers()
            self.wfile.write(octets)

        def log_message(self, *_arguments):
            """Keep quiet."""

    def cles() -> dict:
        return {"keys": [emetteur.cle.as_dict(private=False)]}

    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Poignee)
    emetteur = Emetteur(f"http://127.0.0.1:{serveur.server_port}")
    fil = threading.Thread(target=serveur.serve_forever)
    fil.start()
    try:
        yield emetteur
    finally:
        serveur.shutdown()
        serveur.server_close()
        fil.join()
