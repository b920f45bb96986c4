"""What the ledger books, which debt is extinguished first, what lateness costs: the law's own figures."""

from datetime import date

import pytest
from sqlalchemy import case, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.cotisations import cotisant, grand_livre
from app.models import Cause, CompteComptable, Ecriture, Operation, Periodicite
from app.socle.acces import Acteur, Perimetre
from app.socle.droits import Qualite
from tests.cotisations.outils import TOTAL, devoir, employeur, payer

JANVIER, FEVRIER = 202601, 202602
SUPERVISEUR = Acteur(None, "Akouvi Sossou", frozenset({Qualite.superviseur}), Perimetre(tout=True))
AGENT = Acteur(None, "Kossi Adjo", frozenset({Qualite.agent}), Perimetre(tout=True))


def somme(session, compte: CompteComptable, employeur_id: int) -> int:
    """Return the balance of one account for an employer."""
    e = Ecriture.__table__.c
    signe = case((e.debit == compte, e.montant), (e.credit == compte, -e.montant), else_=0)
    return session.scalar(select(func.coalesce(func.sum(signe), 0)).where(e.employeur_id == employeur_id))


def operations(session, qui) -> list[Operation]:
    requete = select(Operation).where(Operation.employeur_id == qui.id)
    return list(session.scalars(requete.order_by(Operation.id)))


@pytest.fixture
def atelier(session):
    return employeur(session)


def test_a_declaration_makes_its_branches_due(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    assert cotisant.soldes(session, atelier.id) == {JANVIER: TOTAL}
    branches = {b: -somme(session, CompteComptable[b], atelier.id) for b in cotisant.BRANCHES}
    assert branches == {"rp": 6_000, "pf": 9_000, "pv": 49_500, "amu": 30_000}


def test_a_second_declaration_of_a_month_books_the_difference_alone(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4), 94_500)
    correction = devoir(session, atelier, JANVIER, date(2026, 2, 9), 101_115)
    assert correction.cause is Cause.correction
    assert cotisant.solde(session, atelier.id) == 101_115


