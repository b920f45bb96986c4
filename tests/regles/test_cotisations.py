"""Contributions of one worker for one month."""

from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.regles.bareme import AvantPremierTexte, charger
from app.regles.cotisations import BRANCHES, Cotisation, Taux, calculer, etapes, plancher
from app.regles.mois import premier_jour
from tests.regles.aides import avec

BAREME = charger()
OCTOBRE = Taux.au(BAREME, 202610)


def total(due: Cotisation) -> int:
    return due.rp + due.pf + due.pv + due.amu


def test_the_minimum_wage_gives_the_published_amounts():
    due = calculer(52_500, 30, 1, OCTOBRE)
    assert (due.pf, due.rp, due.pv, due.amu) == (1_575, 1_050, 8_663, 5_250)


def test_300_000_francs_give_the_published_amounts_and_shares():
    due = calculer(300_000, 30, 1, OCTOBRE)
    assert due == Cotisation(300_000, 6_000, 9_000, 49_500, 30_000, 67_500, 27_000)
    assert total(due) == 94_500


def test_a_half_franc_is_rounded_up_in_the_branch_and_in_the_worker_part():
    due = calculer(100_025, 30, 1, OCTOBRE)
    assert (due.rp, due.pf, due.pv, due.amu) == (2_001, 3_001, 16_504, 10_003)
    assert due.part_travailleur == 4_001 + 5_001


@pytest.mark.parametrize(
    ("mois", "amounts"),
    [
        (201102, {"rp": 5_003, "pf": 12_008, "pv": 24_016, "amu": 0}),
        (201103, {"rp": 4_003, "pf": 6_004, "pv": 33_021, "amu": 0}),
        (202312, {"rp": 4_003, "pf": 6_004, "pv": 33_021, "amu": 0}),
        (202401, {"rp": 4_003, "pf": 6_004, "pv": 33_021, "amu": 20_013}),
    ],
)
def test_a_month_is_computed_at_the_rates_of_its_own_time(bareme, mois, amounts):
    due = calculer(200_130, 30, 1, Taux.au(bareme, mois))
    assert {branche: getattr(due, branche) for branche in BRANCHES} == amounts


@pytest.mark.parametrize(
    ("mois", "smig"), [(201112, 28_000), (201201, 35_000), (202212, 35_000), (202301, 52_500)]
)
def test_the_floor_of_a_full_month_is_the_minimum_wage_of_its_time(bareme, mois, smig):
    assert calculer(11_000, 30, 1, Taux.au(bareme, mois)).assiette == smig


@pytest.mark.parametrize(("remuneration", "assiette"), [(52_499, 52_500), (52_500, 52_500), (52_501, 52_501)])
def test_the_floor_only_lifts_what_is_under_it(remuneration, assiette):
    assert calculer(remuneration, 30, 1, OCTOBRE).assiette == assiette


@pytest.mark.parametrize(
    ("jours", "minimum"), [(0, 0), (1, 1_750), (15, 26_250), (29, 50_750), (30, 52_500), (31, 52_500)]
)
def test_the_floor_follows_the_days_and_stops_at_a_whole_month(jours, minimum):
    assert plancher(jours, OCTOBRE) == minimum
    assert calculer(0, jours, 1, OCTOBRE).assiette == minimum


def test_a_floor_that_does_not_fall_on_a_franc_is_rounded_to_the_nearest(bareme):
    assert plancher(10, Taux.au(bareme, 201101)) == 9_333
    assert plancher(20, Taux.au(bareme, 201101)) == 18_667


def test_there_is_no_ceiling():
    assert calculer(98_765_432, 30, 1, OCTOBRE).assiette == 98_765_432


@pytest.mark.parametrize("type_assure", [4, 12])
def test_an_apprentice_or_a_trainee_owes_occupational_risks_only(type_assure):
    due = calculer(60_010, 30, type_assure, OCTOBRE)
    assert due == Cotisation(60_010, 1_200, 0, 0, 0, 1_200, 0)


def test_a_voluntary_insured_pays_the_whole_pension_branch_himself():
    assert calculer(200_130, 30, 9, OCTOBRE) == Cotisation(200_130, 0, 0, 33_021, 0, 0, 33_021)


def test_an_independent_bears_21_5_percent_alone():
    assert calculer(200_000, 30, 14, OCTOBRE) == Cotisation(200_000, 4_000, 6_000, 33_000, 0, 0, 43_000)


