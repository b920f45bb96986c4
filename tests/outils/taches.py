"""Tasks of the tests, and workers that run them: `python -m tests.outils.taches URL DIRECTORY MODE`."""

import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.models import Division
from app.travaux import taches

VILLE = "Essai"
"""Where the divisions of these tasks are, to tell them from the fund's own."""


@taches.tache("creer_division")
def creer_division(session, code: str) -> None:
    """Add a division: an effect in the database, which the unique code would refuse a second time."""
    session.add(Division(code=code, nom=f"Division {code}", ville=VILLE))


@taches.tache("echouer")
def echouer(session, secret: str) -> None:
    """Add a division, then fail with an error that holds what should not be written."""
    session.add(Division(code="perdue", nom="Perdue", ville=VILLE))
    session.flush()
    raise ValueError(secret)


@taches.tache("ecrire_dehors", dehors=True)
def ecrire_dehors(session, chemin: str) -> None:
    """Act outside the database."""
    Path(chemin).write_text("fait")


def mourir(session, **_arguments) -> None:
    """Kill the worker in the middle of its task."""
    session.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def principal(url: str, dossier: str, mode: str) -> None:
    """Run what is due and print how many tasks this process claimed; `mourir` dies during the first."""
    from app import create_app

    if mode == "mourir":
        taches.TRAVAUX.remplacer("creer_division", replace(creer_division, fonction=mourir))
    taches.BAIL = timedelta(seconds=1) if mode == "mourir" else taches.BAIL
    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": Path(dossier)}, "test")
    print(taches.executer_en_attente(app, 1000))


if __name__ == "__main__":
    principal(*sys.argv[1:])
