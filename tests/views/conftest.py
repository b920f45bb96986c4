"""Browsers of the little Togo (see `tests.outils.petit_togo`), besides those that all tests share."""

import pytest


@pytest.fixture
def auberge(connecter):
    """The inn's, which owes all that it declared, and its surcharges."""
    return connecter("auberge@essai.tg")


@pytest.fixture
def agent(connecter):
    """An agent's."""
    return connecter("agent@essai.tg")


@pytest.fixture
def superviseur(connecter):
    """A supervisor's."""
    return connecter("superviseur@essai.tg")
