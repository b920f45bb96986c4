"""The agents of the tests of the services: of every team, and of none."""

import pytest

from app.socle.acces import Equipe
from tests.outils.services import rejoindre


@pytest.fixture
def agent(session, connecter):
    """The browser of an agent of every team."""
    rejoindre(session, "agent@essai.tg", *Equipe)
    return connecter("agent@essai.tg")


@pytest.fixture
def collegue(connecter):
    """The browser of an agent of no team."""
    return connecter("collegue@essai.tg")
