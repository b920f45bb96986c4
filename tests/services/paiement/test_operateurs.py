"""What each operator answers, through real HTTP, and what becomes of the payment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import urllib3
from sqlalchemy import delete, func, select

from app.cotisations import cotisant
from app.demandes import cycle, etats
from app.demandes.etats import Statut
from app.models import Certificat, Employeur, ModePaiement, Operation, Paiement, Tache
from app.services.paiement import notifications, suivre
from app.services.paiement.operateurs.operateur import NotificationRefusee
from app.services.paiement.tables import EtatPaiement
from app.socle import acces
from app.socle.base_de_donnees import db
from app.socle.base_de_donnees import transaction as ecriture
from app.socle.refus import Refus
from app.travaux import taches
from tests.cotisations.outils import devoir, employeur
from tests.outils.base import fermer
from tests.outils.processus import attendre
from tests.services.paiement.outils import AGENT, annoncer, auteur, reglages, simulateur_servi

OPERATEURS = ("paygate", "fedapay")


@pytest.fixture(scope="module")
def application(app_vide, copier):
    """An application whose commits are real, one for all these tests: each has its own employer."""
    application = copier(app_vide)
    yield application
    fermer(application, db)


@pytest.fixture
def base(application):
    """A session that sees every row; no task is left from another test."""
    with application.app_context(), acces.systeme("tests"):
        with ecriture(db.session) as session:
            session.execute(delete(taches.TABLE))
        yield db.session
        db.session.remove()


@pytest.fixture(params=OPERATEURS)
def caisse(request, application, base):
    """An employer in debt, and one simulated operator."""
    with simulateur_servi() as (adresse, simulateur, boite):
        application.config.update(reglages(adresse, request.param))
        yield Caisse(application, request.param, simulateur, boite)


class Caisse:
    """An employer in debt, paying through one operator."""

    def __init__(self, app, code: str, simulateur, boite):
        self.app, self.code = app, code
        self.simulateur, self.boite = simulateur, boite
        with ecriture(db.session) as session:
            self.employeur_id = employeur(session).id
            devoir(session, self.employeur, 202610, date(2026, 11, 4))

    @property
    def employeur(self) -> Employeur:
        return db.session.get_one(Employeur, self.employeur_id)

    def payer(self, fin: str = "0") -> int:
        """Announce a payment of the whole debt and return its key."""
        with ecriture(db.session) as session:
            return annoncer(session, self.employeur, 94_500, fin).id

    def travailler(self) -> None:
        """Run every task as though it were due."""
        db.session.execute(taches.TABLE.update().values(a_faire_le=datetime(2026, 1, 1, tzinfo=UTC)))
        db.session.commit()
        taches.executer_en_attente(self.app, 1)

    def tout_faire(self, tours: int = 4) -> None:
        for _ in range(tours):
            self.travailler()

    def decider(self) -> None:
        """Let the payer answer, as the phone's scenario says."""
        for transaction in list(self.simulateur.transactions.values()):
            self.simulateur.regler(transaction)

    def recevoir(self, instant: datetime | None = None) -> list:
        """Receive what the operator notified; return what was answered, refusals included."""
        reponses = []
        for code, corps, entetes in self.boite.recues:
            try:
                with ecriture(db.session) as session:
                    instant = instant or datetime.now(UTC)
                    reponses.append(notifications.recevoir(session, code, entetes, corps, instant))
            except NotificationRefusee as refus:
                reponses.append(str(refus))
        return reponses

    def paiement(self, pk: int) -> Paiement:
        db.session.expire_all()
        db.session.rollback()
        return db.session.get_one(Paiement, pk)

    def encaissements(self) -> int:
        db.session.rollback()
        o = Operation.__table__.c
        a_nous = (o.employeur_id == self.employeur_id) & o.cle.startswith("paiement:")
        return db.session.scalar(select(func.count()).where(a_nous))

    def solde(self) -> int:
        db.session.rollback()
        return cotisant.solde(db.session, self.employeur_id)


