"""The worker: huey's consumer, woken by each commit that deferred a task, and every minute anyway.

What there is to do lies in our own table (`app.travaux.taches`); huey carries the wake-ups between processes
and runs what comes back at fixed hours. Its file lies in the instance; HUEY_URL names a Redis or PostgreSQL
beyond one machine.
"""

import logging
from functools import partial

from huey import Huey, MemoryHuey, PostgresHuey, RedisHuey, SqliteHuey, crontab

from app.socle.acces import systeme
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui
from app.travaux.taches import TRAVAUX, differer, executer_en_attente

LOT = 100
journal = logging.getLogger(__name__)


def file_d_attente(app) -> Huey:
    """Return the application's huey, made once, with its own tasks registered."""
    if "huey" not in app.extensions:
        app.extensions["huey"] = _inscrire(app, _ouvrir(app.config))
    return app.extensions["huey"]


def _ouvrir(reglages) -> Huey:
    """Return the queue HUEY_URL names (`redis://…`, `postgresql://…`, `memory:`), by default a file."""
    url = reglages.get("HUEY_URL", "")
    if url.startswith("redis"):
        return RedisHuey("cnss", url=url, results=False)
    if url.startswith("postgresql"):
        return PostgresHuey("cnss", dsn=url, results=False)
    if url == "memory:":
        return MemoryHuey("cnss", results=False)
    return SqliteHuey("cnss", filename=str(reglages["INSTANCE"] / "ouvrier.sqlite3"), results=False)


def _inscrire(app, huey: Huey) -> Huey:
    @huey.task(name="vider")
    def vider():
        while executer_en_attente(app, LOT) == LOT:
            pass

    @huey.periodic_task(crontab(), name="rattraper")
    def rattraper():
        vider.call_local()

    @huey.periodic_task(crontab(hour="3", minute="0"), name="chaque_nuit")
    def chaque_nuit():
        with app.app_context(), systeme("the nightly round acts for nobody in particular"):
            for travail in (t for t in TRAVAUX.valeurs() if t.chaque_nuit):
                differer(db.session, travail, f"{travail.nom}:{aujourd_hui():%Y-%m-%d}")
            db.session.commit()

    huey.vider, huey.chaque_nuit = vider, chaque_nuit
    return huey


def installer(app) -> None:
    """Wake the worker at each commit that deferred a task."""
    app.extensions["reveiller"] = partial(reveiller, app)


def reveiller(app) -> None:
    """Wake the worker; when the queue cannot be reached, the next minute's round does the work."""
    try:
        file_d_attente(app).vider()
    except Exception:
        journal.warning("file de l’ouvrier injoignable : les tâches attendront la prochaine minute")


def travailler(app) -> None:
    """Run the worker until SIGINT; the task in hand is finished first."""
    file_d_attente(app).create_consumer(workers=1, periodic=True, max_delay=2, check_worker_health=True).run()
