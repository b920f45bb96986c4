"""The database handle, SQLite's settings, and the write transaction.

`db` is shared by the application, the migrations and the tests.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakSet

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, CursorResult, Engine, UpdateBase, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.orm import Session, scoped_session
from sqlalchemy.pool import ConnectionPoolEntry, Pool, PoolResetState

from app.socle.plie import plier_ou_rien


class BaseDeDonnees(SQLAlchemy):
    """The database of the present application; its `session` is that of the request, or of the command."""

    session: Session  # type: ignore[assignment]  # a proxy, which answers as the session it stands for


db = BaseDeDonnees(session_options={"autoflush": True})
L = TypeVar("L")
MIGRATIONS = Path(__file__).parents[1] / "migrations"
migrate = Migrate(directory=str(MIGRATIONS), render_as_batch=True, compare_type=True)


class ConnexionSqlite(sqlite3.Connection):
    """A connection that knows its cursors, to close them before it serves somebody else.

    One whose rows were not all read, because an error came between, would go on showing the database as it
    was, and refuse who takes the connection next the right to write: « database is locked », without a wait.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._curseurs: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *arguments: Any) -> sqlite3.Cursor:  # type: ignore[override]  # handed on as received
        """Return a new cursor, as any connection does."""
        curseur: sqlite3.Cursor = super().cursor(*arguments)
        self._curseurs.add(curseur)
        return curseur

    def fermer_les_curseurs(self) -> None:
        """End what is still being read."""
        for curseur in list(self._curseurs):
            curseur.close()


@event.listens_for(Engine, "do_connect")
def _connaitre_les_curseurs(
    dialecte: Dialect, _enregistrement: ConnectionPoolEntry, _arguments: list[Any], options: dict[str, Any]
) -> None:
    if dialecte.name == "sqlite":
        options["factory"] = ConnexionSqlite


@event.listens_for(Pool, "reset")
def _cesser_de_lire(
    connexion: DBAPIConnection, _enregistrement: ConnectionPoolEntry, _etat: PoolResetState
) -> None:
    if isinstance(connexion, ConnexionSqlite):
        connexion.fermer_les_curseurs()


@event.listens_for(Engine, "connect")
def _regler_sqlite(connexion: DBAPIConnection, _enregistrement: ConnectionPoolEntry) -> None:
    """Set what SQLite leaves off: foreign keys, WAL on disk at each commit, a wait instead of an error.

    It is given the function that folds a text, which PostgreSQL makes of its own (see `app.socle.plie`).
    """
    if not isinstance(connexion, sqlite3.Connection):
        return
    connexion.isolation_level = None
    connexion.create_function("plier", 1, plier_ou_rien, deterministic=True)
    for reglage in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connexion.execute(f"PRAGMA {reglage}")


@event.listens_for(Engine, "begin")
def _ouvrir_sqlite(connexion: Connection) -> None:
    """Begin SQLite transactions ourselves: deferred to read, immediate inside `ecriture`."""
    if connexion.dialect.name == "sqlite":
        mode = connexion.get_execution_options().get("ecriture")
        connexion.exec_driver_sql("BEGIN IMMEDIATE" if mode else "BEGIN")


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
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


def elle_meme(session: Session | scoped_session[Session]) -> Session:
    """Return the session itself, even where `session` is what stands for it (`db.session`)."""
    return session() if isinstance(session, scoped_session) else session


def verrouiller(session: Session, objet: L) -> L:
    """Re-read `objet` under a row lock (PostgreSQL; SQLite's writer is alone anyway) and return it."""
    session.refresh(objet, with_for_update=True)
    return objet


def lignes_touchees(session: Session, ordre: UpdateBase) -> int:
    """Run a statement that writes, and return how many rows it wrote."""
    resultat = session.execute(ordre)
    assert isinstance(resultat, CursorResult)
    return resultat.rowcount


def est_sqlite(session: Session) -> bool:
    """Say whether the session speaks to SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def vivante(session: Session) -> bool:
    """Say whether the database answers."""
    return bool(session.execute(text("select 1")).scalar() == 1)


def des_modeles(nom: str | None, _genre: str, _parents: object) -> bool:
    """Say whether a table or an index is of the models; full-text search keeps its own, `fts_…`."""
    return not (nom or "").startswith("fts_")
