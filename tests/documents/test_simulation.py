"""The printed simulation: amounts, steps, and what they are worth."""

from datetime import date

import pytest

from app.documents import simulation
from app.regles import bareme, pension
from app.regles.francais import francs

NAISSANCE = date(1966, 5, 2)


def carriere(annees: range) -> list[tuple[int, int]]:
    return [(annee * 100 + mois, 200_000 + annee * 10 + mois) for annee in annees for mois in range(1, 13)]


def sans_espace(texte: str) -> str:
    """Return `texte` without any space: a cell that wraps is read back with others between its lines."""
    return "".join(texte.split())


@pytest.fixture(scope="module")
def textes():
    return bareme.charger()


def etude(textes, annees: range, *departs: date, **autres) -> simulation.SimulationImprimee:
    resultats = [pension.simuler(carriere(annees), NAISSANCE, depart, textes) for depart in departs]
    return simulation.SimulationImprimee(
        "AGBEKO Afi", "0012345678", NAISSANCE, resultats, date(2026, 11, 9), **autres
    )


def test_normal_and_early_pensions_stand_side_by_side_on_the_first_page(lire, textes):
    sujet = etude(textes, range(1996, 2026), date(2026, 6, 1), date(2023, 6, 1))
    page = lire(simulation.imprimer(sujet)).pages[0]
    for resultat in sujet.simulations:
        assert francs(resultat.montant) in page
    assert "Pension normale" in page
    assert "Pension anticipée" in page


def test_every_step_is_printed_with_its_text_of_reference(lire, textes):
    sujet = etude(textes, range(1996, 2026), date(2026, 6, 1))
    texte = sans_espace(lire(simulation.imprimer(sujet)).texte)
    for etape in sujet.simulations[0].etapes:
        for mot in (etape.libelle, etape.valeur, etape.reference or "", etape.parametre or ""):
            assert sans_espace(mot) in texte


def test_an_estimation_is_called_one(lire, textes):
    sujet = etude(textes, range(1996, 2026), date(2026, 6, 1))
    assert sujet.simulations[0].estimation
    assert "Estimation" in lire(simulation.imprimer(sujet)).pages[0]


def test_what_is_missing_is_said(lire, textes):
    sujet = etude(textes, range(2020, 2026), date(2025, 6, 1))
    texte = lire(simulation.imprimer(sujet)).texte
    assert "Aucun droit ouvert" in texte
    assert sujet.simulations[0].droit.manques[0] in texte


def test_a_lump_sum_is_paid_once(lire, textes):
    sujet = etude(textes, range(2015, 2026), date(2026, 6, 1))
    texte = lire(simulation.imprimer(sujet)).texte
    assert "Allocation de vieillesse" in texte
    assert "en une fois" in texte
    assert "par mois" not in texte


def test_the_simulation_says_that_it_gives_no_right_and_states_its_hypotheses(lire, textes):
    sujet = etude(
        textes, range(1996, 2026), date(2026, 6, 1), hypotheses=("Le dernier salaire est reconduit.",)
    )
    texte = lire(simulation.imprimer(sujet)).texte
    assert "n’engage pas la Caisse" in texte
    assert "Le dernier salaire est reconduit." in texte
