"""The employer's contribution account, after real declarations: each payment once, the oldest month first."""

import pytest
from sqlalchemy import func, select

from app.cotisations import cotisant
from app.models import Ecriture, Operation
from app.regles import mois
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.petit_togo import AUBERGE, DERNIER, PREMIER

pytestmark = pytest.mark.petit_togo


@pytest.fixture
def auberge(session) -> int:
    """The key of the inn, which owes seven months."""
    return petit_togo.employeur(session, AUBERGE).id


@pytest.fixture
def dus(session, auberge) -> dict[int, int]:
    return cotisant.impayes(session, auberge)


def payer(session, auberge: int, montant: int, reference: str = "VIR-1") -> Operation:
    return cotisant.encaisser(session, auberge, montant, aujourd_hui(), reference)


def test_each_month_declared_is_owed_and_the_oldest_comes_first(dus):
    assert list(dus) == list(mois.suite(PREMIER, mois.plus(DERNIER, -1)))
    assert len(set(dus.values())) == 7


def test_who_paid_everything_owes_nothing(session):
    scierie = petit_togo.employeur(session).id
    assert cotisant.impayes(session, scierie) == {}
    assert cotisant.solde(session, scierie) == 0


def test_a_payment_goes_to_the_oldest_month_first(session, auberge, dus):
    (premier, du), (second, reste), *_ = dus.items()
    payer(session, auberge, du + 1_000)
    apres = cotisant.impayes(session, auberge)
    assert premier not in apres
    assert apres[second] == reste - 1_000


@pytest.mark.parametrize(("ecart", "reste"), [(-1, 1), (0, None)])
def test_a_month_is_settled_to_the_franc(session, auberge, dus, ecart, reste):
    payer(session, auberge, dus[PREMIER] + ecart)
    assert cotisant.impayes(session, auberge).get(PREMIER) == reste


def test_what_is_paid_beyond_is_an_advance_kept_for_later(session, auberge, dus):
    payer(session, auberge, sum(dus.values()) + 777)
    assert cotisant.impayes(session, auberge) == {}
    assert cotisant.soldes(session, auberge)[None] == -777
    assert cotisant.solde(session, auberge) == -777


@pytest.mark.parametrize("montant", [0, -1])
def test_a_payment_is_above_zero(session, auberge, montant):
    with pytest.raises(ValueError, match="montant positif"):
        payer(session, auberge, montant)


def test_the_same_payment_is_booked_once(session, auberge, dus):
    payer(session, auberge, 10_000)
    with pytest.raises(cotisant.DejaEncaisse, match="VIR-1"):
        payer(session, auberge, 10_000)
    assert cotisant.solde(session, auberge) == sum(dus.values()) - 10_000


def test_one_employer_s_payment_touches_no_other_account(session, auberge):
    scierie = petit_togo.employeur(session).id
    requete = select(func.count(Ecriture.id)).where(Ecriture.employeur_id == scierie)
    avant = session.scalar(requete)
    payer(session, auberge, 50_000)
    assert session.scalar(requete) == avant
    assert cotisant.solde(session, scierie) == 0
