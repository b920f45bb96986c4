"""What each connection to SQLite promises; PostgreSQL promises it unless its administrator says otherwise."""

import pytest

from app.socle.base_de_donnees import db


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
