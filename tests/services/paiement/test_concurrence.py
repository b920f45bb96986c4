"""Several processes, or one that dies, book each payment once."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.cotisations.etat import etat
from app.models import Certificat, CompteComptable, Ecriture, Employeur, Operation, Paiement
from app.repertoire.parametres import bareme
from app.services.paiement import suivre
from app.services.paiement.tables import EtatPaiement
from app.socle import acces
from app.socle.base_de_donnees import db
from app.socle.base_de_donnees import transaction as ecriture
from tests.cotisations.outils import devoir, employeur
from tests.outils.base import fermer
from tests.outils.processus import attendre, python
from tests.services.paiement.outils import annoncer, reglages, simulateur_servi


@pytest.fixture
def guichet(app_a_part):
    """The application, two payments of one employer that their payer has confirmed, where to ask."""
    with simulateur_servi() as (adresse, simulateur, _):
        app_a_part.config.update(reglages(adresse, "paygate"))
        with app_a_part.app_context(), acces.systeme("tests"):
            with ecriture(db.session) as session:
                qui = employeur(session)
                devoir(session, qui, 202610, date(2026, 11, 4))
                cles = [annoncer(session, qui, montant).id for montant in (40_000, 54_500)]
            for pk in cles:
                suivre.initier(db.session, pk, 1)
            for transaction in simulateur.transactions.values():
                simulateur.regler(transaction)
            fermer(app_a_part, db)
            yield app_a_part, adresse, cles


def lancer(guichet, *travaux: tuple[int, str]) -> list:
    """Start one process a payment, all at once, and wait for them."""
    app, adresse, _ = guichet
    dossier = Path(app.config["INSTANCE"])
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    enfants = [
        python("-m", "tests.services.paiement.processus", url, str(dossier), adresse, str(pk), mode)
        for pk, mode in travaux
    ]
    attendre(lambda: len(list(dossier.glob("pret-*"))) == len(enfants), 120)
    (dossier / "partez").touch()
    for enfant in enfants:
        enfant.communicate(timeout=120)
    for signe in (*dossier.glob("pret-*"), dossier / "partez"):
        signe.unlink()
    return enfants


def comptes(pk: int) -> tuple[EtatPaiement, int, int]:
    """Return where a payment stands, how often it was booked, how many receipts it has."""
    db.session.rollback()
    o, c = Operation.__table__.c, Certificat.__table__.c
    booked = db.session.scalar(select(func.count()).where(o.demande_id == pk))
    quittances = db.session.scalar(select(func.count()).where(c.demande_id == pk))
    return db.session.get_one(Paiement, pk).etat, booked, quittances


def test_two_payments_confirmed_at_the_same_instant_by_two_processes_are_booked_once_each(guichet):
    _, _, (un, autre) = guichet
    enfants = lancer(guichet, (un, "relancer"), (autre, "relancer"))
    assert [e.returncode for e in enfants] == [0, 0]
    assert comptes(un) == comptes(autre) == (EtatPaiement.confirme, 1, 1)
    qui = db.session.scalars(select(Employeur)).one()
    principal, reste, _ = etat(db.session, qui, date(2027, 1, 1), bareme(db.session)).mois[202610]
    assert (principal, reste) == (94_500, 0)
    assert _encaisse(qui.id) == 94_500


def _encaisse(employeur_id: int) -> int:
    e = Ecriture.__table__.c
    recus = (e.employeur_id == employeur_id, e.debit == CompteComptable.encaissements)
    return db.session.scalar(select(func.sum(e.montant)).where(*recus))


@pytest.mark.long
def test_one_payment_confirmed_at_the_same_instant_by_four_processes_is_booked_once(guichet):
    _, _, (un, _) = guichet
    enfants = lancer(guichet, *[(un, "relancer")] * 4)
    assert [e.returncode for e in enfants] == [0] * 4
    assert comptes(un) == (EtatPaiement.confirme, 1, 1)


def test_a_process_killed_between_the_answer_and_the_booking_is_made_up_for_once(guichet):
    _, _, (un, _) = guichet
    (mort,) = lancer(guichet, (un, "mourir"))
    assert mort.returncode < 0
    assert comptes(un) == (EtatPaiement.en_attente_operateur, 0, 0)
    db.session.rollback()
    suivre.relancer(db.session, un)
    suivre.relancer(db.session, un)
    assert comptes(un) == (EtatPaiement.confirme, 1, 1)
