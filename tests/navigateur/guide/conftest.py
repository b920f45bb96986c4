"""One portal for all the rows of the guide; each person of the demonstration signs in once."""

from collections.abc import Callable

import pytest

from tests.navigateur import exigences, portail
from tests.navigateur.guide.services import Services
from tests.navigateur.visite import Visite


@pytest.fixture(scope="package")
def adresse(base_demo, tmp_path_factory):
    """The portal of these tests."""
    with portail.ouvert(tmp_path_factory.mktemp("guide"), base_demo) as adresse:
        yield adresse


@pytest.fixture(scope="package")
def chez(navigateur, adresse, vues):
    """Return `chez(email="") -> Visite`: the person's own browser, signed in the first time; "" a visitor."""
    visites: dict[str, Visite] = {}

    def chez(email: str = "") -> Visite:
        if email not in visites:
            contexte = navigateur.new_context(
                viewport=exigences.BUREAU, locale="fr-FR", accept_downloads=True
            )
            visites[email] = Visite(contexte, adresse, vues)
            if email:
                visites[email].connecter(email)
        visites[email].fautes.clear()
        return visites[email].aller("/services/")

    yield chez
    for visite in visites.values():
        visite.contexte.close()


@pytest.fixture
def services(app_demo, chez: Callable[..., Visite]) -> Services:
    """The way of any service, from the menu to the letter."""
    return Services(app_demo, chez)
