"""What each connection to SQLite promises; PostgreSQL promises it unless its administrator says otherwise."""

import pytest
from sqlalchemy import select, update

from app.models import Assure
from app.socle import acces
from app.socle.base_de_donnees import db, transaction

T = Assure.__table__


@pytest.mark.parametrize(
    ("reglage", "attendu"),
    [("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_what_is_saved_outlives_a_power_cut_names_what_exists_and_waits_its_turn(
    app_a_part, moteur, reglage, attendu
):
    if moteur != "sqlite":
        pytest.skip("SQLite's settings")
    with app_a_part.app_context(), db.engine.connect() as connexion:
        assert connexion.exec_driver_sql(f"PRAGMA {reglage}").scalar() == attendu


@pytest.mark.petit_togo
def test_rows_left_unread_hold_nothing_back_from_who_takes_the_connection_next(app_a_part):
    with app_a_part.app_context(), acces.systeme("tests"):
        lues = db.session.execute(select(T.c.id))
        assert next(iter(lues))
        db.session.remove()
        with db.engine.connect() as suivante, transaction(db.session) as autre:
            autre.execute(update(T).values(nom="Écrit par un autre"))
            autre.commit()
            assert set(suivante.scalars(select(T.c.nom))) == {"Écrit par un autre"}
            suivante.rollback()
            suivante.execution_options(ecriture=True).execute(update(T).values(nom="Écrit à son tour"))
            suivante.commit()
        assert set(db.session.scalars(select(T.c.nom))) == {"Écrit à son tour"}
        lues.close()