def test_a_payment_the_payer_confirms_is_booked_with_its_receipt(caisse):
    pk = caisse.payer()
    caisse.travailler()
    caisse.decider()
    caisse.tout_faire()
    paiement = caisse.paiement(pk)
    assert (paiement.statut, paiement.etat) == (Statut.acceptee, EtatPaiement.confirme)
    assert caisse.encaissements() == 1
    quittance = db.session.scalars(select(Certificat).where(Certificat.demande_id == pk)).one()
    assert quittance.contenu["imputations"][0]["principal"] == 94_500


def test_nothing_is_booked_while_the_payer_has_not_confirmed(caisse):
    pk = caisse.payer()
    caisse.tout_faire()
    paiement = caisse.paiement(pk)
    assert paiement.etat is EtatPaiement.en_attente_operateur
    assert paiement.message_operateur == "L’opérateur attend la confirmation du payeur."
    assert caisse.encaissements() == 0


@pytest.mark.parametrize(("fin", "mot"), [("1", "annulé"), ("2", "confirmé à temps")])
def test_a_payment_refused_or_expired_fails_and_says_what_to_do(caisse, fin, mot):
    pk = caisse.payer(fin)
    caisse.travailler()
    caisse.decider()
    caisse.tout_faire()
    paiement = caisse.paiement(pk)
    assert paiement.etat is EtatPaiement.echoue
    assert mot in paiement.motif
    assert caisse.encaissements() == 0


def test_an_operator_out_of_order_leaves_the_payment_pending_in_words_and_is_asked_again_later(caisse):
    pk = caisse.payer("7")
    caisse.travailler()
    paiement = caisse.paiement(pk)
    assert paiement.etat is EtatPaiement.en_attente_operateur
    assert "ne répond pas" in paiement.message_operateur
    prochaine = db.session.scalar(select(func.max(Tache.a_faire_le)))
    assert prochaine.replace(tzinfo=UTC) > datetime.now(UTC)


def test_a_dead_operator_leaves_the_payment_pending(caisse):
    caisse.app.config.update(PAYGATE_URL="http://127.0.0.1:9", FEDAPAY_URL="http://127.0.0.1:9")
    pk = caisse.payer()
    caisse.tout_faire()
    assert caisse.paiement(pk).etat is EtatPaiement.en_attente_operateur
    assert caisse.encaissements() == 0


def test_a_payment_asked_for_twice_is_one_order_at_the_operator(caisse):
    pk = caisse.payer()
    suivre.initier(db.session, pk, 1)
    suivre.initier(db.session, pk, 1)
    assert len(caisse.simulateur.transactions) == 1


def test_a_notification_makes_the_worker_ask_at_once(caisse):
    pk = caisse.payer()
    caisse.travailler()
    caisse.decider()
    assert caisse.recevoir() == [True]
    taches.executer_en_attente(caisse.app)
    assert caisse.paiement(pk).etat is EtatPaiement.confirme


def test_a_notification_received_twice_credits_once(caisse):
    pk = caisse.payer("4")
    caisse.travailler()
    caisse.decider()
    assert len(caisse.boite.recues) == 2
    caisse.recevoir()
    caisse.recevoir()
    caisse.tout_faire(8)
    assert caisse.paiement(pk).etat is EtatPaiement.confirme
    assert caisse.encaissements() == 1


def test_a_forged_notification_credits_nothing(caisse):
    pk = caisse.payer("5")
    caisse.travailler()
    caisse.decider()
    reponses = caisse.recevoir()
    assert reponses == ([True] if caisse.code == "paygate" else ["bad signature"])
    caisse.tout_faire()
    assert caisse.paiement(pk).etat is EtatPaiement.en_attente_operateur
    assert caisse.encaissements() == 0


def test_a_late_notification_is_not_believed_but_asking_again_books_the_payment(caisse):
    pk = caisse.payer("6")
    caisse.travailler()
    caisse.decider()
    assert caisse.recevoir() == ([True] if caisse.code == "paygate" else ["too old"])
    caisse.tout_faire()
    assert caisse.paiement(pk).etat is EtatPaiement.confirme
    assert caisse.encaissements() == 1


def test_a_notification_of_another_s_payment_is_told_apart(caisse):
    pk = caisse.payer()
    caisse.travailler()
    caisse.decider()
    with ecriture(db.session):
        db.session.get_one(Paiement, pk).operateur = "autre"
    assert caisse.recevoir() == [False]


