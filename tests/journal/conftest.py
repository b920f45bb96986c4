"""A base whose commits are real, where the journal may be forged."""

import pytest

from app.socle import acces
from app.socle.base_de_donnees import db


@pytest.fixture
def base(app_a_part):
    """A session on a database of the test's own, of which the journal is as the release left it."""
    with app_a_part.app_context(), acces.systeme("tests"):
        yield db.session
        db.session.rollback()
