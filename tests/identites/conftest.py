"""The clock of these tests, and the e-mails that the portal wrote."""

import pytest
from sqlalchemy import select

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
