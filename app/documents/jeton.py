"""Signed tokens: what a document says, short enough for a QR code, checked offline with a published key.

A token is a compact JWS (RFC 7515) signed with Ed25519 (RFC 8037): any JOSE library reads it.
"""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.utils import base64url_decode, base64url_encode

from app.documents.cles import ALGORITHME, Trousseau, empreinte

LONGUEUR_MAXIMALE = 2000
_ILLISIBLE = "Ce code est incomplet ou mal recopié\u00a0: lisez-le de nouveau sur le document."
_FALSIFIE = "La signature de ce code ne correspond pas à son contenu\u00a0: tenez le document pour faux."
_CLE_INCONNUE = "Ce code est signé par une clé que la Caisse n’a pas publiée\u00a0: tenez-le pour faux."
_SANS_FIN = "Ce code ne porte pas de date de fin de validité\u00a0: demandez un document à jour."

_jws = jwt.PyJWS(algorithms=[ALGORITHME])


class JetonInvalide(Exception):
    """The token was not signed by the fund, or not in this form; the message says so in French."""


class EtatDuJeton(Enum):
    """What a genuine token is worth on a given day."""

    VALIDE = "valide"
    EXPIRE = "expiré"


def signer(contenu: Mapping[str, Any], cle_privee: Ed25519PrivateKey) -> str:
    """Return the token of `contenu` (values that JSON holds); its header names the key that checks it."""
    charge = json.dumps(contenu, ensure_ascii=False, separators=(",", ":")).encode()
    entete = {"kid": empreinte(cle_privee.public_key()), "typ": None}
    return _jws.encode(charge, cle_privee, ALGORITHME, headers=entete)


def verifier(jeton: str, cles_publiques: Trousseau) -> dict[str, Any]:
    """Return what the token says; raise JetonInvalide unless one of `cles_publiques` signed it as it is.

    The period of validity is not looked at: see `etat`. Nor are revocations, which are not in the token.
    """
    jeton = jeton.strip()
    if len(jeton) > LONGUEUR_MAXIMALE or not _est_canonique(jeton):
        raise JetonInvalide(_ILLISIBLE)
    cle = cles_publiques.get(_cle_annoncee(jeton))
    if cle is None:
        raise JetonInvalide(_CLE_INCONNUE)
    try:
        contenu = json.loads(_jws.decode(jeton, cle, algorithms=[ALGORITHME]))
    except (jwt.InvalidTokenError, ValueError) as erreur:
        raise JetonInvalide(_FALSIFIE) from erreur
    if not isinstance(contenu, dict):
        raise JetonInvalide(_FALSIFIE)
    return contenu


def _est_canonique(jeton: str) -> bool:
    """Tell whether the three parts are strict base64url: one token, one spelling."""
    parties = jeton.split(".")
    try:
        return len(parties) == 3 and all(
            partie and base64url_encode(base64url_decode(partie)).decode() == partie for partie in parties
        )
    except ValueError:
        return False


def _cle_annoncee(jeton: str) -> str:
    try:
        return str(jwt.get_unverified_header(jeton).get("kid", ""))
    except (jwt.InvalidTokenError, ValueError) as erreur:
        raise JetonInvalide(_ILLISIBLE) from erreur


def etat(contenu: Mapping[str, Any], jour: date) -> EtatDuJeton:
    """Return the state on `jour` of what a token says; « fin », its last day, is still valid.

    Raises JetonInvalide when the content bears no date of end.
    """
    try:
        fin = date.fromisoformat(contenu["fin"])
    except (KeyError, TypeError, ValueError) as erreur:
        raise JetonInvalide(_SANS_FIN) from erreur
    return EtatDuJeton.VALIDE if jour <= fin else EtatDuJeton.EXPIRE
