"""An employer's situation, as the rules of the quitus read it."""

from datetime import timedelta

import pytest

from app.cotisations.situation import situation
from app.regles import mois
from app.regles.retard import exigible_le
from app.repertoire.parametres import bareme
from app.services.quitus.decision import proposer_quitus
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.petit_togo import AUBERGE, DERNIER, PREMIER

pytestmark = pytest.mark.petit_togo


@pytest.fixture(autouse=True)
def contexte(app):
    with app.app_context():
        yield


def proposer(session, numero: str, au=None):
    qui = petit_togo.employeur(session, numero)
    return proposer_quitus(session, qui, au or aujourd_hui(), bareme(session))


def test_what_was_declared_is_what_was_accepted_and_nothing_else(session):
    petit_togo.declaration_soumise(session)
    declares = situation(session, petit_togo.employeur(session), aujourd_hui(), bareme(session)).declares
    assert declares == set(mois.suite(PREMIER, mois.plus(DERNIER, -1)))


def test_a_debt_bears_its_surcharge_only_once_its_day_has_passed(session):
    lois, auberge = bareme(session), petit_togo.employeur(session, AUBERGE)
    echeance = exigible_le(PREMIER, lois)
    a_temps, en_retard = (
        situation(session, auberge, jour, lois).dettes[PREMIER]
        for jour in (echeance, echeance + timedelta(days=1))
    )
    assert a_temps.majoration == 0
    assert en_retard.majoration == (en_retard.principal * 5 + 50) // 100


def test_the_day_a_month_is_due_it_is_not_yet_asked_for_and_the_next_it_is(session):
    echeance = exigible_le(DERNIER, bareme(session))
    assert DERNIER not in proposer(session, petit_togo.SCIERIE, echeance).mois_non_declares
    assert DERNIER in proposer(session, petit_togo.SCIERIE, echeance + timedelta(days=1)).mois_non_declares


def test_who_declared_and_paid_everything_is_eligible(session):
    declaration = petit_togo.brouillon(session)
    petit_togo.accepter(session, declaration)
    petit_togo.payer(session, declaration)
    proposition = proposer(session, petit_togo.SCIERIE)
    assert proposition.eligible
    assert (proposition.mois_impayes, proposition.mois_non_declares, proposition.motifs) == ((), (), ())


def test_every_unpaid_month_is_named_with_what_is_owed(session):
    proposition = proposer(session, AUBERGE)
    assert not proposition.eligible
    assert proposition.mois_impayes[0] == PREMIER
    assert proposition.total_du > 0
