"""A watch over the pool of connections: what goes back to it has nothing under way, for who takes it next."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import Pool

OCCUPEES: list[str] = []
"""The statements under way on connections as they were given back, since the test began."""
PATIENCE = 0.5
"""Seconds that a statement of another thread waits for its connection to be given back too early."""


@event.listens_for(Engine, "before_cursor_execute")
def _commencer(connexion, _curseur, ordre, *_reste):
    connexion.connection.info["en_cours"] = ordre


@event.listens_for(Engine, "after_cursor_execute")
def _finir(connexion, *_reste):
    connexion.connection.info.pop("en_cours", None)


@event.listens_for(Engine, "handle_error")
def _echouer(echec: ExceptionContext):
    if echec.connection and not echec.connection.invalidated:
        _finir(echec.connection)


@event.listens_for(Pool, "checkin")
def _rendre(_connexion, fiche):
    if ordre := fiche.info.pop("en_cours", None):
        OCCUPEES.append(ordre)


@contextmanager
def a_cote_en_retard(moteur: Engine) -> Iterator[threading.Event]:
    """Have what other threads ask reach the database after its connection was given back, if it ever is.

    The race that a quick machine wins, a loaded one loses: here it is lost each time. Yield what is set once
    another thread asks.
    """
    partie, rendue = threading.Event(), threading.Event()

    def retarder(*_arguments):
        if threading.current_thread() is not threading.main_thread():
            partie.set()
            rendue.wait(PATIENCE)

    def noter(*_arguments):
        rendue.set()

    event.listen(moteur, "before_cursor_execute", retarder)
    event.listen(moteur, "checkin", noter)
    try:
        yield partie
    finally:
        event.remove(moteur, "before_cursor_execute", retarder)
        event.remove(moteur, "checkin", noter)