@pytest.mark.parametrize("corps", [b"", b"{", b"[]", b'{"identifier": 3}', b'{"identifier": null}', b"\xff"])
def test_a_body_that_says_nothing_is_refused(caisse, corps):
    with pytest.raises(NotificationRefusee):
        notifications.recevoir(db.session, caisse.code, {}, corps, datetime.now(UTC))


def test_an_unknown_operator_is_told_apart(caisse):
    with pytest.raises(KeyError):
        notifications.recevoir(db.session, "inconnu", {}, b"{}", datetime.now(UTC))


@pytest.mark.parametrize("nom", ["accepter", "rejeter", "demander_complement"])
def test_nobody_decides_a_payment_in_the_operator_s_place(caisse, nom):
    paiement = caisse.paiement(caisse.payer())
    cycle.appliquer(db.session, paiement, etats.PRENDRE_EN_CHARGE, AGENT)
    quelqu_un = replace(AGENT, utilisateur_id=1)
    with pytest.raises(Refus, match="lui seul"):
        cycle.appliquer(db.session, paiement, etats.TRANSITIONS[nom], quelqu_un, "Motif")


def test_nobody_takes_up_what_is_at_the_operator(caisse):
    paiement = caisse.paiement(caisse.payer())
    with pytest.raises(Refus, match="lui seul"):
        cycle.appliquer(db.session, paiement, etats.PRENDRE_EN_CHARGE, replace(AGENT, utilisateur_id=1))


def test_who_pays_does_not_cancel_what_is_at_the_operator(caisse):
    paiement = caisse.paiement(caisse.payer())
    with pytest.raises(Refus, match="lui seul"):
        cycle.appliquer(
            db.session, paiement, etats.ANNULER, replace(auteur(caisse.employeur), utilisateur_id=1)
        )


def test_an_amount_that_is_not_ours_waits_for_a_person(caisse):
    pk = caisse.payer()
    caisse.travailler()
    for transaction in caisse.simulateur.transactions.values():
        transaction.montant = 94_499
    caisse.decider()
    caisse.tout_faire()
    if caisse.code == "paygate":
        pytest.skip("PayGate's status does not say the amount")
    assert "94\u202f499" in caisse.paiement(pk).message_operateur
    assert caisse.encaissements() == 0


def test_the_waits_double_up_to_an_hour():
    assert [suivre.delai(n) for n in (1, 2, 3, 8, 80)] == [
        timedelta(seconds=30),
        timedelta(minutes=1),
        timedelta(minutes=2),
        *[timedelta(hours=1)] * 2,
    ]


def test_after_three_days_without_an_answer_a_person_is_asked_to_look(caisse):
    pk = caisse.payer("3")
    caisse.travailler()
    suivre.relancer(db.session, pk, suivre.ESSAIS)
    paiement = caisse.paiement(pk)
    assert paiement.etat is EtatPaiement.en_attente_operateur
    assert "un agent de la CNSS va vérifier" in paiement.message_operateur


def test_fedapay_s_page_lets_the_payer_confirm(application, base):
    with simulateur_servi() as (adresse, _, _):
        application.config.update(reglages(adresse, "fedapay"))
        with ecriture(base):
            pk = annoncer(base, employeur(base)).id
        suivre.initier(base, pk, 1)
        page = base.get_one(Paiement, pk).url_operateur
        urllib3.request("POST", page, fields={"payer": ""}, redirect=False)
        assert base.get_one(Paiement, pk).etat is EtatPaiement.en_attente_operateur
        suivre.relancer(base, pk)
        assert base.get_one(Paiement, pk).etat is EtatPaiement.confirme


def test_the_simulated_payer_decides_by_himself_in_time(application, base):
    with simulateur_servi(delai=0.01) as (adresse, _, boite):
        application.config.update(reglages(adresse, "paygate"))
        with ecriture(base):
            pk = annoncer(base, employeur(base), mode=ModePaiement.tmoney).id
        suivre.initier(base, pk, 1)
        attendre(lambda: len(boite.recues) == 1)
        suivre.relancer(base, pk)
        assert base.get_one(Paiement, pk).etat is EtatPaiement.confirme
