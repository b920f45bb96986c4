"""The worker is another process, woken by a commit of this one."""

import signal

from sqlalchemy import select

from app.models import EtatTache, Tache
from app.socle import acces
from app.socle.base_de_donnees import db
from app.travaux import fichiers, taches
from tests.outils.processus import attendre, python

TRAVAILLER = "from run import app; from app.travaux import ouvrier; ouvrier.travailler(app)"


def test_a_commit_wakes_the_worker_of_another_process(app_a_part, fabriquer):
    url = app_a_part.config["SQLALCHEMY_DATABASE_URI"]
    app = fabriquer(url, HUEY_URL="")
    lieu = str(app.config["INSTANCE"])
    ouvrier = python("-c", TRAVAILLER, APP_ENV="test", DATABASE_URL=url, INSTANCE_DIR=lieu)

    def faite() -> bool:
        db.session.rollback()
        return db.session.scalar(select(Tache.etat)) == EtatTache.faite

    try:
        with app.app_context(), acces.systeme("tests"):
            taches.differer(db.session, fichiers.purger_orphelins, "purge:1")
            db.session.commit()
            attendre(faite, 30)
    finally:
        ouvrier.send_signal(signal.SIGINT)
        dit, _ = ouvrier.communicate(timeout=30)
    assert ouvrier.returncode == 0, dit
