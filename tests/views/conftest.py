"""The browsers of the people of the little Togo (see `tests.petit_togo`)."""

import pytest


@pytest.fixture
def scierie(connecter):
    """The accountant's of the sawmill, which declares and has not yet done so for the last month."""
    return connecter("scierie@essai.tg")


@pytest.fixture
def auberge(connecter):
    """The inn's, which owes all that it declared, and its surcharges."""
    return connecter("auberge@essai.tg")


@pytest.fixture
def essi(connecter):
    """An insured person's."""
    return connecter("essi@essai.tg")


@pytest.fixture
def agent(connecter):
    """An agent's."""
    return connecter("agent@essai.tg")


@pytest.fixture
def superviseur(connecter):
    """A supervisor's."""
    return connecter("superviseur@essai.tg")
