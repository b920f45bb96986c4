"""The individual account: months that count, gaps, years."""

import pytest

from app.carriere import individuel
from app.carriere.individuel import ReleveDeCarriere
from app.models import Declaration, LigneCarriere
from app.regles import mois
from tests.outils import petit_togo
from tests.outils.petit_togo import DERNIER, PREMIER

pytestmark = pytest.mark.petit_togo


@pytest.fixture
def inscrire(session):
    """Return a function that books a line for Essi: (month, francs, nature)."""
    essi, scierie = petit_togo.assure(session), petit_togo.employeur(session)
    source = session.query(Declaration.id).first()[0]

    def inscrire(periode: int, francs: int, nature: int = 1, remplacee: bool = False) -> None:
        session.add(
            LigneCarriere(
                assure_id=essi.id,
                employeur_id=scierie.id,
                declaration_id=source,
                periode=periode,
                nature=nature,
                jours=30,
                remuneration=francs,
                remplacee_par_id=source if remplacee else None,
            )
        )
        session.flush()

    return inscrire


@pytest.fixture
def relever(session):
    return lambda: individuel.relever(session, petit_togo.assure(session).id)


def test_each_month_declared_counts_once_with_its_pay(relever):
    attendus = [
        (m, 152_000 + 1_100 * rang) for rang, m in enumerate(mois.suite(PREMIER, mois.plus(DERNIER, -1)))
    ]
    assert list(relever().gains) == attendus


def test_several_natures_of_pay_are_one_month_insured(relever, inscrire):
    avant = relever()
    inscrire(PREMIER, 43_210, nature=3)
    assert relever().mois_assures == avant.mois_assures
    assert relever().gains[0] == (PREMIER, 152_000 + 43_210)


def test_a_line_replaced_counts_neither_for_months_nor_for_pay(relever, inscrire):
    avant = relever()
    inscrire(mois.plus(PREMIER, -1), 99_000, remplacee=True)
    assert relever() == avant


def test_a_gap_is_told_from_its_first_to_its_last_month(relever, inscrire):
    inscrire(mois.plus(PREMIER, -4), 61_000)
    assert relever().lacunes == ((mois.plus(PREMIER, -3), mois.plus(PREMIER, -1)),)


def test_a_month_next_to_another_leaves_no_gap(relever, inscrire):
    inscrire(mois.plus(PREMIER, -1), 61_000)
    assert relever().lacunes == ()


def test_years_between_two_jobs_appear_empty():
    releve = ReleveDeCarriere(gains=((202211, 60_000), (202212, 61_000), (202501, 75_000)), lacunes=())
    assert releve.par_annee() == [(2022, 2, 121_000), (2023, 0, 0), (2024, 0, 0), (2025, 1, 75_000)]


def test_an_empty_career_has_no_year_and_no_gap(session):
    releve = individuel.relever(session, 0)
    assert (releve.mois_assures, releve.par_annee(), releve.lacunes) == (0, [], ())
