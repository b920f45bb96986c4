"""A real browser before a real server, on a copy of the demonstration (SQLite)."""

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.navigateur import chromium, exigences, portail
from tests.navigateur.visite import Visite
from tests.outils.base import commande


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Tell, with a failure, what the tabs showed: a failure elsewhere cannot be looked at."""
    rapport = (yield).get_result()
    if rapport.when == "call" and rapport.failed and "visiteur" in item.fixturenames:
        for visite in item.funcargs["visiteur"].visites:
            rapport.sections.append((f"tab at {visite.chemin}", visite.ce_qui_se_voit()))


@pytest.fixture(scope="session")
def navigateur():
    """The browser of the run."""
    if chromium.chemin() is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    with chromium.ouvert() as ouvert:
        yield ouvert


@pytest.fixture(scope="session")
def base_demo(app_demo, tmp_path_factory) -> Path:
    """The demonstration to copy: its database, alone in a directory with its files."""
    dossier = tmp_path_factory.mktemp("demonstration")
    base = sa.make_url(app_demo.config["SQLALCHEMY_DATABASE_URI"]).database
    shutil.copytree(app_demo.config["DEPOT_FICHIERS"], dossier / portail.FICHIERS)
    return Path(shutil.copyfile(base, dossier / portail.BASE))


@pytest.fixture(scope="session")
def numeros(app_demo) -> dict[str, str]:
    """The insured number of each account of the demonstration that has one."""
    comptes = json.loads(commande(app_demo, "demo-comptes", "--json"))
    return {compte["email"]: compte["assure"] for compte in comptes if compte["assure"]}


@pytest.fixture(scope="module")
def adresse(base_demo, tmp_path_factory):
    """A portal of the module's own."""
    with portail.ouvert(tmp_path_factory.mktemp("portail"), base_demo) as adresse:
        yield adresse


@pytest.fixture(scope="session")
def vues() -> set[str]:
    """The kinds of pages already looked at on small screens in the run."""
    return set()


@pytest.fixture
def visiteur(navigateur, adresse, vues):
    """Return `visiteur(email=None, **options) -> Visite`: another person, another browser profile."""
    contextes = []
    visites = []

    def arriver(email: str | None = None, **options) -> Visite:
        reglages = {"viewport": exigences.BUREAU, "locale": "fr-FR", "accept_downloads": True} | options
        contexte = navigateur.new_context(**reglages)
        contextes.append(contexte)
        visites.append(visite := Visite(contexte, adresse, vues))
        return visite.connecter(email) if email else visite

    arriver.visites = visites
    yield arriver
    for contexte in contextes:
        contexte.close()
