"""What a cell means, however it was typed."""

from array import array
from datetime import date, datetime

import pytest

from app.classeurs.cellules import LONGUEUR_GARDEE, canoniser, entier, jour, numero, texte
from app.services.dnr.colonnes import PAR_CLE


@pytest.mark.parametrize(
    ("cellule", "montant"),
    [
        (52_500.0, 52_500),
        ("12 000 F", 12_000),
        ("12\u00a0000", 12_000),
        ("12\u202f000 FCFA", 12_000),
        ("12.000", 12_000),
        ("12,000", 12_000),
        ("1.234.567,00", 1_234_567),
        ("52500,00", 52_500),
        ("52500.0", 52_500),
        ("-5 000", -5_000),
        ("30 jours", 30),
        (74_999.9999999999, 75_000),
        ("0", 0),
    ],
)
def test_an_amount_is_understood(cellule, montant):
    assert entier(cellule) == montant


@pytest.mark.parametrize(
    ("cellule", "garde"),
    [
        (12_000.5, "12000,5"),
        ("12000,50", "12000,50"),
        ("12.5", "12.5"),
        ("0.500", "0.500"),
        ("douze", "douze"),
        ("", ""),
        ("1 2 3 4 5 x", "1 2 3 4 5 x"),
        ("9" * 25, "9" * 25),
        (True, "VRAI"),
        (float("inf"), "inf"),
        (1e22, "1e+22"),
    ],
)
def test_what_is_no_whole_amount_stays_as_it_was_typed(cellule, garde):
    assert entier(cellule) == garde


@pytest.mark.parametrize(
    ("cellule", "lu"),
    [
        ("0012345678", "0012345678"),
        ("001 234 56-78", "0012345678"),
        (12345.0, "12345"),
        (" '00123 ", "00123"),
        ("2600057609.0", "2600057609"),
        ("0012345678,00", "0012345678"),
        ("0012.345.000", "0012345000"),
        ("AB12", "AB12"),
        (date(2010, 1, 1), "2010-01-01"),
        (123456789012345.0, "123456789012345"),
        ("", ""),
    ],
)
def test_an_insured_number_keeps_its_leading_zeros(cellule, lu):
    assert numero(cellule) == lu


@pytest.mark.parametrize(
    "cellule",
    [
        date(2026, 1, 2),
        datetime(2026, 1, 2, 10, 30),
        "02/01/2026",
        "2-1-26",
        "2.1.2026",
        "2026-01-02",
        "2026-01-02 00:00:00",
        "2 janvier 2026",
        "2 janv. 2026",
        46_024.0,
    ],
)
def test_a_date_is_understood(cellule):
    assert jour(cellule) == "2026-01-02"


@pytest.mark.parametrize(
    "cellule", ["31/02/2026", "00/01/2026", "hier", "2026", "1/13/2026", "2 brumaire 2026"]
)
def test_what_is_no_date_stays_as_it_was_typed(cellule):
    assert jour(cellule) == cellule


@pytest.mark.parametrize(("cellule", "annee"), [("1/5/39", "2039"), ("1/5/40", "1940"), ("1/5/98", "1998")])
def test_a_year_of_two_digits_finds_its_century(cellule, annee):
    assert jour(cellule)[:4] == annee


@pytest.mark.parametrize("cellule", ["1", 1.0, "01", "1 - Normal/CDI", "1 – Normal/CDI", "normal/cdi"])
def test_a_code_is_understood_with_or_without_its_words(cellule):
    assert canoniser(PAR_CLE["type_assure"], [cellule]) == ["1"]


@pytest.mark.parametrize("cellule", ["CDI ?", "1,5", "-1", "1 2"])
def test_what_is_no_code_stays_as_it_was_typed(cellule):
    assert canoniser(PAR_CLE["type_assure"], [cellule]) == [cellule]


def test_text_loses_its_spaces_and_its_control_characters():
    assert texte("  Kossi \t Emmanuel\n\x00") == "Kossi Emmanuel"


def test_a_text_of_ten_thousand_characters_is_cut():
    assert len(texte("x" * 10_000)) == LONGUEUR_GARDEE


def test_a_column_of_whole_amounts_is_an_array():
    assert canoniser(PAR_CLE["jours"], [30.0, 28.0, 1]) == array("q", [30, 28, 1])


def test_a_column_with_one_empty_cell_keeps_it_empty():
    assert canoniser(PAR_CLE["jours"], [30.0, "", "28 j"]) == [30, "", 28]


@pytest.mark.parametrize(
    ("cle", "lues"), [("jours", [1, "VRAI", 0, "FAUX"]), ("nature", ["1", "VRAI", "0", "FAUX"])]
)
def test_a_cell_that_shows_true_is_not_the_number_one(cle, lues):
    assert canoniser(PAR_CLE[cle], [1.0, True, 0.0, False]) == lues


def test_a_column_of_numbers_where_one_cell_shows_true_is_no_column_of_numbers():
    assert canoniser(PAR_CLE["jours"], [30.0, True]) == [30, "VRAI"]


def test_a_formula_without_result_is_kept_as_a_formula():
    colonnes = ("numero_assure", "nom", "type_assure", "jours", "embauche_le")
    assert [canoniser(PAR_CLE[cle], ["=A1+1"]) for cle in colonnes] == [["=A1+1"]] * 5
