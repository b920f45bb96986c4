"""Large reads: what is read by batches ends with its block, however that ends."""

import pytest
from sqlalchemy import Integer, TypeDecorator, select, type_coerce

from app.models import Assure
from app.socle import par_lots

pytestmark = pytest.mark.petit_togo
T = Assure.__table__


class Piege(TypeDecorator):
    """A column that cannot be read."""

    impl, cache_ok = Integer, True

    def process_result_value(self, value, dialect):
        raise ArithmeticError


@pytest.fixture
def lues(session, monkeypatch):
    """The outcomes of what is asked of the session from now on."""
    resultats, executer = [], session.execute
    monkeypatch.setattr(
        session, "execute", lambda *a, **options: resultats.append(executer(*a, **options)) or resultats[-1]
    )
    return resultats


def test_rows_looked_up_by_their_keys_are_let_go_when_their_reading_fails(session, lues):
    cles = list(session.scalars(select(T.c.id)))
    illisible = [type_coerce(T.c.id, Piege)]
    with pytest.raises(ArithmeticError), par_lots.joindre(session, illisible, T.c.id, cles) as lignes:
        list(lignes)
    assert lues[-1].closed


def test_columns_are_let_go_when_their_reading_fails(session, lues):
    with pytest.raises(ArithmeticError):
        par_lots.en_colonnes(session, select(type_coerce(T.c.id, Piege)))
    assert lues[-1].closed


def test_no_key_finds_no_row_and_asks_for_nothing(session, lues):
    with par_lots.joindre(session, [T.c.nom], T.c.id, []) as lignes:
        assert list(lignes) == []
    assert lues == []
