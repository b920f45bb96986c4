"""What `make run` starts: web processes, the worker and, in development, the simulated operator, together."""

import errno
import os
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import config
from processus.guichet import Guichet
from processus.metier import Metier, Poste
from processus.superviseur import Superviseur

SILENCE = 120
"""Seconds on one request after which a web process is held to hang."""
SILENCE_DE_L_OUVRIER = 20 * 60
"""Seconds on one task after which the worker is held to hang: its lease on the task is over."""


def ouvrir(port: int, hote: str = "127.0.0.1") -> socket.socket:
    """Return a listening socket, that processes may share; raises OSError where one cannot listen."""
    famille = socket.AF_INET6 if ":" in hote else socket.AF_INET
    prise = socket.create_server((hote, port), family=famille, backlog=1024)
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
    """Serve the simulators of operators and register; a second thread answers what is asked meanwhile."""
    from demonstration import simulateurs

    Guichet(simulateurs.depuis(charger(cible).config), prise, poste, fils=2).servir()


def metier(
    faire: Callable[..., None], cible: str, prise: socket.socket | None = None, silence: float = SILENCE
) -> Metier:
    """Return a job on the application `cible`; SILENCE_MAX replaces how many seconds it may be silent."""
    arguments = (cible, prise) if prise else (cible,)
    return Metier(faire, arguments, float(os.environ.get("SILENCE_MAX", silence)), prise)


def simulateur(cible: str) -> list[Metier]:
    """Return the job that simulates whom we ask, none outside development or when its port is taken.

    It is no network's: a demonstration shown to other machines takes payments from this one alone.
    """
    port = config.choisir().SIMULATEUR_PORT
    try:
        return [metier(simuler, cible, ouvrir(port))] if port else []
    except OSError:
        print(f"Le port {port} est pris : paiements mobiles et NIU resteront en attente.", file=sys.stderr)
        return []


def pourquoi(echec: OSError, hote: str, port: int) -> str:
    """Return why one cannot listen there, as a sentence that says what to write."""
    if echec.errno == errno.EADDRINUSE:
        return f"Le port {port} est déjà pris : choisissez-en un autre, par exemple PORT={port + 1} make run."
    return (
        f"Le portail ne peut pas s’ouvrir sur {hote}, port {port} : écrivez dans HOST une adresse de cette "
        "machine, et dans PORT un port supérieur à 1023."
    )


def principal(cible: str = "run:app", *, avec_ouvrier: bool = True) -> int:
    """Serve `cible` on HOST (127.0.0.1) and PORT (8080); return the exit status.

    WEB_PROCESSUS says by how many processes, twice the cores by default.
    """
    hote, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8080"))
    try:
        config.exiger_un_environnement(hote)
        prise = ouvrir(port, hote)
    except config.ConfigurationRefusee as refus:
        print(refus, file=sys.stderr)
        return 1
    except OSError as echec:
        print(pourquoi(echec, hote, port), file=sys.stderr)
        return 1
    nombre = int(os.environ.get("WEB_PROCESSUS", 2 * (os.cpu_count() or 1)))
    hote, port = prise.getsockname()[:2]
    ou = f"[{hote}]" if ":" in hote else hote
    print(f"Le portail est ouvert : http://{ou}:{port} (Ctrl-C pour l’arrêter).", flush=True)
    metiers = [metier(servir, cible, prise)] * nombre
    if avec_ouvrier:
        metiers += [metier(travailler, cible, silence=SILENCE_DE_L_OUVRIER), *simulateur(cible)]
    return Superviseur(metiers).tourner()


if __name__ == "__main__":
    sys.exit(principal(*sys.argv[1:2], avec_ouvrier=len(sys.argv) < 3))
