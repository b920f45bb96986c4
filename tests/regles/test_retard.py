"""Due dates and late surcharge."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.regles.bareme import charger
from app.regles.cotisations import exigible_le, majoration
from tests.regles.aides import avec

BAREME = charger()
FEVRIER = date(2026, 2, 15)


@pytest.mark.parametrize(
    ("mois", "jour"),
    [
        (202601, FEVRIER),
        (202612, date(2027, 1, 15)),
        (201012, date(2011, 1, 15)),
        (201103, date(2011, 4, 15)),
    ],
)
def test_contributions_are_due_on_the_15th_of_the_next_month(bareme, mois, jour):
    assert exigible_le(mois, bareme) == jour


def test_another_due_day_is_only_another_text(bareme):
    trimestriel = avec(bareme, exigibilite_jour=20, exigibilite_mois=2)
    assert exigible_le(202611, trimestriel) == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("jour", "due"),
    [
        (date(2026, 1, 31), 0),
        (date(2026, 2, 15), 0),
        (date(2026, 2, 16), 4_725),
        (date(2026, 2, 20), 4_725),
        (date(2026, 5, 15), 4_725),
        (date(2026, 5, 16), 5_670),
        (date(2026, 6, 15), 5_670),
        (date(2026, 6, 16), 6_615),
        (date(2026, 6, 20), 6_615),
        (date(2027, 2, 15), 13_230),
        (date(2027, 2, 16), 14_175),
    ],
)
def test_the_surcharge_grows_by_month_or_fraction_after_three_free_months(bareme, jour, due):
    assert majoration(94_500, FEVRIER, jour, bareme) == due


@pytest.mark.parametrize(("principal", "due"), [(9, 0), (10, 1), (30, 2), (49, 2), (50, 3)])
def test_a_surcharge_is_rounded_to_the_franc_halves_up(bareme, principal, due):
    assert majoration(principal, FEVRIER, date(2026, 3, 1), bareme) == due


def test_a_month_counted_from_the_31st_ends_on_the_last_day_of_a_short_month(bareme):
    sans_franchise = avec(bareme, majoration_mois_francs=0)
    assert majoration(10_000, date(2026, 1, 31), date(2026, 2, 28), sans_franchise) == 600
    assert majoration(10_000, date(2026, 1, 31), date(2026, 3, 1), sans_franchise) == 700


@given(
    st.integers(0, 10**9),
    st.dates(date(2012, 1, 1), date(2040, 1, 1)),
    st.dates(date(2012, 1, 1), date(2040, 1, 1)),
)
def test_a_surcharge_never_falls_as_days_pass(principal, un, autre):
    exigible = date(2015, 3, 15)
    tot, tard = sorted((un, autre))
    assert 0 <= majoration(principal, exigible, tot, BAREME) <= majoration(principal, exigible, tard, BAREME)
