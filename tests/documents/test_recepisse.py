"""The receipt of a declaration: what was submitted, and what is due by when."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents import recepisse

EMPREINTE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.fixture
def un_recepisse(les_totaux, moment):
    return recepisse.Recepisse(
        numero="DNR-2026-000457",
        soumise_le=moment,
        employeur_numero="10245678",
        employeur_nom="Boulangerie de Kpalimé",
        periode=202610,
        nature="Initiale",
        empreinte=EMPREINTE,
        totaux=les_totaux,
        exigible_le=date(2026, 11, 15),
        fichier="octobre (siège).xlsx",
        avertissements=2,
    )


def test_the_receipt_proves_what_was_submitted_and_when(lire, un_recepisse):
    texte = lire(recepisse.imprimer(un_recepisse)).texte
    for attendu in (
        "DNR-2026-000457",
        "09/11/2026 à 14\u00a0h\u00a005",
        "Boulangerie de Kpalimé",
        "10245678",
        "octobre 2026",
        "Initiale",
        "octobre (siège).xlsx",
        "Avertissements justifiés",
    ):
        assert attendu in texte
    assert EMPREINTE in texte.replace(" ", "")


def test_the_receipt_gives_the_totals_by_branch_and_by_share(lire, un_recepisse):
    texte = lire(recepisse.imprimer(un_recepisse)).texte
    for attendu in (
        "440\u202f150\u202fF",
        "8\u202f803\u202fF",
        "13\u202f205\u202fF",
        "72\u202f625\u202fF",
        "44\u202f015\u202fF",
        "138\u202f648\u202fF",
        "99\u202f034\u202fF",
        "39\u202f614\u202fF",
        "16,5\u00a0%",
    ):
        assert attendu in texte


def test_the_receipt_says_by_when_to_pay_and_what_happens_next(lire, un_recepisse):
    texte = lire(recepisse.imprimer(un_recepisse)).texte
    assert "au plus tard le\u00a015\u00a0novembre\u00a02026" in texte
    assert "Un agent de la Caisse contrôle la déclaration" in texte


def test_a_corrective_declaration_names_the_one_it_replaces(lire, un_recepisse):
    corrige = replace(un_recepisse, nature="Rectificative", remplace="DNR-2026-000398")
    assert "Rectificative – remplace DNR-2026-000398" in lire(recepisse.imprimer(corrige)).texte


def test_a_declaration_made_online_has_no_file(lire, un_recepisse):
    assert "Saisie en ligne" in lire(recepisse.imprimer(replace(un_recepisse, fichier=""))).texte


def test_what_is_still_to_be_confirmed_is_said_only_then(lire, un_recepisse):
    phrase = "Le plancher des mois partiels repose sur un texte à confirmer."
    assert "À confirmer" not in lire(recepisse.imprimer(un_recepisse)).texte
    assert phrase in lire(recepisse.imprimer(replace(un_recepisse, a_confirmer=(phrase,)))).texte


def test_the_receipt_with_its_qr_code_holds_on_one_page(lire, un_recepisse, verification):
    lu = lire(
        recepisse.imprimer(replace(un_recepisse, a_confirmer=("Un texte est à confirmer.",)), verification)
    )
    assert len(lu.pages) == 1
    assert lu.codes_qr() == [verification.url]


def test_shares_that_nobody_worked_out_are_left_out(lire, un_recepisse):
    totaux = replace(un_recepisse.totaux, part_employeur=0, part_travailleur=0)
    assert "dont part" not in lire(recepisse.imprimer(replace(un_recepisse, totaux=totaux))).texte
