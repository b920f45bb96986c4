"""The search for malware by ClamAV: one exchange with its daemon, at CLAMD_URL."""

import logging
import socket
from urllib.parse import urlsplit

from flask import current_app

from app.demandes.tables import Analyse

journal = logging.getLogger(__name__)
DELAI = 20
"""Seconds to wait for the daemon."""
BLOC = 64 * 1024


def analyser(contenu: bytes) -> Analyse:
    """Return what ClamAV says of `contenu`; « non analysé » without CLAMD_URL, or when it does not answer."""
    adresse = current_app.config["CLAMD_URL"]
    if not adresse:
        return Analyse.non_analysee
    try:
        with _joindre(adresse) as prise:
            reponse = _demander(prise, contenu)
    except OSError as erreur:
        journal.warning("antivirus injoignable : %s", type(erreur).__name__)
        return Analyse.non_analysee
    if reponse.endswith(b"FOUND"):
        return Analyse.infectee
    return Analyse.saine if reponse.endswith(b"OK") else Analyse.non_analysee


def _joindre(adresse: str) -> socket.socket:
    """Open a connection to `tcp://host:port` or `unix:///path`; raises OSError."""
    lieu = urlsplit(adresse)
    if lieu.scheme != "unix":
        return socket.create_connection((lieu.hostname, lieu.port or 3310), DELAI)
    prise = socket.socket(socket.AF_UNIX)
    prise.settimeout(DELAI)
    prise.connect(lieu.path)
    return prise


def _demander(prise: socket.socket, contenu: bytes) -> bytes:
    """Send the bytes by the INSTREAM command and return the answer, `stream: OK` or `stream: … FOUND`."""
    prise.sendall(b"zINSTREAM\0")
    for debut in range(0, len(contenu), BLOC):
        bloc = contenu[debut : debut + BLOC]
        prise.sendall(len(bloc).to_bytes(4) + bloc)
    prise.sendall(bytes(4))
    reponse = b""
    while recu := prise.recv(1024):
        reponse += recu
    return reponse.rstrip(b"\0\n")
