"""Payments for the tests, and the simulator served on a port of its own."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from app.demandes import cycle, etats
from app.demandes.pieces import dossier
from app.demandes.pieces_demandees import BORDEREAU
from app.models import Banque, Employeur, ModePaiement, Paiement
from app.socle.acces import Acteur, Perimetre
from app.socle.droits import AGENT as AGENT_DE_TOUT
from app.socle.droits import Qualite
from demonstration.simulateur_paiement import Simulateur
from tests.outils.papiers import PDF
from tests.outils.wsgi import servie

AGENT = Acteur(None, "Kossi Adjo", AGENT_DE_TOUT, Perimetre(tout=True))
JETON, CLE, SECRET = "jeton-d-essai", "cle-d-essai", "secret-d-essai"


def auteur(qui: Employeur) -> Acteur:
    """Return who pays for an employer."""
    return Acteur(None, "Essi Agbeko", frozenset({Qualite.employeur}), Perimetre(employeur_id=qui.id))


def annoncer(session, qui: Employeur, montant=94_500, fin="0", mode=ModePaiement.flooz) -> Paiement:
    """Return a mobile payment sent by an employer, from a phone whose last digit is `fin`."""
    paiement = Paiement(employeur=qui, mode=mode, montant=montant, telephone=f"+228 99 12 34 5{fin}")
    return soumettre(session, paiement)


def deposer(session, qui: Employeur, montant: int, le: date, reference: str) -> Paiement:
    """Return a bank deposit sent by an employer, its slip joined."""
    paiement = Paiement(
        employeur=qui,
        mode=ModePaiement.depot,
        montant=montant,
        paye_le=le,
        reference=reference,
        banque_id=banque(session).id,
    )
    session.add(paiement)
    session.flush()
    dossier.joindre(session, paiement, BORDEREAU.code, dossier.examiner("bordereau.pdf", PDF), auteur(qui))
    return soumettre(session, paiement)


def soumettre(session, paiement: Paiement) -> Paiement:
    """Send a payment in the name of its employer."""
    session.add(paiement)
    session.flush()
    cycle.appliquer(session, paiement, etats.SOUMETTRE, auteur(paiement.employeur))
    return paiement


def banque(session) -> Banque:
    """Return the fund's bank in the tests."""
    connue = session.query(Banque).filter_by(code="UTB").one_or_none()
    if connue is None:
        connue = Banque(code="UTB", nom="Union togolaise de banque")
        session.add(connue)
        session.flush()
    return connue


@dataclass
class Boite:
    """Where the simulator's notifications fall: (operator's address, body, headers)."""

    recues: list = field(default_factory=list)

    def __call__(self, url: str, corps: bytes, entetes: dict[str, str]) -> None:
        self.recues.append((url, corps, entetes))


@contextmanager
def simulateur_servi(delai: float | None = None):
    """Serve a simulator on a free port; yield `(address, simulator, what it notified)`."""
    boite = Boite()
    avis = {"paygate": "paygate", "fedapay": "fedapay"}
    simulateur = Simulateur(JETON, CLE, SECRET, avis, delai, boite)
    with servie(simulateur) as adresse:
        yield adresse, simulateur, boite


def reglages(adresse: str, operateur: str) -> dict:
    """Return the settings that make the application speak to the simulator as one of the operators."""
    return {
        "OPERATEUR_PAIEMENT": operateur,
        "PAYGATE_URL": adresse,
        "PAYGATE_JETON": JETON,
        "FEDAPAY_URL": adresse,
        "FEDAPAY_CLE": CLE,
        "FEDAPAY_SECRET": SECRET,
    }
