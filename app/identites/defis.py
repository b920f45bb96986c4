"""What a passkey signs: a challenge, for this site alone.

A challenge is drawn for one purpose, held in the signed session, taken back once. A copy of the cookie could
hold one again: when it was drawn tells whether the key has served since (see `connexion_par_cle`).
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import session as cookie

from app.socle import adresses
from app.socle.horloge import maintenant
from app.socle.refus import Refus

CASE = "defi"
"""Where the session holds the present challenge: another takes its place."""
VALIDITE = timedelta(minutes=5)
PATIENCE = int(VALIDITE.total_seconds() * 1000)
"""For how many milliseconds the device may wait for its owner."""
OCTETS = 32
TROP_TARD = "Vous avez attendu trop longtemps, ou cette page a déjà servi : recommencez."


@dataclass(frozen=True, slots=True)
class Defi:
    """What is to be signed, and when it was drawn."""

    octets: bytes
    tire_le: datetime


def tirer(objet: str) -> bytes:
    """Return a new challenge, good for `objet` alone in the session of this request."""
    octets = secrets.token_bytes(OCTETS)
    cookie[CASE] = {"objet": objet, "octets": octets.hex(), "le": maintenant().timestamp()}
    return octets


def reprendre(objet: str) -> Defi:
    """Return the challenge that the session held until now; raises Refus where it is of no use any more."""
    tenu = cookie.pop(CASE, None)
    if tenu is None or tenu["objet"] != objet:
        raise Refus(TROP_TARD)
    defi = Defi(bytes.fromhex(tenu["octets"]), datetime.fromtimestamp(tenu["le"], UTC))
    if maintenant() - defi.tire_le >= VALIDITE:
        raise Refus(TROP_TARD)
    return defi


def domaine() -> str:
    """Return the name of the site, to which keys are tied; empty where it has an address alone.

    Browsers tie no key to an address.
    """
    nom = _site().hostname or ""
    try:
        ip_address(nom)
    except ValueError:
        return nom
    return ""


def origine() -> str:
    """Return what browsers say of where a page of the site comes from."""
    return f"{_site().scheme}://{_site().netloc}"


def _site():
    return urlsplit(adresses.publique(""))


@contextmanager
def lecture(phrase: str) -> Iterator[None]:
    """Turn into the refusal `phrase` whatever the library trips over, within.

    What it reads, a program wrote that is none of ours.
    """
    try:
        yield
    except Exception as erreur:
        raise Refus(phrase) from erreur
