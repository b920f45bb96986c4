"""The worker does what another process committed, goes on when the database does not, and keeps its hours."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.models import EtatTache, Tache
from app.socle import acces
from app.socle.base_de_donnees import db
from app.travaux import fichiers, ouvrier, taches
from app.travaux.taches import Ronde
from tests.outils import horloge as outils_horloge
from tests.outils.processus import attendre, python

TRAVAILLER = "from run import app; from app.travaux import ouvrier; ouvrier.travailler(app, lambda: True)"
RONDE = {
    "majorer",
    "purger_abandonnees",
    "purger_comptes",
    "purger_orphelins",
    "purger_receptions",
    "reindexer_le_site",
    "reinterroger_niu",
    "verifier_le_journal",
}
CHAQUE_HEURE = ["signer_le_journal", "surveiller_la_place"]


@pytest.fixture
def base(app_a_part, monkeypatch):
    """A session whose commits are real; the worker of these tests does not wait between two looks."""
    monkeypatch.setattr(ouvrier, "PAUSE", 0)
    monkeypatch.setattr(ouvrier, "REPLI", 0)
    with app_a_part.app_context(), acces.systeme("tests"):
        yield db.session


def tours(*gestes):
    """Return what tells a worker to go on as long as there are gestures, and makes one before each turn."""
    suite = iter(gestes)

    def continuer() -> bool:
        geste = next(suite, None)
        return geste is not None and (geste() or True)

    return continuer


def demandees(base) -> list[str]:
    base.rollback()
    return base.scalars(select(Tache.cle).order_by(Tache.id)).all()


def test_what_a_process_commits_is_done_by_the_worker_of_another(app_a_part, base):
    app = app_a_part.config
    environnement = {"DATABASE_URL": app["SQLALCHEMY_DATABASE_URI"], "INSTANCE_DIR": str(app["INSTANCE"])}
    processus = python("-c", TRAVAILLER, APP_ENV="test", **environnement)

    def faite() -> bool:
        base.rollback()
        return base.scalar(select(Tache.etat)) == EtatTache.faite

    try:
        taches.differer(base, fichiers.purger_orphelins, "purge:1")
        base.commit()
        attendre(faite)
    finally:
        processus.kill()
        processus.communicate()


def test_a_worker_told_to_stop_leaves_the_tasks_it_has_not_begun(app_a_part, base):
    for numero in range(3):
        taches.differer(base, fichiers.purger_orphelins, f"purge:{numero}")
    base.commit()
    ouvrier.travailler(app_a_part, tours(bool, bool))
    base.rollback()
    etats = base.scalars(select(Tache.etat).order_by(Tache.id)).all()
    assert etats == [EtatTache.faite, EtatTache.faite, EtatTache.en_attente]


def test_a_worker_outlives_a_database_that_does_not_answer(app_a_part, base, monkeypatch):
    taches.differer(base, fichiers.purger_orphelins, "purge:1")
    base.commit()
    reclamer = taches._reclamer

    def en_panne(_session):
        monkeypatch.setattr(taches, "_reclamer", reclamer)
        raise OperationalError("select", {}, ConnectionError())

    monkeypatch.setattr(taches, "_reclamer", en_panne)
    ouvrier.travailler(app_a_part, tours(bool, bool))
    base.rollback()
    assert base.scalar(select(Tache.etat)) == EtatTache.faite


def test_the_round_of_the_night_is_asked_for_at_three_and_not_before(app_a_part, base, monkeypatch):
    horloge = outils_horloge.installer(monkeypatch)
    horloge.instant = datetime(2026, 10, 15, 2, 59, tzinfo=UTC)
    avant = []
    gestes = [lambda: avant.extend(demandees(base)), lambda: horloge.avancer(minutes=1)]
    ouvrier.travailler(app_a_part, tours(bool, *gestes))
    assert avant == []
    de_l_heure = [f"{ronde}:2026-10-15T03" for ronde in CHAQUE_HEURE]
    de_la_nuit = [f"{ronde}:2026-10-15" for ronde in RONDE]
    assert sorted(demandees(base)) == sorted(de_l_heure + de_la_nuit)


def test_the_round_of_an_hour_is_asked_for_once_as_the_hour_comes(app_a_part, base, monkeypatch):
    horloge = outils_horloge.installer(monkeypatch)
    horloge.instant = datetime(2026, 10, 15, 9, 59, tzinfo=UTC)
    ouvrier.travailler(app_a_part, tours(bool, lambda: horloge.avancer(minutes=1), bool))
    assert demandees(base) == [f"{ronde}:2026-10-15T10" for ronde in CHAQUE_HEURE]


def test_workers_of_several_machines_ask_for_one_round_a_night(app_a_part, base):
    nuit = ouvrier.dernieres()[Ronde.nuit]
    for _ in range(2):
        ouvrier.demander_la_ronde(app_a_part, Ronde.nuit, nuit)
    assert sorted(cle.split(":")[0] for cle in demandees(base)) == sorted(RONDE)
