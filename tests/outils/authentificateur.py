"""A device that makes passkeys and signs with them, and the browser before it: what WebAuthn asks of both."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENTE, VERIFIEE, SYNCHRONISABLE, SYNCHRONISEE, AVEC_CLE = 0x01, 0x04, 0x08, 0x10, 0x40
"""What flags say: somebody is there, was recognised; the key may be, is kept elsewhere; it is joined."""
ES256 = -7


def _cle_privee() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass
class Authentificateur:
    """One device with one passkey at most; what it says can be bent, field by field, to be refused.

    `pas` is how much its counter goes up at each signature; zero for a key that is synchronised.
    """

    origine: str
    drapeaux: int = PRESENTE | VERIFIEE
    pas: int = 1
    compteur: int = 0
    identifiant: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    privee: ec.EllipticCurvePrivateKey = field(default_factory=_cle_privee)
    domaine: str = ""
    porteur: str = ""

    def copie(self) -> "Authentificateur":
        """Return another device that holds the same key, and counts from the same number."""
        return replace(self)

    def creer(self, options: dict) -> str:
        """Make the key that `options` ask for; return what the browser says of it."""
        self.domaine, self.porteur = options["rp"]["id"], options["user"]["id"]
        donnees = self._donnees(AVEC_CLE) + bytes(16) + len(self.identifiant).to_bytes(2, "big")
        donnees += self.identifiant + self._publique()
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": donnees})
        dit = {"attestationObject": bytes_to_base64url(attestation), "transports": ["internal", "hybrid"]}
        return self._reponse("webauthn.create", options, dit)

    def signer(self, options: dict, **autrement) -> str:
        """Sign the challenge of `options`; return what the browser says of it, but for `autrement`."""
        self.compteur += self.pas
        donnees = self._donnees(0)
        client = self._client("webauthn.get", options)
        signature = self.privee.sign(donnees + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        dit = {
            "authenticatorData": bytes_to_base64url(donnees),
            "signature": bytes_to_base64url(signature),
            "userHandle": self.porteur,
        }
        return self._reponse("webauthn.get", options, dit | autrement)

    def _donnees(self, drapeaux: int) -> bytes:
        site = hashlib.sha256(self.domaine.encode()).digest()
        return site + bytes([self.drapeaux | drapeaux]) + self.compteur.to_bytes(4, "big")

    def _publique(self) -> bytes:
        """Return the public half in COSE."""
        point = self.privee.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (point.x, point.y))
        return cbor2.dumps({1: 2, 3: ES256, -1: 1, -2: x, -3: y})

    def _client(self, genre: str, options: dict) -> bytes:
        return json.dumps({"type": genre, "challenge": options["challenge"], "origin": self.origine}).encode()

    def _reponse(self, genre: str, options: dict, dit: dict) -> str:
        nom = bytes_to_base64url(self.identifiant)
        client = {"clientDataJSON": bytes_to_base64url(self._client(genre, options))}
        return json.dumps({"id": nom, "rawId": nom, "type": "public-key", "response": client | dit})
