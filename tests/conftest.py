"""The harness: one migrated database a run, each test rolled back; hostile to what production would hide.

`--moteur postgresql` runs the same tests on a throw-away PostgreSQL (or on the server at URL_POSTGRESQL).
`@pytest.mark.long` is for what is long by nature: `make test` leaves it out, `make verify` runs it alone.
`@pytest.mark.demo` gives a test, or a file by `pytestmark`, the demonstration Togo instead of an empty base;
`@pytest.mark.petit_togo` the two employers of `tests/petit_togo.py`, quicker to make.
"""

import os
from contextlib import ExitStack
from dataclasses import replace
from types import SimpleNamespace

import pytest
from jinja2 import StrictUndefined
from sqlalchemy.orm import Session

from app import create_app
from app.identites import verrou
from app.socle import acces
from app.socle.base_de_donnees import db
from app.socle.base_de_donnees import transaction as ecriture
from demonstration import commandes as demonstration
from tests.outils import connexions, exemples, petit_togo
from tests.outils.base import Bases, commande, fermer
from tests.outils.navigation import Navigateur
from tests.outils.postgresql import serveur_jetable

exemples.regler()


def pytest_addoption(parser):
    parser.addoption("--moteur", choices=("sqlite", "postgresql"), default="sqlite", help="the database")


def pytest_configure(config):
    """Start the server once, in the process that leads the others."""
    meneur = not hasattr(config, "workerinput")
    if config.getoption("moteur") == "postgresql" and meneur and "URL_POSTGRESQL" not in os.environ:
        pile = ExitStack()
        os.environ["URL_POSTGRESQL"] = pile.enter_context(serveur_jetable())
        config.add_cleanup(pile.close)


def pytest_collection_modifyitems(config, items):
    """Leave to the run on SQLite the tests that meet no database: on PostgreSQL they would prove the same."""
    if config.getoption("moteur") == "postgresql":
        sans_base = [item for item in items if not {"app", "bases", "moteur"} & set(item.fixturenames)]
        config.hook.pytest_deselected(items=sans_base)
        ecartes = set(sans_base)
        items[:] = [item for item in items if item not in ecartes]


@pytest.fixture(scope="session")
def moteur(request) -> str:
    """The engine of the run: sqlite or postgresql."""
    return request.config.getoption("moteur")


@pytest.fixture(scope="session")
def bases(moteur, tmp_path_factory) -> Bases:
    """Where new databases come from."""
    serveur = os.environ["URL_POSTGRESQL"] if moteur == "postgresql" else None
    return Bases(tmp_path_factory.mktemp("bases"), serveur, os.environ.get("PYTEST_XDIST_WORKER", "gw"))


@pytest.fixture(scope="session")
def applications():
    """The applications of the run, closed at its end."""
    faites = []
    yield faites
    for application in faites:
        fermer(application, db)


@pytest.fixture(scope="session")
def fabriquer(applications, tmp_path_factory):
    """Return `fabriquer(url, **settings) -> application`, with an instance directory of its own."""

    def fabriquer(url: str, **reglages):
        instance = tmp_path_factory.mktemp("instance")
        propres = {
            "INSTANCE": instance,
            "DEPOT_FICHIERS": instance / "fichiers",
            "SQLALCHEMY_DATABASE_URI": url,
            "WTF_CSRF_ENABLED": False,
        }
        application = create_app(propres | reglages, "test")
        demonstration.installer(application)
        application.test_client_class = Navigateur
        application.jinja_env.undefined = StrictUndefined
        applications.append(application)
        return application

    return fabriquer


@pytest.fixture(scope="session")
def copier(applications, bases, fabriquer):
    """Return `copier(application, **settings) -> application` on a copy of its database: commits are real."""

    def copier(modele, **reglages):
        url = modele.config["SQLALCHEMY_DATABASE_URI"]
        for application in applications:
            if application.config["SQLALCHEMY_DATABASE_URI"] == url:
                fermer(application, db)
        return fabriquer(bases.nouvelle(url), **reglages)

    return copier


@pytest.fixture(scope="session")
def app_vide(bases, fabriquer):
    """The application on a migrated database that holds the roles and nothing else."""
    application = fabriquer(bases.nouvelle())
    commande(application, "db", "upgrade")
    commande(application, "synchroniser")
    fermer(application, db)
    return application


@pytest.fixture(scope="session")
def app_demo(app_vide, copier):
    """The application on the demonstration Togo."""
    application = copier(app_vide)
    commande(application, "demo")
    fermer(application, db)
    return application


@pytest.fixture(scope="session")
def app_petit_togo(app_vide, copier):
    """The application on two employers and seven insured."""
    application = copier(app_vide)
    with application.app_context(), acces.systeme("tests"), ecriture(db.session) as session:
        petit_togo.peupler(session)
    fermer(application, db)
    return application


@pytest.fixture(autouse=True)
def occupees():
    """Fail the test that gives back a connection while something is asked on it: the next would pay for it.

    Return what was under way on those given back.
    """
    connexions.OCCUPEES.clear()
    yield connexions.OCCUPEES
    assert connexions.OCCUPEES == []


@pytest.fixture
def app(request):
    """The application under test: on an empty base, or on the one that the test's mark names."""
    marques = (m for m in ("demo", "petit_togo") if request.node.get_closest_marker(m))
    return request.getfixturevalue(f"app_{next(marques, 'vide')}")


@pytest.fixture
def app_a_part(app, copier):
    """An application on a copy of the database, where commits are real: for tests of several processes."""
    application = copier(app)
    yield application
    fermer(application, db)


@pytest.fixture
def session(app):
    """A session that sees every row; what the test and its requests commit is rolled back at the end."""
    with app.app_context():
        moteurs = db.engines
    with moteurs[None].connect() as connexion, acces.systeme("tests"):
        connexion.raw_connection = lambda: SimpleNamespace(cursor=connexion.connection.cursor, close=bool)
        moteur_d_origine, moteurs[None] = moteurs[None], connexion
        db.session.session_factory.configure(join_transaction_mode="create_savepoint")
        transaction = connexion.begin()
        try:
            with Session(connexion, join_transaction_mode="create_savepoint") as propre:
                yield propre
        finally:
            transaction.rollback()
            moteurs[None] = moteur_d_origine
            db.session.session_factory.configure(join_transaction_mode="conditional_savepoint")


@pytest.fixture
def reseau_court(monkeypatch):
    """Close a door to a network address after eight attempts, to try fewer."""
    monkeypatch.setattr(verrou, "D_UN_RESEAU", replace(verrou.D_UN_RESEAU, essais=8))


@pytest.fixture
def client(app, session) -> Navigateur:
    """A visitor's browser."""
    navigateur = app.test_client()
    navigateur.session_du_test = session
    return navigateur


@pytest.fixture
def connecter(app, session):
    """Return `connecter(email) -> browser` signed in as that person; each call is another browser."""

    def connecter(email: str, **options) -> Navigateur:
        navigateur = app.test_client()
        navigateur.session_du_test = session
        return navigateur.connecter(email, **options)

    return connecter


@pytest.fixture
def scierie(connecter):
    """The browser of the sawmill's accountant, in the little Togo: the last month is not declared yet."""
    return connecter("scierie@essai.tg")


@pytest.fixture
def essi(connecter):
    """The browser of an insured person of the little Togo."""
    return connecter("essi@essai.tg")
