"""The database handle, SQLite's settings, and the write transaction.

`db` is shared by the application, the migrations and the tests.
"""

import sqlite3
from contextlib import contextmanager
from pathlib import Path

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, event, text

db = SQLAlchemy(session_options={"autoflush": True})
MIGRATIONS = Path(__file__).parents[1] / "migrations"
migrate = Migrate(directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)


@event.listens_for(Engine, "connect")
def _regler_sqlite(connexion, _enregistrement):
    """Set what SQLite leaves off: foreign keys, WAL on disk at each commit, a wait instead of an error."""
    if not isinstance(connexion, sqlite3.Connection):
        return
    connexion.isolation_level = None
    for reglage in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connexion.execute(f"PRAGMA {reglage}")


@event.listens_for(Engine, "begin")
def _ouvrir_sqlite(connexion):
    """Begin SQLite transactions ourselves: deferred to read, immediate inside `ecriture`."""
    if connexion.dialect.name == "sqlite":
        mode = connexion.get_execution_options().get("ecriture")
        connexion.exec_driver_sql("BEGIN IMMEDIATE" if mode else "BEGIN")


@contextmanager
def transaction(session):
    """Run a short write transaction: commit at the end, roll back on any exception.

    What the session read before is dropped, so that the writer decides on the rows as they are now; SQLite
    takes its single write lock at once instead of failing half-way. Yields the session.
    """
    session.rollback()
    session.connection(execution_options={"ecriture": True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def verrouiller(session, objet):
    """Re-read `objet` under a row lock (PostgreSQL; SQLite's writer is alone anyway) and return it."""
    session.refresh(objet, with_for_update=True)
    return objet


def est_sqlite(session) -> bool:
    """Say whether the session speaks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def vivante(session) -> bool:
    """Say whether the database answers."""
    return session.execute(text("select 1")).scalar() == 1


def des_modeles(nom: str | None, _genre: str, _parents: dict) -> bool:
    """Say whether a table or an index is of the models; full-text search keeps its own, `fts_…`."""
    return not (nom or "").startswith("fts_")