def test_a_second_declaration_with_the_same_amounts_books_nothing(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    assert devoir(session, atelier, JANVIER, date(2026, 2, 9)) is None
    assert len(operations(session, atelier)) == 1


@pytest.mark.parametrize(
    ("le", "due"),
    [
        (date(2026, 2, 15), 0),
        (date(2026, 2, 16), 4_725),
        (date(2026, 2, 20), 4_725),
        (date(2026, 5, 15), 4_725),
        (date(2026, 5, 16), 5_670),
        (date(2026, 6, 20), 6_615),
    ],
)
def test_a_debt_of_94_500_due_15_february_bears_what_the_law_says_the_day_it_is_paid(
    session, atelier, le, due
):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    payer(session, atelier, TOTAL, le)
    assert cotisant.solde(session, atelier.id) == due
    assert somme(session, CompteComptable.employeur, atelier.id) == 0


def test_a_principal_paid_in_parts_is_surcharged_part_by_part(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    payer(session, atelier, 40_000, date(2026, 2, 12))
    payer(session, atelier, 30_000, date(2026, 3, 1))
    payer(session, atelier, 24_500, date(2026, 6, 20))
    assert cotisant.solde(session, atelier.id) == 1_500 + 1_715


def test_a_payment_extinguishes_the_oldest_month_first_principal_before_surcharge(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4), 100_000)
    devoir(session, atelier, FEVRIER, date(2026, 3, 4), 60_000)
    payer(session, atelier, 103_000, date(2026, 3, 20))
    assert cotisant.soldes(session, atelier.id) == {JANVIER: 2_000, FEVRIER: 63_000}
    assert somme(session, CompteComptable.retard, atelier.id) == 2_000 + 3_000
    payer(session, atelier, 5_000, date(2026, 3, 21))
    assert cotisant.impayes(session, atelier.id) == {FEVRIER: 57_000 + 3_000}


def test_what_is_paid_over_is_an_advance_that_pays_the_next_month_on_its_own_day(session, atelier):
    payer(session, atelier, 100_000, date(2026, 2, 10))
    assert cotisant.soldes(session, atelier.id) == {None: -100_000}
    devoir(session, atelier, JANVIER, date(2026, 3, 2))
    assert cotisant.soldes(session, atelier.id) == {None: -5_500, JANVIER: 0}
    assert somme(session, CompteComptable.majorations, atelier.id) == 0


def test_a_payment_dated_before_one_already_booked_is_allotted_as_on_its_day(session, atelier):
    autre = employeur(session)
    for qui in (atelier, autre):
        devoir(session, qui, JANVIER, date(2026, 2, 4), 100_000)
        devoir(session, qui, FEVRIER, date(2026, 3, 4), 100_000)
    tot, tard = date(2026, 3, 20), date(2026, 7, 20)
    for qui, dates in ((atelier, (tard, tot)), (autre, (tot, tard))):
        for le in dates:
            payer(session, qui, 105_000, le)
    assert cotisant.soldes(session, atelier.id) == cotisant.soldes(session, autre.id)
    assert cotisant.solde(session, autre.id) == 2_000


def test_the_database_refuses_two_operations_of_one_key(session, atelier):
    piece = grand_livre.PieceComptable(Cause.paiement, date(2026, 2, 4), "Paiement", "paiement:VIR-1")
    grand_livre.passer(session, atelier.id, piece, [])
    with pytest.raises(IntegrityError), session.begin_nested():
        grand_livre.passer(session, atelier.id, piece, [])


def test_surcharges_are_observed_once_however_often_one_looks(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    assert len(cotisant.constater(session, atelier.id, date(2026, 2, 20))) == 1
    assert cotisant.constater(session, atelier.id, date(2026, 3, 20)) == []
    assert cotisant.solde(session, atelier.id) == 99_225


def test_a_debt_corrected_within_the_month_of_delay_bears_its_surcharge_too(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    cotisant.constater(session, atelier.id, date(2026, 2, 20))
    devoir(session, atelier, JANVIER, date(2026, 2, 22), 104_500)
    assert cotisant.solde(session, atelier.id) == 104_500 + 5_225


def test_a_corrected_debt_gives_back_what_was_paid_too_much(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4), 100_000)
    payer(session, atelier, 105_000, date(2026, 2, 20))
    devoir(session, atelier, JANVIER, date(2026, 3, 1), 60_000)
    assert cotisant.soldes(session, atelier.id) == {None: -42_000, JANVIER: 0}


def test_a_quarterly_employer_owes_its_three_months_after_the_last(session):
    trimestriel = employeur(session, Periodicite.trimestrielle)
    devoir(session, trimestriel, JANVIER, date(2026, 2, 4))
    assert cotisant.constater(session, trimestriel.id, date(2026, 4, 15)) == []
    assert len(cotisant.constater(session, trimestriel.id, date(2026, 4, 16))) == 1


def test_a_balance_is_that_of_its_day(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    payer(session, atelier, 50_000, date(2026, 2, 10))
    jours = [date(2026, 2, 3), date(2026, 2, 4), date(2026, 2, 9), date(2026, 2, 10)]
    assert [cotisant.solde(session, atelier.id, au) for au in jours] == [0, 94_500, 94_500, 44_500]


def test_a_waiver_lets_off_part_of_a_surcharge(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    remise = cotisant.remettre(
        session,
        employeur_id=atelier.id,
        periode=JANVIER,
        montant=3_000,
        motif="Inondation du quartier",
        le=date(2026, 2, 20),
        acteur=SUPERVISEUR,
        cle="1",
    )
    assert (remise.cause, remise.motif) == (Cause.remise, "Inondation du quartier")
    assert cotisant.solde(session, atelier.id) == TOTAL + 1_725


@pytest.mark.parametrize("montant", [0, 4_726])
def test_a_waiver_goes_from_one_franc_to_what_is_owed(session, atelier, montant):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    with pytest.raises(cotisant.RemiseRefusee, match="4\u202f725"):
        cotisant.remettre(
            session,
            employeur_id=atelier.id,
            periode=JANVIER,
            montant=montant,
            motif="Sinistre",
            le=date(2026, 2, 20),
            acteur=SUPERVISEUR,
            cle="1",
        )


@pytest.mark.parametrize(("acteur", "motif"), [(AGENT, "Sinistre"), (SUPERVISEUR, "  ")])
def test_a_waiver_asks_for_a_supervisor_and_a_reason(session, atelier, acteur, motif):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    with pytest.raises(cotisant.RemiseRefusee):
        cotisant.remettre(
            session,
            employeur_id=atelier.id,
            periode=JANVIER,
            montant=10,
            motif=motif,
            le=date(2026, 2, 20),
            acteur=acteur,
            cle="1",
        )


def test_a_reversed_payment_is_as_if_it_had_never_been(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    recu = payer(session, atelier, 50_000, date(2026, 2, 10))
    inverse = cotisant.contrepasser(session, recu, "Versé par un homonyme", date(2026, 2, 20))
    assert (inverse.contrepasse_id, inverse.motif) == (recu.id, "Versé par un homonyme")
    assert cotisant.solde(session, atelier.id) == TOTAL + 4_725
    assert somme(session, CompteComptable.encaissements, atelier.id) == 0


def test_an_operation_is_reversed_once_and_a_surcharge_never(session, atelier):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    (surcharge,) = cotisant.constater(session, atelier.id, date(2026, 2, 20))
    recu = payer(session, atelier, 50_000, date(2026, 2, 21))
    inverse = cotisant.contrepasser(session, recu, "Erreur de compte", date(2026, 2, 22))
    for operation in (recu, inverse, surcharge):
        with pytest.raises(cotisant.ContrepassationRefusee):
            cotisant.contrepasser(session, operation, "Encore", date(2026, 2, 23))


@pytest.mark.parametrize("table", ["operation", "ecriture"])
@pytest.mark.parametrize("ordre", ["UPDATE {} SET employeur_id = employeur_id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_delete_what_is_written(session, atelier, ordre, table):
    devoir(session, atelier, JANVIER, date(2026, 2, 4))
    with pytest.raises(DBAPIError, match="ne se modifie pas"), session.begin_nested():
        session.connection().exec_driver_sql(ordre.format(table))


@pytest.mark.parametrize(("credit", "montant"), [("retard", 0), ("retard", -5), ("employeur", 5)])
def test_the_database_refuses_an_entry_that_moves_nothing(session, atelier, credit, montant):
    operation = devoir(session, atelier, JANVIER, date(2026, 2, 4))
    ligne = {
        "operation_id": operation.id, "employeur_id": atelier.id, "periode": JANVIER, "le": date(2026, 2, 4),
        "debit": CompteComptable.employeur, "credit": CompteComptable[credit], "montant": montant,
    }  # fmt: skip
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(Ecriture.__table__.insert(), [ligne])
