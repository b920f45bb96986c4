"""A deferred task is done once if its request committed, never if it did not, and outlives its worker."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.models import Division, EtatTache, Tache
from app.socle import acces
from app.socle.base_de_donnees import db
from app.socle.registre import EntreeRefusee
from app.travaux import taches
from tests.outils.base import fermer
from tests.outils.processus import attendre, python
from tests.outils.taches import VILLE, creer_division, echouer, ecrire_dehors, mourir

MIDI = datetime(2026, 10, 15, 12, tzinfo=UTC)


@pytest.fixture
def base(app_a_part):
    """A session whose commits are real, seen by other processes."""
    with app_a_part.app_context(), acces.systeme("tests"):
        yield db.session


def etats(base) -> list[tuple]:
    base.expire_all()
    base.rollback()
    return base.execute(select(Tache.cle, Tache.etat, Tache.tentatives).order_by(Tache.id)).all()


def divisions(base) -> int:
    base.rollback()
    return base.scalar(select(func.count()).where(Division.ville == VILLE))


def ouvrier_a_part(app, mode: str = "travailler"):
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    return python("-m", "tests.outils.taches", url, str(app.config["INSTANCE"]), mode)


def test_a_committed_request_is_done_once(app_a_part, base):
    taches.differer(base, creer_division, "d:1", code="K")
    base.commit()
    assert taches.executer_en_attente(app_a_part) == 1
    assert taches.executer_en_attente(app_a_part) == 0
    assert etats(base) == [("d:1", EtatTache.faite, 1)]
    assert divisions(base) == 1


def test_a_rolled_back_request_asks_for_nothing(app_a_part, base):
    taches.differer(base, creer_division, "d:1", code="K")
    base.rollback()
    assert taches.executer_en_attente(app_a_part) == 0
    assert divisions(base) == 0


def test_asking_twice_for_the_same_key_does_it_once(app_a_part, base):
    for code in ("K", "L"):
        taches.differer(base, creer_division, "d:1", code=code)
        base.commit()
    taches.executer_en_attente(app_a_part)
    assert base.scalars(select(Division.code).where(Division.ville == VILLE)).all() == ["K"]


def test_two_tasks_of_one_name_are_refused(base):
    with pytest.raises(EntreeRefusee, match=r"tests/.*travaux has creer_division already"):
        taches.tache("creer_division")(mourir)


def test_a_failed_task_leaves_nothing_and_waits(app_a_part, base):
    taches.differer(base, echouer, "e:1", secret="afi.mensah@exemple.tg")
    base.commit()
    taches.executer_en_attente(app_a_part)
    assert etats(base) == [("e:1", EtatTache.en_attente, 1)]
    assert divisions(base) == 0
    assert taches.executer_en_attente(app_a_part) == 0


def test_the_error_kept_tells_its_kind_and_place_but_no_personal_data(app_a_part, base, caplog):
    taches.differer(base, echouer, "e:1", secret="afi.mensah@exemple.tg")
    base.commit()
    taches.executer_en_attente(app_a_part)
    erreur = base.scalar(select(Tache.erreur))
    assert erreur.startswith("ValueError (taches.py:")
    assert "mensah" not in erreur + caplog.text


def test_a_task_is_given_up_after_its_last_attempt(app_a_part, base):
    taches.differer(base, echouer, "e:1", secret="x")
    base.commit()
    for _ in range(taches.TENTATIVES):
        base.execute(taches.TABLE.update().values(a_faire_le=MIDI))
        base.commit()
        taches.executer_en_attente(app_a_part)
    assert etats(base) == [("e:1", EtatTache.echouee, taches.TENTATIVES)]


@pytest.mark.parametrize(("echecs", "attente"), [(1, 30), (2, 60), (3, 120), (7, 1920)])
def test_the_wait_doubles_at_each_failure(echecs, attente):
    assert taches.prochaine(echecs, MIDI) == MIDI + timedelta(seconds=attente)


def test_a_task_that_acts_outside_is_done_then_marked(app_a_part, base, tmp_path):
    taches.differer(base, ecrire_dehors, "f:1", chemin=str(tmp_path / "signe"))
    base.commit()
    taches.executer_en_attente(app_a_part)
    assert (tmp_path / "signe").read_text() == "fait"
    assert etats(base) == [("f:1", EtatTache.faite, 1)]


def test_what_a_worker_did_after_its_lease_was_taken_over_is_undone(app_a_part, base, monkeypatch):
    def se_faire_doubler(session, code):
        session.add(Division(code=code, nom="Doublée", ville=VILLE))
        session.execute(taches.TABLE.update().values(tentatives=2))

    monkeypatch.setattr(taches.TRAVAUX, "_inscriptions", {})
    taches.tache("creer_division")(se_faire_doubler)
    taches.differer(base, creer_division, "d:1", code="K")
    base.commit()
    taches.executer_en_attente(app_a_part)
    assert divisions(base) == 0


@pytest.mark.parametrize(
    ("combien", "taches_a_faire"), [(2, 20), pytest.param(3, 300, marks=pytest.mark.long)]
)
def test_several_workers_do_each_of_many_tasks_once(app_a_part, base, combien, taches_a_faire):
    for numero in range(taches_a_faire):
        taches.differer(base, creer_division, f"d:{numero}", code=f"C{numero}")
    base.commit()
    fermer(app_a_part, db)
    ouvriers = [ouvrier_a_part(app_a_part) for _ in range(combien)]
    prises = [int(o.communicate(timeout=240)[0].split()[-1]) for o in ouvriers]
    assert sum(prises) == taches_a_faire
    assert {(etat, tentatives) for _, etat, tentatives in etats(base)} == {(EtatTache.faite, 1)}
    assert divisions(base) == taches_a_faire


def test_a_killed_worker_loses_nothing_and_its_half_done_work_is_undone(app_a_part, base):
    taches.differer(base, creer_division, "d:1", code="K")
    base.commit()
    fermer(app_a_part, db)
    mort = ouvrier_a_part(app_a_part, "mourir")
    mort.communicate(timeout=60)
    assert mort.returncode < 0
    assert etats(base) == [("d:1", EtatTache.en_cours, 1)]
    base.rollback()
    attendre(lambda: taches.executer_en_attente(app_a_part) == 1)
    assert etats(base) == [("d:1", EtatTache.faite, 2)]
    assert divisions(base) == 1


def test_a_task_in_hand_is_left_to_its_worker(app_a_part, base):
    taches.differer(base, creer_division, "d:1", code="K")
    base.commit()
    assert taches._reclamer(base).cle == "d:1"
    assert taches.executer_en_attente(app_a_part) == 0
