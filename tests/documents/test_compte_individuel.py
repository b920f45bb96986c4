"""The career statement: what counts, what was replaced, what is missing."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents import compte_individuel
from app.documents.compte_individuel import CompteImprime, LigneCompte


@pytest.fixture
def un_compte():
    lignes = [
        LigneCompte(202601, "Boulangerie de Kpalimé", 61000, 30, "DNR n° 12"),
        LigneCompte(202602, "Boulangerie de Kpalimé", 62500, 28, "DNR n° 13", comptee=False),
        LigneCompte(202602, "Boulangerie de Kpalimé", 64750, 30, "DNR n° 14"),
        LigneCompte(202605, "Pharmacie de l’Étoile", 71234, 30, "DNR n° 20"),
    ]
    return CompteImprime(
        numero_assurance="0012345678",
        nom="AGBEKO",
        prenoms="Afi Élisabeth",
        naissance_le=date(1966, 5, 2),
        lignes=lignes,
        mois_assures=3,
        lacunes=[(202603, 202604)],
        edite_le=date(2026, 11, 9),
    )


def test_the_statement_identifies_the_insured_and_totals_the_months(lire, un_compte):
    texte = lire(compte_individuel.imprimer(un_compte)).texte
    for attendu in (
        "AGBEKO Afi Élisabeth",
        "0012345678",
        "02/05/1966",
        "3\u00a0mois",
        "janvier 2026 – mai 2026",
    ):
        assert attendu in texte


def test_a_replaced_line_is_shown_but_counts_for_nothing(lire, un_compte):
    texte = lire(compte_individuel.imprimer(un_compte)).texte
    assert "62\u202f500" in texte
    assert texte.count("Remplacée") == 1
    assert texte.count("Comptée") == 3
    assert "196\u202f984\u202fF" in texte


def test_the_gaps_are_listed_with_their_length(lire, un_compte):
    texte = lire(
        compte_individuel.imprimer(replace(un_compte, lacunes=[(202603, 202604), (202511, 202511)]))
    ).texte
    assert "de mars 2026 à avril 2026 (2\u00a0mois)" in texte
    assert "novembre 2025 (1\u00a0mois)" in texte


def test_lines_are_printed_in_the_order_of_months(lire, un_compte):
    texte = lire(compte_individuel.imprimer(replace(un_compte, lignes=un_compte.lignes[::-1]))).texte
    assert texte.index("61\u202f000") < texte.index("62\u202f500") < texte.index("71\u202f234")


def test_an_empty_account_is_printed(lire, un_compte):
    texte = lire(compte_individuel.imprimer(replace(un_compte, lignes=[], lacunes=[], mois_assures=0))).texte
    assert "Aucun mois" in texte
    assert "0\u00a0mois" in texte


def test_forty_years_of_career_are_all_there(lire, un_compte):
    lignes = [
        LigneCompte(annee * 100 + mois, "SOTOGO", 50000 + annee * 10 + mois, 30, "DNR")
        for annee in range(1986, 2026)
        for mois in range(1, 13)
    ]
    texte = lire(
        compte_individuel.imprimer(replace(un_compte, lignes=lignes, mois_assures=480, lacunes=[]))
    ).texte
    assert texte.count("SOTOGO") == 480
    assert "480\u00a0mois" in texte


def test_what_a_line_pays_beside_the_wage_is_said_in_a_column_of_its_own(lire, un_compte):
    assert "Nature" not in lire(compte_individuel.imprimer(un_compte)).texte
    treizieme = replace(un_compte.lignes[0], jours=0, nature="Treizième mois")
    texte = lire(compte_individuel.imprimer(replace(un_compte, lignes=[*un_compte.lignes, treizieme]))).texte
    assert "Rémunération Nature Jours" in texte
    assert "61\u202f000 Treizième mois 0" in texte


def test_an_account_without_a_line_says_so_in_words(lire, un_compte):
    vide = replace(un_compte, lignes=[], lacunes=[], mois_assures=0)
    assert "Aucune ligne." in lire(compte_individuel.imprimer(vide)).texte
