"""How many pages a second a server sends over the loopback: `wrk` where there is one, else a client of ours.

Ours keeps its connections open as wrk does, from a process of its own: what counts is the ratio of two
servers.
"""

import json
import shutil
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from tests.bench.mesure import RACINE

CONNEXIONS = 8
ACCEPTE = "Accept-Encoding: br, gzip"
RECHAUFFE, MANCHE = 1, 1
"""Seconds before the first round, and of a round."""


def mesurer(port: int, chemin: str, secondes: float) -> float:
    """Return the requests a second that got a 200; raises ValueError when one did not."""
    return (_wrk if shutil.which("wrk") else _le_notre)(port, chemin, secondes)


def _wrk(port: int, chemin: str, secondes: float) -> float:
    commande = ["wrk", "-t1", f"-c{CONNEXIONS}", f"-d{secondes:g}s", "-H", ACCEPTE]
    fait = subprocess.run(
        [*commande, f"http://127.0.0.1:{port}{chemin}"], capture_output=True, text=True, check=True
    )
    if "Non-2xx" in fait.stdout or "Socket errors" in fait.stdout:
        raise ValueError(fait.stdout)
    return float(next(mot.split()[1] for mot in fait.stdout.splitlines() if mot.startswith("Requests/sec")))


def _le_notre(port: int, chemin: str, secondes: float) -> float:
    commande = [sys.executable, "-m", __name__, json.dumps([port, chemin, secondes])]
    fait = subprocess.run(commande, cwd=RACINE, stdout=subprocess.PIPE, check=True)
    return json.loads(fait.stdout)


def _charger(port: int, chemin: str, secondes: float) -> float:
    fin = time.monotonic() + secondes
    with ThreadPoolExecutor(CONNEXIONS) as fils:
        faites = sum(fils.map(lambda _: _demander(port, chemin, fin), range(CONNEXIONS)))
    return faites / secondes


def _demander(port: int, chemin: str, fin: float) -> int:
    """Ask again and again on one connection until `fin`; return how many answers came."""
    demande = f"GET {chemin} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{ACCEPTE}\r\n\r\n".encode()
    faites = 0
    with socket.create_connection(("127.0.0.1", port), timeout=30) as prise, prise.makefile("rb") as lu:
        while time.monotonic() < fin:
            prise.sendall(demande)
            _lire_une_reponse(lu)
            faites += 1
    return faites


def _lire_une_reponse(lu) -> None:
    statut, longueur = lu.readline(), 0
    if b" 200 " not in statut:
        raise ValueError(statut)
    while (ligne := lu.readline()) not in (b"\r\n", b""):
        if ligne.lower().startswith(b"content-length:"):
            longueur = int(ligne.split(b":")[1])
    lu.read(longueur)


if __name__ == "__main__":
    print(json.dumps(_charger(*json.loads(sys.argv[1]))))
