"""Fingerprints and encryption under the application's key: what is kept tells a thief nothing."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from flask import current_app


def empreinte(domaine: str, texte: str) -> str:
    """Return the keyed fingerprint of `texte`, 64 characters; `domaine` says what it is for."""
    return hmac.new(_cle(domaine), texte.encode(), hashlib.sha256).hexdigest()


def chiffrer(texte: str) -> str:
    """Return `texte` encrypted for the database."""
    return _coffre().encrypt(texte.encode()).decode()


def dechiffrer(texte: str) -> str:
    """Return what `chiffrer` was given; raises cryptography's InvalidToken under another key."""
    return _coffre().decrypt(texte.encode()).decode()


def _coffre() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_cle("coffre")))


def _cle(domaine: str) -> bytes:
    return hashlib.sha256(f"{domaine}:{current_app.config['SECRET_KEY']}".encode()).digest()
