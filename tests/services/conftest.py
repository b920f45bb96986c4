"""The people of the tests of the services: agents of every team and of none, a second accountant."""

import pytest

from app.socle.acces import Equipe
from tests.outils import petit_togo
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


@pytest.fixture
def associe(app, session, connecter):
    """The browser of another accountant of the sawmill."""
    with app.app_context():
        petit_togo.ouvrir_un_compte(session, "associe@essai.tg", "Employeur", petit_togo.SCIERIE)
    return connecter("associe@essai.tg")
