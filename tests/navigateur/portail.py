"""A portal of one's own: the real server, on a copy of the demonstration."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.outils.processus import RACINE, serveur

CIBLE = "run:app"
BASE, FICHIERS = "portail.sqlite3", "fichiers"


def environnement(dossier: Path) -> dict[str, str]:
    """Return the settings of a portal that keeps everything in `dossier`."""
    return {
        "APP_ENV": "development",
        "INSTANCE_DIR": str(dossier),
        "DEPOT_FICHIERS": str(dossier / FICHIERS),
        "DATABASE_URL": f"sqlite:///{dossier / BASE}",
    }


@contextmanager
def ouvert(
    dossier: Path, base: Path | None = None, ouvrier: bool = False, nom: str = "127.0.0.1"
) -> Iterator[str]:
    """Serve a copy of the database `base`, with the files beside it, or a new demonstration; yield where.

    Everything is kept in `dossier`. With `ouvrier`, deferred work is done and mobile payments meet the
    simulated operator. `nom` is what the machine is called: browsers tie passkeys to a name alone.
    """
    reglages = environnement(dossier)
    if base is None:
        _charger_la_demonstration(reglages)
    else:
        shutil.copytree(base.parent, dossier, dirs_exist_ok=True)
    with serveur(CIBLE, ouvrier, nom, **reglages) as (port, _):
        yield f"http://{nom}:{port}"


def _charger_la_demonstration(reglages: dict[str, str]) -> None:
    for mots in (("db", "upgrade"), ("synchroniser",), ("demo",)):
        commande = [sys.executable, "-m", "flask", "--app", "run", *mots]
        subprocess.run(commande, cwd=RACINE, env=os.environ | reglages, check=True, stdout=subprocess.DEVNULL)
