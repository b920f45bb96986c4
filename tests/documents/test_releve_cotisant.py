"""The statement of a contribution account, and the declaration of contributions, on paper."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents import cotisations, releve_cotisant
from app.documents.releve_cotisant import MouvementImprime


@pytest.fixture
def un_releve():
    return releve_cotisant.ReleveImprime(
        "10245678", "Boulangerie de Kpalimé", date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 2),
        [
            MouvementImprime(date(2026, 1, 1), "Solde reporté", "", 0, 0),
            MouvementImprime(date(2026, 2, 4), "DNR-2026-000012", "", 94_500, 94_500),
            MouvementImprime(date(2026, 2, 20), "Remise de majorations", "Inondation", -1_725, 92_775),
        ],
    )  # fmt: skip


def test_a_statement_shows_each_operation_and_its_balance(lire, un_releve):
    texte = lire(releve_cotisant.imprimer(un_releve)).texte
    assert "04/02/2026 DNR-2026-000012 94\u202f500\u202fF" in texte
    assert "Remise de majorations – Inondation" in texte
    assert "92\u202f775\u202fF à payer" in texte


@pytest.mark.parametrize(("solde", "dit"), [(0, "À jour"), (-500, "500\u202fF d’avance")])
def test_a_statement_says_when_nothing_is_owed(lire, un_releve, solde, dit):
    fin = replace(un_releve.lignes[-1], solde=solde)
    assert dit in lire(releve_cotisant.imprimer(replace(un_releve, lignes=[fin]))).texte


def test_a_statement_of_fifty_years_is_printed_whole(lire, un_releve):
    lignes = [MouvementImprime(date(2026, 1, 1), f"Opération {i:04d}", "", 1_000 + i, i) for i in range(600)]
    pages = lire(releve_cotisant.imprimer(replace(un_releve, lignes=lignes))).pages
    assert "Opération 0599" in pages[-1]


@pytest.mark.parametrize("combien", range(24, 40))
def test_the_closing_balance_is_never_alone_on_a_page(lire, un_releve, combien):
    lignes = [
        MouvementImprime(date(2026, 1, 1), f"Opération {i:04d}", "", 1_000 + i, i) for i in range(combien)
    ]
    derniere = lire(releve_cotisant.imprimer(replace(un_releve, lignes=lignes))).pages[-1]
    assert f"Opération {combien - 1:04d}" in derniere
    assert "Un solde négatif est une avance" in derniere.replace("\n", " ")


@pytest.fixture
def une_declaration(les_totaux, moment):
    return cotisations.DeclarationDeCotisations(
        numero="DCO-2026-000012", soumise_le=moment, edite_le=moment, employeur_numero="10245678",
        employeur_nom="Boulangerie de Kpalimé", periode=202610, nature="Initiale", dnr="", remplace="",
        assiette=440_150, totaux=les_totaux, exigible_le=date(2026, 11, 15),
    )  # fmt: skip


def test_what_was_sent_is_a_receipt_and_says_when_to_pay(lire, une_declaration):
    texte = lire(cotisations.imprimer(une_declaration)).texte
    for attendu in ("Récépissé", "DCO-2026-000012", "440\u202f150\u202fF", "138\u202f648\u202fF"):
        assert attendu in texte
    assert "15\u00a0novembre\u00a02026" in texte
    assert "(DNR) de la période reste à déposer" in texte


def test_what_was_not_sent_is_only_a_draft(lire, une_declaration):
    texte = lire(cotisations.imprimer(replace(une_declaration, numero="", soumise_le=None))).texte
    assert "projet, non envoyé" in texte
    assert "Récépissé" not in texte
