"""The clock of these tests, and the e-mails that the portal wrote."""

import re

import pytest
from sqlalchemy import delete, select

from app.identites import personnes
from app.models import Courrier
from tests.identites.outils import DOUBLE_VERIFICATION, application
from tests.outils import horloge as outils_horloge
from tests.outils import petit_togo


@pytest.fixture
def horloge(app, monkeypatch):
    """Return the clock: `horloge.avancer(minutes=15)`."""
    return outils_horloge.installer(monkeypatch)


@pytest.fixture
def dans_l_app(app, session):
    """Return the session, within the application: for what is called without a browser."""
    with app.app_context():
        yield session


@pytest.fixture
def courriers(session):
    """Return `courriers(address) -> the e-mails written to it`, the last one first."""

    def lire(adresse: str) -> list[Courrier]:
        a_elle = select(Courrier).where(Courrier.destinataire == adresse).order_by(Courrier.id.desc())
        return list(session.scalars(a_elle))

    return lire


@pytest.fixture
def fermer(session):
    """Return `fermer(address)`: close an account, and forget what was written to it while it was open."""

    def fermer(adresse: str) -> None:
        personnes.trouver(session, adresse).active = False
        session.execute(delete(Courrier).where(Courrier.destinataire == adresse))

    return fermer


@pytest.fixture
def activer(app, session, connecter, horloge):
    """Return `activer(email) -> (browser, application, recovery codes)`: a person who turned it on."""

    def activer(email: str):
        navigateur = connecter(email)
        navigateur.post(f"{DOUBLE_VERIFICATION}commencer")
        telephone = application(app, session, email)
        page = navigateur.post(f"{DOUBLE_VERIFICATION}confirmer", data={"code": telephone.at(horloge())})
        horloge.avancer(seconds=30)
        return navigateur, telephone, re.findall(r"<strong>(\w{4}-\w{4}-\w{4})</strong>", page.text)

    return activer


@pytest.fixture
def ouvrir(app, session):
    """Return `ouvrir(email, role)`: open an account of the fund's staff."""

    def ouvrir(email: str, role: str) -> None:
        with app.app_context():
            petit_togo.ouvrir_un_compte(session, email, role, None)

    return ouvrir
