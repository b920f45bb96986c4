"""Who the screens of this service are tried by, and the register that answers them."""

import pytest

from demonstration.simulateur_identite import SimulateurIdentite
from tests.outils.wsgi import servie
from tests.views.conftest import agent as agent
from tests.views.conftest import superviseur as superviseur

CLE = "cle-d-essai"


@pytest.fixture
def collegue(connecter):
    """The browser of another agent of the same teams."""
    return connecter("collegue@essai.tg")


@pytest.fixture
def registre(app, monkeypatch):
    """The simulated national register, on a port of its own."""
    with servie(SimulateurIdentite(CLE)) as adresse:
        for nom, valeur in {"IDENTITE_NATIONALE": "anid", "ANID_URL": adresse, "ANID_CLE": CLE}.items():
            monkeypatch.setitem(app.config, nom, valeur)
        yield adresse


@pytest.fixture
def ferme(app, monkeypatch):
    """No register is open to the fund."""
    monkeypatch.setitem(app.config, "IDENTITE_NATIONALE", "")
