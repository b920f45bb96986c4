"""The databases of a run on each engine: built once, kept where BENCH_DIR or URL_POSTGRESQL say."""

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests.bench import bases
from tests.bench.echelles import Echelle
from tests.bench.mesure import RACINE
from tests.outils.postgresql import binaires, serveur_jetable

SOURCES = (
    "app/**/tables.py",
    "app/services/*.py",
    "app/site/tables/*.py",
    "app/cotisations/cumuls.py",
    *(f"tests/bench/{nom}.py" for nom in ("bases", "comptes", "population", "echelles")),
)
"""What a database is made from: one built from another text is built again."""
TAMPONS = "-c shared_buffers=1GB"
"""What a server of the fund would have at least; PostgreSQL's own default is for a very small machine."""


@contextmanager
def sqlite(dossier: Path, echelle: Echelle) -> Iterator[str]:
    """Yield the URL of the SQLite database of this scale."""
    base = dossier / f"{_nom(echelle)}.sqlite3"
    if not base.exists():
        chantier = base.with_suffix(".chantier")
        chantier.unlink(missing_ok=True)
        bases.batir(f"sqlite:///{chantier}", dossier, echelle)
        chantier.rename(base)
    yield f"sqlite:///{base}"


@contextmanager
def postgresql(dossier: Path, echelle: Echelle) -> Iterator[str]:
    """Yield the URL of the PostgreSQL database of this scale, on a throw-away server unless one is given."""
    if serveur := os.environ.get("URL_POSTGRESQL"):
        yield _sur(serveur, dossier, echelle)
        return
    with serveur_jetable(TAMPONS) as serveur:
        yield _sur(serveur, dossier, echelle)


def disponibles() -> dict:
    """Return the engines this machine has, by name."""
    pg = {"PostgreSQL": postgresql} if "URL_POSTGRESQL" in os.environ or binaires() else {}
    return {"SQLite": sqlite} | pg


def _sur(serveur: str, dossier: Path, echelle: Echelle) -> str:
    nom = _nom(echelle)
    moteur = sa.create_engine(serveur, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with moteur.connect() as connexion:
        connues = sa.text("select 1 from pg_database where datname = :nom")
        if not connexion.scalar(connues, {"nom": nom}):
            connexion.exec_driver_sql(f'DROP DATABASE IF EXISTS "{nom}_chantier"')
            connexion.exec_driver_sql(f'CREATE DATABASE "{nom}_chantier"')
            bases.batir(_url(serveur, f"{nom}_chantier"), dossier, echelle)
            connexion.exec_driver_sql(f'ALTER DATABASE "{nom}_chantier" RENAME TO "{nom}"')
    return _url(serveur, nom)


def _url(serveur: str, nom: str) -> str:
    return sa.make_url(serveur).set(database=nom).render_as_string(hide_password=False)


def _nom(echelle: Echelle) -> str:
    fichiers = (fichier for source in SOURCES for fichier in sorted(RACINE.glob(source)))
    empreinte = zlib.crc32(b"".join(map(Path.read_bytes, fichiers)))
    return f"bench_{echelle.assures}_{empreinte:08x}"
