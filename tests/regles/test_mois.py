"""A month as an int yyyymm."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.regles import mois

MOIS = st.builds(lambda annee, m: annee * 100 + m, st.integers(1900, 2100), st.integers(1, 12))


def test_a_month_is_read_from_year_and_month():
    assert mois.lire(" 2026-10 ") == 202610


@pytest.mark.parametrize(
    "texte", ["2026-13", "2026-00", "2026-1", "10/2026", "202610", "", "0000-05", "2026-10-01"]
)
def test_anything_else_is_refused_in_french(texte):
    with pytest.raises(ValueError, match="n’est pas un mois"):
        mois.lire(texte)


def test_a_month_is_written_in_words():
    assert (mois.libelle(202610), mois.libelle(202408)) == ("octobre 2026", "août 2024")


def test_a_month_beginning_with_a_vowel_is_elided_after_another_word():
    mots = [mois.complement(m) for m in (202604, 202608, 202610, 202611)]
    assert mots == ["d’avril 2026", "d’août 2026", "d’octobre 2026", "de novembre 2026"]


def test_a_month_knows_its_first_and_last_day():
    assert mois.premier_jour(202402) == date(2024, 2, 1)
    assert mois.dernier_jour(202402) == date(2024, 2, 29)
    assert mois.dernier_jour(202302) == date(2023, 2, 28)


def test_adding_months_crosses_years_both_ways():
    assert mois.plus(202611, 3) == 202702
    assert mois.plus(202602, -14) == 202412


def test_a_range_holds_both_ends_and_nothing_backwards():
    assert list(mois.suite(202511, 202602)) == [202511, 202512, 202601, 202602]
    assert list(mois.suite(202602, 202601)) == []


@given(MOIS)
def test_writing_then_reading_gives_the_same_month(m):
    assert mois.lire(mois.iso(m)) == m


@given(MOIS, st.integers(-900, 900))
def test_the_gap_undoes_the_addition(m, nombre):
    assert mois.ecart(m, mois.plus(m, nombre)) == nombre


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_within_its_month(jour):
    m = mois.de_date(jour)
    assert mois.premier_jour(m) <= jour <= mois.dernier_jour(m)


def test_the_same_day_months_later_stops_at_the_end_of_a_shorter_month():
    assert mois.decaler(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert mois.decaler(date(2026, 11, 23), 3) == date(2027, 2, 23)


def test_months_in_a_row_are_said_by_their_ends():
    assert mois.enumerer([202503, 202608, 202607]) == "mars 2025, juillet 2026, août 2026"
    assert mois.enumerer(mois.suite(197001, 202608)) == ("de janvier 1970 à août 2026 (680 mois)")
    assert mois.enumerer([*mois.suite(202510, 202601), 202603]) == (
        "d’octobre 2025 à janvier 2026 (4 mois), mars 2026"
    )
    assert mois.enumerer([]) == ""


@given(MOIS, MOIS)
def test_a_run_holds_every_month_from_one_end_to_the_other(un, autre):
    debut, fin = sorted((un, mois.plus(un, mois.ecart(un, autre) % 400)))
    assert list(mois.suite(debut, fin)) == [mois.plus(debut, n) for n in range(mois.ecart(debut, fin) + 1)]
    assert list(mois.suite(mois.plus(fin, 1), fin)) == []
