"""Addresses written where nobody is browsing: an e-mail, a paper, a command."""

import pytest
from werkzeug.routing import BuildError

from app.socle import adresses


@pytest.fixture
def publique(app, monkeypatch):
    """The application, known to people under an address of its own."""
    monkeypatch.setitem(app.config, "URL_PUBLIQUE", "https://www.cnss.tg/")
    with app.app_context():
        yield


def test_a_route_has_its_public_address_without_a_request(publique):
    adresse = adresses.adresse("InscriptionView.demander", profil="assure", de="là")
    assert adresse == "https://www.cnss.tg/inscription/assure?de=l%C3%A0"


def test_a_request_for_another_host_changes_no_public_address(app, publique):
    with app.test_request_context(base_url="https://autre.tg"):
        assert adresses.adresse("SiteView.index") == "https://www.cnss.tg/"


def test_a_route_that_does_not_exist_is_refused(publique):
    with pytest.raises(BuildError):
        adresses.adresse("InscriptionView.demandre", profil="assure")
    with pytest.raises(KeyError):
        adresses.en_serie("QuitusView.shwo", pk=1)