def test_the_informal_economy_bears_19_5_percent_alone():
    assert calculer(210_000, 30, 15, OCTOBRE) == Cotisation(210_000, 0, 6_300, 34_650, 0, 0, 40_950)


def test_a_worker_exempt_from_the_pension_owes_the_other_branches():
    due = calculer(150_000, 30, 13, OCTOBRE)
    assert (due.pv, due.rp, due.pf, due.amu) == (0, 3_000, 4_500, 15_000)


def test_the_sanction_doubles_occupational_risks_at_the_employer_s_charge(bareme):
    puni = calculer(300_000, 30, 1, Taux.au(bareme, 202610, rp_majore=True))
    assert puni == Cotisation(300_000, 12_000, 9_000, 49_500, 30_000, 73_500, 27_000)


def test_an_unknown_kind_of_insured_is_refused_in_french():
    with pytest.raises(ValueError, match="type d’assuré.*99.*n’existe pas"):
        calculer(300_000, 30, 99, OCTOBRE)


def test_a_month_before_the_law_known_is_refused(bareme):
    with pytest.raises(AvantPremierTexte):
        Taux.au(bareme, 196912)


def test_no_rate_is_written_in_the_code(bareme):
    autre = avec(
        bareme, taux_pf_travailleur=50, taux_pv_employeur=1000, assiette_jours_du_mois=26, smig=26_000
    )
    due = calculer(100_000, 26, 1, Taux.au(autre, 202610))
    assert (due.pf, due.pv, due.part_travailleur) == (3_500, 14_000, 500 + 4_000 + 5_000)
    assert plancher(13, Taux.au(autre, 202610)) == 13_000


def arrondi(valeur: Fraction) -> int:
    return floor(valeur + Fraction(1, 2))


def taux_exact(textes, branche: str, type_assure: int, majore: bool) -> Fraction:
    employeur = Fraction(textes[f"taux_{branche}_employeur"].valeur, 10_000)
    if branche == "rp" and majore:
        employeur *= 1 + Fraction(textes["rp_sanction"].valeur, 10_000)
    couvert = textes[f"assure_{type_assure}_{branche}"].valeur
    return couvert * (employeur + Fraction(textes[f"taux_{branche}_travailleur"].valeur, 10_000))


@given(
    st.integers(0, 10**8),
    st.integers(0, 31),
    st.integers(1, 17),
    st.sampled_from([200012, 201512, 202312, 202610]),
    st.booleans(),
)
def test_every_amount_equals_its_fraction_rounded_halves_up(remuneration, jours, type_assure, mois, majore):
    due = calculer(remuneration, jours, type_assure, Taux.au(BAREME, mois, majore))
    textes = BAREME.au(premier_jour(mois))
    minimum = arrondi(Fraction(textes["smig"].valeur * min(jours, 30), 30))
    assert due.assiette == max(remuneration, minimum)
    for branche in BRANCHES:
        exact = due.assiette * taux_exact(textes, branche, type_assure, majore)
        assert getattr(due, branche) == arrondi(exact)
    assert due.part_employeur + due.part_travailleur == total(due)
    assert min(due.part_employeur, due.part_travailleur) >= 0


def test_the_steps_end_on_the_amounts_and_quote_the_texts_in_force():
    lues = etapes(300_000, 30, 1, OCTOBRE)
    figures = {e.libelle: e.valeur for e in lues}
    assert figures["Cotisation PV"] == "49\u202f500\u202fF"
    assert figures["Part du travailleur"] == "27\u202f000\u202fF"
    smig = next(e for e in lues if e.parametre == "smig")
    assert (smig.valeur, smig.effet_le, smig.a_confirmer) == ("52\u202f500\u202fF", date(2023, 1, 1), False)


def test_the_steps_leave_out_the_branches_that_are_not_due():
    libelles = [e.libelle for e in etapes(60_010, 30, 4, OCTOBRE)]
    assert [titre for titre in libelles if titre.startswith("Cotisation ")] == ["Cotisation RP"]


def test_the_steps_show_the_sanction(bareme):
    lues = etapes(300_000, 30, 1, Taux.au(bareme, 202610, rp_majore=True))
    assert next(e for e in lues if e.parametre == "rp_sanction").valeur == "100\u00a0%"
