"""What `make run` starts: the web processes and the worker, together, stopped together.

Each web process runs the application on one Python thread (Flask-AppBuilder's views keep the request's state
on a shared object) behind waitress, whose event loop reads each request whole and sends each answer at the
reader's pace: an idle or slow connection holds a socket, never the application.
"""

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import wait

from waitress.server import create_server

PATIENCE = 20
"""Seconds given to the request or task in hand when the server stops."""
TROP_TOT = 2
"""A process that fails younger than these seconds cannot work at all: the server stops and says so."""
TAILLE_MAX = 21 * 1024 * 1024
"""Bytes of a request: just above the application's own limit, so that its French refusal is the one read."""
REPONSE_MAX = 1024 * 1024 * 1024
"""Bytes of an answer kept (on disk past 1 MiB) for a slow reader before the application waits for him."""

Metier = tuple[Callable[..., None], tuple[object, ...]]
"""What a process runs: a function and its arguments."""

processus = multiprocessing.get_context("fork")


def ouvrir(port: int) -> socket.socket:
    """Return the listening socket that the web processes share; raises OSError when the port is taken."""
    prise = socket.socket()
    prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    prise.bind((os.environ.get("HOST", "127.0.0.1"), port))
    prise.listen(1024)
    prise.setblocking(False)
    return prise


def charger(cible: str):
    """Return the object named `module:name`."""
    module, nom = cible.split(":")
    return getattr(import_module(module), nom)


def servir(cible: str, prise: socket.socket) -> None:
    """Serve the WSGI application `cible` on one thread until SIGINT."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    create_server(
        charger(cible),
        sockets=[prise],
        threads=1,
        connection_limit=1000,
        channel_timeout=60,
        max_request_body_size=TAILLE_MAX,
        outbuf_high_watermark=REPONSE_MAX,
        asyncore_use_poll=True,
        ident=None,
    ).run()


def travailler(cible: str) -> None:
    """Run the worker of the application `cible` until SIGINT; the task in hand is finished first."""
    from app.travaux import ouvrier

    arret = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: arret.set())
    ouvrier.travailler(charger(cible), lambda: not arret.is_set())


def simuler(cible: str, prise: socket.socket) -> None:
    """Serve the simulator of mobile money operators until SIGINT (development only)."""
    from demonstration import simulateur_paiement as simulateur

    create_server(simulateur.depuis(charger(cible).config), sockets=[prise], threads=2, ident=None).run()


def simulateur(cible: str) -> list[Metier]:
    """Return the job that simulates an operator, none outside development or when its port is taken."""
    import config

    port = config.choisir().SIMULATEUR_PORT
    try:
        return [(simuler, (cible, ouvrir(port)))] if port else []
    except OSError:
        print(f"Le port {port} est pris : les paiements mobiles resteront en attente.", file=sys.stderr)
        return []


class Superviseur:
    """Keeps one process for each job, replaces the dead, and stops them all at a signal."""

    def __init__(self, metiers: list[Metier]):
        self.metiers = metiers
        self.vivants: dict = {}
        self.arret = False

    def tourner(self) -> int:
        """Run until SIGINT or SIGTERM; return the exit status."""
        for numero in (signal.SIGINT, signal.SIGTERM):
            signal.signal(numero, self._demander_l_arret)
        for metier in self.metiers:
            self._lancer(metier)
        try:
            return self._veiller()
        finally:
            self._arreter()

    def _demander_l_arret(self, *_):
        self.arret = True

    def _lancer(self, metier):
        enfant = processus.Process(target=_vivre, args=(os.getpid(), *metier))
        enfant.start()
        self.vivants[enfant] = metier, time.monotonic()

    def _veiller(self) -> int:
        while not self.arret:
            wait([enfant.sentinel for enfant in self.vivants], timeout=0.5)
            for enfant in [e for e in self.vivants if not self.arret and not e.is_alive()]:  # type: ignore[redundant-expr]  # a signal sets it
                metier, ne_a = self.vivants.pop(enfant)
                if (enfant.exitcode or 0) > 0 and time.monotonic() - ne_a < TROP_TOT:
                    print("Le serveur ne peut pas démarrer : l’erreur est écrite ci-dessus.", file=sys.stderr)
                    return 1
                self._lancer(metier)
        return 0

    def _arreter(self):
        for enfant in self.vivants:
            os.kill(enfant.pid, signal.SIGINT)
        echeance = time.monotonic() + PATIENCE
        for enfant in self.vivants:
            enfant.join(max(0, echeance - time.monotonic()))
            enfant.kill()


def _vivre(parent: int, metier: Callable, arguments: tuple) -> None:
    """Do a job in a process deaf to the terminal's Ctrl-C, which ends when the supervisor is gone."""
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_suivre, args=(parent,), daemon=True).start()
    metier(*arguments)


def _suivre(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGINT)


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
    metiers: list[Metier] = [(servir, (cible, prise))] * nombre
    if avec_ouvrier:
        metiers += [(travailler, (cible,)), *simulateur(cible)]
    return Superviseur(metiers).tourner()


if __name__ == "__main__":
    sys.exit(principal(*sys.argv[1:2], avec_ouvrier=len(sys.argv) < 3))
