"""Several processes write at once: one chain, without a hole."""

import sys
from pathlib import Path

import pytest

from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle import acces
from app.socle.base_de_donnees import db, transaction
from tests.journal.outils import faute, toutes
from tests.outils.processus import python

PROCESSUS = 4


@pytest.mark.parametrize("combien", [10, pytest.param(60, marks=pytest.mark.long)])
def test_four_processes_at_once_keep_one_chain_without_a_hole(app_a_part, base, combien):
    url, instance = app_a_part.config["SQLALCHEMY_DATABASE_URI"], str(app_a_part.config["INSTANCE"])
    processus = [
        python("-m", "tests.journal.test_ensemble", url, instance, str(rang), str(combien))
        for rang in range(PROCESSUS)
    ]
    for un in processus:
        dit, _ = un.communicate(timeout=200)
        assert un.returncode == 0, dit
    lignes = toutes(base)
    assert [ligne.id for ligne in lignes] == list(range(1, PROCESSUS * combien + 1))
    for rang in range(PROCESSUS):
        siennes = [ligne.quoi for ligne in lignes if ligne.objet == str(rang)]
        assert siennes == [f"fait {n}" for n in range(combien)]
    assert faute(base) == ""


def principal(url: str, instance: str, rang: str, combien: str) -> None:
    """Write so many facts, each in its transaction; every third transaction is rolled back before."""
    from app import create_app
    from app.journal.sujets import Sujet

    app = create_app({"SQLALCHEMY_DATABASE_URI": url, "INSTANCE": Path(instance)}, "test")
    with app.app_context(), acces.systeme("tests"):
        for n in range(int(combien)):
            if n % 3 == 0:
                noter(db.session, Fait.decide, "défait")
                db.session.rollback()
            with transaction(db.session) as session:
                noter(session, Fait.decide, f"fait {n}", sur=Sujet("processus", int(rang), rang))


if __name__ == "__main__":
    principal(*sys.argv[1:])
