"""Who acts in the tests of the services: an employer, an insured person, agents of every team."""

import pytest

from app.acces import Equipe
from tests.outils_services import rejoindre


@pytest.fixture
def scierie(connecter):
    """The sawmill's browser."""
    return connecter("scierie@essai.tg")


@pytest.fixture
def essi(connecter):
    """An insured person's browser."""
    return connecter("essi@essai.tg")


@pytest.fixture
def agent(session, connecter):
    """The browser of an agent of every team."""
    rejoindre(session, "agent@essai.tg", *Equipe)
    return connecter("agent@essai.tg")


@pytest.fixture
def collegue(connecter):
    """The browser of an agent of no team."""
    return connecter("collegue@essai.tg")
