"""The employer's year, statement and explanations say what the ledger holds."""

from datetime import date
from itertools import pairwise

import pytest

from app.cotisations import calendrier, cotisant, releve
from app.cotisations.calendrier import EtatMois
from app.cotisations.pourquoi import par_annee, pourquoi
from app.models import Cause
from tests.cotisations.outils import TOTAL, devoir, employeur, payer

AU = date(2026, 6, 10)


@pytest.fixture
def atelier(session):
    """An employer since April 2025: January paid, February late, March unpaid, April owed, May to declare."""
    qui = employeur(session)
    qui.debut_activite_le = date(2025, 12, 1)
    devoir(session, qui, 202601, date(2026, 2, 4))
    payer(session, qui, TOTAL, date(2026, 2, 10))
    devoir(session, qui, 202602, date(2026, 3, 4), 50_000)
    devoir(session, qui, 202605, date(2026, 6, 4), 80_000)
    return qui


def test_each_month_of_the_year_says_where_it_stands(session, atelier):
    mois = {m.periode: m for m in calendrier.etablir(session, atelier, AU).annee(2026)}
    etats = [mois[202600 + n].etat for n in range(1, 8)]
    assert etats == [
        EtatMois.paye, EtatMois.en_retard, EtatMois.manquant, EtatMois.manquant, EtatMois.a_payer,
        EtatMois.a_venir, EtatMois.a_venir,
    ]  # fmt: skip
    assert (mois[202602].reste, mois[202602].majoration, mois[202602].total) == (50_000, 2_500, 52_500)


def test_months_before_the_activity_are_not_asked_for(session, atelier):
    etats = [m.etat for m in calendrier.etablir(session, atelier, AU).annee(2025)]
    assert etats == [EtatMois.hors_activite] * 11 + [EtatMois.manquant]


def test_the_last_month_over_is_to_declare_until_it_falls_due(session, atelier):
    for jour, etat in ((date(2026, 7, 15), EtatMois.a_declarer), (date(2026, 7, 16), EtatMois.manquant)):
        assert calendrier.etablir(session, atelier, jour).douze_derniers()[-1].etat is etat


def test_the_twelve_months_of_the_chart_end_with_the_last_one_over(session, atelier):
    douze = calendrier.etablir(session, atelier, AU).douze_derniers()
    assert [m.periode for m in douze] == [*range(202506, 202513), *range(202601, 202606)]
    assert [(m.du, m.paye) for m in douze[-5:]] == [(TOTAL, TOTAL), (50_000, 0), (0, 0), (0, 0), (80_000, 0)]


def test_what_is_due_comes_in_the_order_of_its_dates(session, atelier):
    echeances = calendrier.etablir(session, atelier, AU).a_faire()
    assert [m.periode for m in echeances] == [202512, 202602, 202603, 202604, 202605]


def test_the_calendar_owes_what_the_account_owes(session, atelier):
    etabli = calendrier.etablir(session, atelier, AU)
    assert etabli.du == cotisant.solde(session, atelier.id, AU)
    assert list(etabli.annees) == [2025, 2026]


def test_a_statement_carries_the_balance_from_line_to_line(session, atelier):
    lignes = releve.lignes(session, atelier.id, date(2026, 2, 5), AU)
    assert lignes[0].solde == TOTAL
    assert all(apres.solde == avant.solde + apres.montant for avant, apres in pairwise(lignes))
    assert lignes[-1].solde == cotisant.solde(session, atelier.id, AU)


def test_a_statement_s_rows_split_debits_and_credits(session, atelier):
    rangees = releve.rangees(releve.lignes(session, atelier.id, date(2026, 1, 1), date(2026, 2, 28)))
    assert [rangee[3:] for rangee in rangees] == [[0, 0, 0], [TOTAL, 0, TOTAL], [0, TOTAL, 0]]


def test_the_balance_is_explained_operation_by_operation(session, atelier):
    explications = pourquoi(session, atelier, AU)
    assert explications[-1].solde == cotisant.solde(session, atelier.id, AU)
    assert [e.cause for e in explications] == [
        Cause.cotisations, Cause.paiement, Cause.cotisations, Cause.majoration, Cause.cotisations,
    ]  # fmt: skip


def test_an_explanation_quotes_the_rate_its_text_and_the_day_it_fell_due(session, atelier):
    surcharge = next(e for e in pourquoi(session, atelier, AU) if e.cause is Cause.majoration)
    valeurs = [etape.valeur for etape in surcharge.etapes]
    assert "15/03/2026" in valeurs
    assert "5\u00a0%" in valeurs
    assert any("2011-006" in (etape.reference or "") for etape in surcharge.etapes)
    declaration = pourquoi(session, atelier, AU)[0]
    assert any("12,5\u00a0%" in etape.valeur for etape in declaration.etapes)


def test_an_explanation_of_a_year_carries_the_balance_of_those_before(session, atelier):
    au = date(2027, 3, 1)
    devoir(session, atelier, 202612, date(2027, 1, 4), 70_000)
    sommes, solde = par_annee(session, atelier.id, au), cotisant.solde(session, atelier.id, au)
    annee = pourquoi(session, atelier, au, 2027, sommes[2026])
    assert sum(sommes.values()) == solde == annee[-1].solde
    assert 0 < len(annee) < len(pourquoi(session, atelier, au))
