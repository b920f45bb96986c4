"""The printed declaration: every line, over as many pages as it takes."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents import declaration


def ligne(rang: int, **autres) -> declaration.LigneImprimee:
    valeurs = {
        "matricule": f"M{rang:04d}",
        "numero_assurance": f"00{rang:08d}",
        "nom": f"NOM{rang:04d}",
        "prenoms": "Afi Élisabeth",
        "type_assure": 1,
        "jours": 30,
        "remuneration": 52500 + 137 * rang,
        "nature": 1,
        "embauche_le": date(2015, 3, 1),
        "sortie_le": None,
        "motif": None,
        "branches": (1050 + rang, 1575 + rang, 8663 + rang, 5250 + rang),
    }
    return declaration.LigneImprimee(**{**valeurs, **autres})


@pytest.fixture
def une_declaration(les_totaux, moment):
    return declaration.DeclarationImprimee(
        employeur_numero="10245678",
        employeur_nom="Boulangerie de Kpalimé",
        periode=202610,
        nature="Initiale",
        lignes=[ligne(rang) for rang in range(3)],
        totaux=les_totaux,
        edite_le=moment,
    )


def test_four_hundred_lines_are_all_printed_and_the_header_is_on_every_page(lire, une_declaration):
    longue = replace(une_declaration, lignes=[ligne(rang) for rang in range(400)])
    pages = lire(declaration.imprimer(longue)).pages
    tableaux = [texte for texte in pages if "NOM0" in texte]
    assert len(tableaux) > 8
    assert all("Rémunération" in texte for texte in tableaux)
    assert [rang for rang in range(400) if sum(f"NOM{rang:04d}" in texte for texte in pages) != 1] == []


def test_a_declaration_of_three_workers_holds_on_one_page_with_its_signature(lire, une_declaration):
    branches = tuple(replace(b, libelle=f"{b.libelle} (RP)") for b in une_declaration.totaux.branches)
    totaux = replace(une_declaration.totaux, branches=branches)
    codee = replace(une_declaration, totaux=totaux, legende=("Type 1 : Normal/CDI", "Nature 1 : Ordinaire"))
    assert len(lire(declaration.imprimer(codee)).pages) == 1


@pytest.mark.parametrize("combien", range(6, 14))
def test_who_signs_a_declaration_has_its_totals_on_his_page(lire, une_declaration, combien):
    lignes = [ligne(rang) for rang in range(combien)]
    derniere = lire(declaration.imprimer(replace(une_declaration, lignes=lignes))).pages[-1]
    assert "Total des cotisations" in derniere
    assert "Certifié sincère et véritable" in derniere


def test_a_line_shows_its_amounts_dates_and_codes(lire, une_declaration):
    sortie = ligne(7, remuneration=1234567, jours=20, sortie_le=date(2026, 10, 20), motif=102)
    texte = lire(declaration.imprimer(replace(une_declaration, lignes=[sortie]))).texte
    for attendu in ("1\u202f234\u202f567", "01/03/2015", "20/10/2026", "102", "0000000007", "8\u202f670"):
        assert attendu in texte


def test_the_totals_close_the_declaration(lire, une_declaration):
    texte = lire(declaration.imprimer(une_declaration)).texte
    for attendu in (
        "Total",
        "440\u202f150",
        "138\u202f648\u202fF",
        "99\u202f034\u202fF",
        "39\u202f614\u202fF",
    ):
        assert attendu in texte


def test_the_sheet_is_in_landscape(lire, une_declaration):
    cadre = lire(declaration.imprimer(une_declaration)).pdf.pages[0].mediabox
    assert cadre.width > cadre.height


def test_a_draft_says_that_it_proves_nothing_and_a_submitted_declaration_does_not(lire, une_declaration):
    soumise = replace(une_declaration, numero="DNR-2026-000457", etat="Soumise")
    assert "ne vaut pas preuve" in lire(declaration.imprimer(une_declaration)).texte
    texte = lire(declaration.imprimer(soumise)).texte
    assert "ne vaut pas preuve" not in texte
    assert "DNR-2026-000457" in texte


def test_a_name_longer_than_its_column_wraps(lire, une_declaration):
    longue = ligne(
        1, nom="NYASSOGBO-TCHAKPALA D’ALMEIDA LAWSON", prenoms="Essohanam Françoise-Renée Marie-Josèphe"
    )
    texte = lire(declaration.imprimer(replace(une_declaration, lignes=[longue]))).texte
    for mot in ("NYASSOGBO-TCHAKPALA", "D’ALMEIDA", "LAWSON", "Françoise-Renée", "Marie-Josèphe"):
        assert mot in texte


def test_the_codes_used_are_explained(lire, une_declaration):
    texte = lire(declaration.imprimer(replace(une_declaration, legende=("Type 1\u00a0: Normal/CDI",)))).texte
    assert "Codes\u00a0: Type 1\u00a0: Normal/CDI." in texte
