"""A throw-away PostgreSQL for the test suite: started on a Unix socket, gone with its directory.

`python -m tests.outils.postgresql` exits 0 when this machine can start one, else says what to install.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RAPIDE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"
"""Settings of a server whose data nobody will miss."""
ABSENT = "PostgreSQL is not on this machine (apt-get install postgresql): SQLite alone is tested."


def binaires() -> Path | None:
    """Return the directory of initdb and pg_ctl, the newest version first, or None."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name))
    sur_le_chemin = shutil.which("initdb")
    candidats = [*reversed(versions), *([Path(sur_le_chemin).parent] if sur_le_chemin else [])]
    return next((p for p in candidats if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


def _sans_privilege() -> dict:
    """Return how to run the server: PostgreSQL refuses root, who lends it to `nobody`."""
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


@contextmanager
def serveur_jetable(reglages: str = "") -> Iterator[str]:
    """Start a server and yield its URL (database `postgres`); stop and erase it at the end.

    `reglages` are options of the server, as `-c name=value`.
    Raises RuntimeError when PostgreSQL is not on this machine.
    """
    bin_ = binaires()
    if bin_ is None:
        raise RuntimeError(ABSENT)
    dossier = tempfile.mkdtemp(prefix="cnss-pg-")
    compte = _sans_privilege()
    if compte:
        shutil.chown(dossier, compte["user"], compte["group"])

    def lancer(outil, *arguments, exiger=True):
        commande = [bin_ / outil, "-D", f"{dossier}/donnees", *arguments]
        subprocess.run(commande, check=exiger, cwd=dossier, stdout=subprocess.DEVNULL, **compte)

    try:
        lancer("initdb", "-U", "cnss", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        lancer("pg_ctl", "-w", "-l", f"{dossier}/journal", "-o", f"{RAPIDE} {reglages} -k {dossier}", "start")
        yield f"postgresql+psycopg://cnss@/postgres?host={dossier}"
    finally:
        lancer("pg_ctl", "-m", "immediate", "stop", exiger=False)
        shutil.rmtree(dossier, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(None if binaires() else ABSENT)
