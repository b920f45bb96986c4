"""The clock of these tests, and the e-mails that the portal wrote."""

import pytest
from sqlalchemy import delete, select

from app.identites import personnes
from app.models import Courrier
from tests.outils import horloge as outils_horloge


@pytest.fixture
def horloge(app, monkeypatch):
    """Return the clock: `horloge.avancer(minutes=15)`."""
    return outils_horloge.installer(monkeypatch)


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
