"""The surcharge job agrees with the account to the franc, and may run as often as one likes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.cotisations import cotisant, livre
from app.cotisations.majorer import majorer
from app.models import Cause, Ecriture, Employeur, Operation
from app.regles import mois
from app.repertoire.parametres import bareme
from tests.cotisations.outils import TOTAL, devoir, employeur, payer

AU = date(2026, 6, 20)


@pytest.fixture
def atelier(session):
    return employeur(session)


def compter(session) -> int:
    return session.scalar(select(func.count(Operation.id)))


def test_the_job_books_5_percent_then_1_percent_a_month(session, atelier):
    devoir(session, atelier, 202601, date(2026, 2, 4))
    soldes = []
    for jour in (date(2026, 2, 15), date(2026, 2, 16), date(2026, 5, 15), date(2026, 5, 16), AU):
        majorer(session, jour, [atelier.id])
        soldes.append(cotisant.solde(session, atelier.id) - TOTAL)
    assert soldes == [0, 4_725, 4_725, 5_670, 6_615]


def test_the_job_run_twice_books_once(session, atelier):
    devoir(session, atelier, 202601, date(2026, 2, 4))
    assert [majorer(session, AU, [atelier.id]) for _ in range(2)] == [1, 0]


def test_a_run_missed_is_made_up_for_by_the_next(session, atelier):
    devoir(session, atelier, 202601, date(2026, 2, 4))
    assert majorer(session, AU, [atelier.id]) == 1
    assert cotisant.solde(session, atelier.id) == TOTAL + 6_615


def test_what_is_paid_bears_nothing_more(session, atelier):
    devoir(session, atelier, 202601, date(2026, 2, 4))
    payer(session, atelier, TOTAL, date(2026, 2, 20))
    assert majorer(session, AU, [atelier.id]) == 0


def test_a_month_paid_in_part_is_surcharged_part_by_part(session, atelier):
    devoir(session, atelier, 202601, date(2026, 2, 4))
    payer(session, atelier, 40_001, date(2026, 3, 1))
    payer(session, atelier, 30_003, date(2026, 5, 20))
    majorer(session, AU, [atelier.id])
    assert cotisant.solde(session, atelier.id) == TOTAL - 70_004 + 2_000 + 1_800 + 1_715


def test_employers_not_asked_for_are_left_alone(session, atelier):
    autre = employeur(session)
    devoir(session, autre, 202601, date(2026, 2, 4))
    assert majorer(session, AU, [atelier.id]) == 0


def test_the_operation_says_which_month_and_which_month_of_delay(session, atelier):
    devoir(session, atelier, 202601, date(2026, 2, 4))
    majorer(session, AU, [atelier.id])
    surcharge = session.scalars(select(Operation).where(Operation.cause == Cause.majoration)).all()[-1]
    assert surcharge.libelle == "Majoration de retard, janvier 2026"
    assert surcharge.cle == f"majoration:{atelier.id}:202601:202606"
    assert surcharge.le == AU


evenements = st.lists(
    st.tuples(
        st.sampled_from(["devoir", "payer", "majorer", "constater"]),
        st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        st.sampled_from(list(mois.suite(202412, 202605))),
        st.integers(1, 400_000),
    ),
    max_size=9,
)


@given(evenements)
def test_the_job_books_what_the_facts_replayed_from_the_start_say(session, evenements):
    qui, fin = employeur(session), date(2027, 3, 20)
    for rang, (quoi, le, periode, montant) in enumerate(evenements):
        if quoi == "devoir":
            devoir(session, qui, periode, le, montant)
        elif quoi == "payer":
            payer(session, qui, montant, le, rang)
        elif quoi == "majorer":
            majorer(session, max(le, livre.lire(session, qui.id).dernier), [qui.id])
        else:
            cotisant.constater(session, qui.id, le)
    majorer(session, fin, [qui.id])
    compte = livre.compte(session, qui, fin, bareme(session))
    lu = livre.lire(session, qui.id)
    assert lu.ecarts(compte) == []
    assert {p: m for p, m in lu.majorations.items() if m} == {
        p: ligne.majoration(fin) for p, ligne in compte.lignes.items() if ligne.majoration(fin)
    }
    assert cotisant.solde(session, qui.id) == -compte.avance + sum(
        ligne.reste + ligne.majoration_due(fin) for ligne in compte.lignes.values()
    )


@pytest.mark.demo
def test_the_demonstration_s_ledger_is_what_its_facts_imply(session):
    lois, au = bareme(session), session.scalar(select(func.max(Ecriture.le)))
    for qui in session.scalars(select(Employeur)):
        lu, compte = livre.lire(session, qui.id), livre.compte(session, qui, au, lois)
        assert lu.ecarts(compte) == []
        assert all(lu.majorations[p] == ligne.majoration(au) for p, ligne in compte.lignes.items())
