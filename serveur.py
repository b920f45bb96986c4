"""What `make run` starts: web processes, the worker and, in development, the simulated operator, together."""

import os
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from processus.guichet import Guichet
from processus.metier import Metier, Poste
from processus.superviseur import Superviseur

SILENCE = 120
"""Seconds on one request after which a web process is held to hang."""
SILENCE_DE_L_OUVRIER = 20 * 60
"""Seconds on one task after which the worker is held to hang: its lease on the task is over."""


def ouvrir(port: int) -> socket.socket:
    """Return a listening socket, that processes may share; raises OSError when the port is taken."""
    prise = socket.socket()
    prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    prise.bind((os.environ.get("HOST", "127.0.0.1"), port))
    prise.listen(1024)
    prise.setblocking(False)
    return prise


def charger(cible: str) -> Any:
    """Return the object named `module:name`."""
    module, nom = cible.split(":")
    return getattr(import_module(module), nom)


def servir(poste: Poste, cible: str, prise: socket.socket) -> None:
    """Serve the WSGI application `cible`."""
    Guichet(charger(cible), prise, poste).servir()


def travailler(poste: Poste, cible: str) -> None:
    """Do the deferred tasks of the application `cible`."""
    from app.travaux import ouvrier

    ouvrier.travailler(charger(cible), poste.continuer)


def simuler(poste: Poste, cible: str, prise: socket.socket) -> None:
    """Serve the simulator of mobile money operators; a second thread answers what is asked meanwhile."""
    from demonstration import simulateur_paiement as simulateur

    Guichet(simulateur.depuis(charger(cible).config), prise, poste, fils=2).servir()


def metier(
    faire: Callable[..., None], cible: str, prise: socket.socket | None = None, silence: float = SILENCE
) -> Metier:
    """Return a job on the application `cible`; SILENCE_MAX replaces how many seconds it may be silent."""
    arguments = (cible, prise) if prise else (cible,)
    return Metier(faire, arguments, float(os.environ.get("SILENCE_MAX", silence)), prise)


def simulateur(cible: str) -> list[Metier]:
    """Return the job that simulates an operator, none outside development or when its port is taken."""
    import config

    port = config.choisir().SIMULATEUR_PORT
    try:
        return [metier(simuler, cible, ouvrir(port))] if port else []
    except OSError:
        print(f"Le port {port} est pris : les paiements mobiles resteront en attente.", file=sys.stderr)
        return []


def principal(cible: str = "run:app", *, avec_ouvrier: bool = True) -> int:
    """Serve `cible` on PORT (8080) with WEB_PROCESSUS processes (twice the cores); return the exit status."""
    port = int(os.environ.get("PORT", "8080"))
    try:
        prise = ouvrir(port)
    except OSError:
        print(
            f"Le port {port} est déjà pris : choisissez-en un autre, par exemple PORT={port + 1} make run.",
            file=sys.stderr,
        )
        return 1
    nombre = int(os.environ.get("WEB_PROCESSUS", 2 * (os.cpu_count() or 1)))
    hote, port = prise.getsockname()
    print(f"Le portail est ouvert : http://{hote}:{port} (Ctrl-C pour l’arrêter).", flush=True)
    metiers = [metier(servir, cible, prise)] * nombre
    if avec_ouvrier:
        metiers += [metier(travailler, cible, silence=SILENCE_DE_L_OUVRIER), *simulateur(cible)]
    return Superviseur(metiers).tourner()


if __name__ == "__main__":
    sys.exit(principal(*sys.argv[1:2], avec_ouvrier=len(sys.argv) < 3))
