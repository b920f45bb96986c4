"""The Ed25519 keys that sign documents: made, read, published; several at once, so that they can change."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from jwt.algorithms import OKPAlgorithm
from jwt.utils import base64url_encode

ALGORITHME = "EdDSA"
_PEM = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)

Trousseau = Mapping[str, Ed25519PublicKey]
"""Public keys by fingerprint."""


def generer() -> Ed25519PrivateKey:
    """Return a new private key."""
    return Ed25519PrivateKey.generate()


def pem_prive(cle: Ed25519PrivateKey) -> str:
    """Return the private key as PEM text, to be kept secret in the environment of the server."""
    return cle.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def lire_cle_privee(pem: str) -> Ed25519PrivateKey:
    """Read a private key from PEM text; raise ValueError, in French, for anything else."""
    try:
        cle = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError) as erreur:
        raise ValueError("La clé privée de signature doit être une clé Ed25519 au format PEM.") from erreur
    if not isinstance(cle, Ed25519PrivateKey):
        raise ValueError("La clé privée de signature doit être de type Ed25519.")
    return cle


def lire_cles_publiques(texte: str) -> Trousseau:
    """Read public keys, PEM blocks or a JWKS text; raise ValueError, in French, if there is none."""
    try:
        cles = _depuis_jwks(texte) if texte.lstrip().startswith("{") else _depuis_pem(texte)
    except (ValueError, KeyError, TypeError, jwt.InvalidKeyError) as erreur:
        raise ValueError("Les clés publiques doivent être des clés Ed25519 en PEM ou JWKS.") from erreur
    publiques = [cle for cle in cles if isinstance(cle, Ed25519PublicKey)]
    if not publiques or len(publiques) < len(cles):
        raise ValueError("Aucune clé publique Ed25519 n’a été trouvée dans ce texte.")
    return trousseau(publiques)


def _depuis_jwks(texte: str) -> Sequence[object]:
    return [OKPAlgorithm.from_jwk(cle) for cle in json.loads(texte)["keys"]]


def _depuis_pem(texte: str) -> Sequence[object]:
    return [load_pem_public_key(bloc.encode()) for bloc in _PEM.findall(texte)]


def trousseau(cles: Iterable[Ed25519PublicKey]) -> Trousseau:
    """Return the keys by fingerprint: today's, and those of documents still valid."""
    return {empreinte(cle): cle for cle in cles}


def empreinte(cle: Ed25519PublicKey) -> str:
    """Return the short name of a key: 8 characters of its SHA-256."""
    return base64url_encode(sha256(cle.public_bytes(Encoding.Raw, PublicFormat.Raw)).digest()).decode()[:8]


def pem_public(cles: Trousseau) -> str:
    """Return the keys to publish, as PEM blocks one after the other."""
    return "".join(
        cle.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode() for cle in cles.values()
    )


def jwks(cles: Trousseau) -> dict[str, list[dict[str, str]]]:
    """Return the keys to publish, as a JSON Web Key Set (RFC 7517)."""
    return {
        "keys": [
            {**OKPAlgorithm.to_jwk(cle, as_dict=True), "kid": nom, "use": "sig", "alg": ALGORITHME}
            for nom, cle in cles.items()
        ]
    }
