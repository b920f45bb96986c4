"""What is at work in the little Togo when all its pages are walked."""

from datetime import timedelta

import pytest

from app.demandes import cycle, etats
from app.models import Quitus
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo, services
from tests.outils.petit_togo import AUBERGE, SCIERIE


@pytest.fixture
def dossiers(app, session):
    """Both employers have a request in every state of interest: draft, sent, accepted with its document."""
    with app.app_context():
        acceptee = petit_togo.brouillon(session, SCIERIE)
        petit_togo.accepter(session, acceptee)
        petit_togo.payer(session, acceptee)
        petit_togo.brouillon(session, SCIERIE)
        petit_togo.brouillon(session, AUBERGE)
        for numero, trajet in (
            (SCIERIE, ("soumettre", "prendre_en_charge", "accepter")),
            (SCIERIE, ()),
            (AUBERGE, ()),
            (AUBERGE, ("soumettre",)),
        ):
            _quitus(session, numero, trajet)
        services.un_de_chaque(app, session)
        session.commit()


def _quitus(session, numero: str, trajet: tuple[str, ...]) -> None:
    demande = Quitus(
        employeur=petit_togo.employeur(session, numero),
        reference_marche=f"AO-{numero}-{len(trajet)}",
        objet="Charpente d’un marché couvert",
        autorite_contractante="Commune",
        date_limite=aujourd_hui() + timedelta(days=20),
    )
    session.add(demande)
    session.flush()
    for nom in trajet:
        email = petit_togo.email_de(numero) if nom == "soumettre" else "agent@essai.tg"
        cycle.appliquer(session, demande, etats.TRANSITIONS[nom], petit_togo.acteur(session, email))
