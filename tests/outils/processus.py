"""Processes that tests start and stop: workers of the tasks' table, and servers on a free port."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

RACINE = Path(__file__).parents[2]


def python(*arguments: str, **environnement: str) -> subprocess.Popen:
    """Start this Python on the project, with these variables added to the environment."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=RACINE,
        env=os.environ | environnement,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def attendre(condition, secondes: float = 90) -> None:
    """Wait until `condition()` holds; fails after `secondes`."""
    limite = time.monotonic() + secondes
    while not condition():
        assert time.monotonic() < limite, "what was awaited did not come"
        time.sleep(0.05)


def port_libre() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


def lire(port: int, chemin: str = "/", secondes: float = 5) -> bytes:
    """Return what the server answers to a GET; raises OSError when it does not in time."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{chemin}", timeout=secondes) as reponse:
        return reponse.read()


def repond(port: int) -> bool:
    """Say whether the server answers."""
    try:
        return bool(lire(port, secondes=1))
    except OSError:
        return False


def refuse(port: int) -> bool:
    """Say whether nobody listens on this port any more."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except ConnectionError:
        return True
    return False


def enfants(processus: subprocess.Popen) -> set[int]:
    """Return the numbers of the processes that a process started."""
    return {int(n) for n in Path(f"/proc/{processus.pid}/task/{processus.pid}/children").read_text().split()}


def vit(numero: int) -> bool:
    """Say whether a process of this number runs; one that ended and that nobody has waited for does not."""
    try:
        return Path(f"/proc/{numero}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@contextmanager
def serveur(cible: str, ouvrier: bool = False, nom: str = "127.0.0.1", **environnement: str):
    """Run `serveur.py` on the WSGI application `cible`; yield `(port, process)`.

    `ouvrier` starts the worker and the simulated operator with it, as `make run` does; `nom` is what the
    machine is called in its public address.
    """
    port, simulateur = port_libre(), port_libre()
    reglages = {"PORT": str(port), "SIMULATEUR_PORT": str(simulateur), "WEB_PROCESSUS": "2"}
    reglages |= {"URL_PUBLIQUE": f"http://{nom}:{port}"} | environnement
    processus = python("serveur.py", cible, *([] if ouvrier else ["seul"]), **reglages)
    try:
        attendre(lambda: repond(port))
        yield port, processus
    finally:
        processus.terminate()
        processus.communicate(timeout=30)
