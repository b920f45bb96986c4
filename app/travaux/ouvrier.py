"""The worker: does what comes due in the table of tasks (see `taches`), and asks for its rounds by the clock.

It looks at the table five times a second, in whatever database the portal has: on one machine or several,
nothing else is to be installed, written or kept in step. huey, which carried wake-ups beside the table and
called at fixed hours, was measured in the same runs: with it a task ended 0.36 s after its commit instead of
0.14 s (0.45 s instead of 0.13 s on PostgreSQL), and the commit took 14 ms instead of 7 (4 ms instead of 0.7),
for the wake-up to be written. Looking costs 0.6 % of a processor.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from app.socle.acces import systeme
from app.socle.base_de_donnees import db
from app.socle.horloge import maintenant
from app.travaux.taches import TRAVAUX, Ronde, differer, executer_en_attente, ou

PAUSE = 0.2
"""Seconds between two looks at a table where nothing is due."""
REPLI = 5
"""Seconds before another look when the database does not answer."""
HEURE = timedelta(hours=3)
"""When, in the night, its round is asked for."""
Rondes = dict[Ronde, str]
"""The last round of each kind that came, by its day or its hour."""
journal = logging.getLogger(__name__)


def travailler(app, continuer: Callable[[], bool]) -> None:
    """Do the tasks of `app` as they come due, while `continuer()`, asked before each, says so."""
    venues = dernieres()
    while continuer():
        try:
            venues = _veiller(app, venues)
            if not executer_en_attente(app, limite=1):
                time.sleep(PAUSE)
        except SQLAlchemyError as erreur:
            journal.warning("base de données injoignable : les tâches attendent, %s", ou(erreur))
            time.sleep(REPLI)


def _veiller(app, connues: Rondes) -> Rondes:
    """Ask for the rounds that came after those known; return the last of each kind."""
    venues = dernieres()
    for ronde, laquelle in venues.items():
        if laquelle > connues[ronde]:
            demander_la_ronde(app, ronde, laquelle)
    return venues


def dernieres() -> Rondes:
    """Return the last round of each kind whose time has come."""
    instant = maintenant()
    return {Ronde.heure: f"{instant:%Y-%m-%dT%H}", Ronde.nuit: f"{instant - HEURE:%Y-%m-%d}"}


def demander_la_ronde(app, ronde: Ronde, laquelle: str) -> None:
    """Defer what is done at each round of a kind; asked for again, the same one is done once."""
    with app.app_context(), systeme("a round acts for nobody in particular"):
        for travail in (t for t in TRAVAUX.valeurs() if t.ronde is ronde):
            differer(db.session, travail, f"{travail.nom}:{laquelle}")
        db.session.commit()
