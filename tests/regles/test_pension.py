"""The pension simulator: what is open, how much, and why."""

from datetime import date

import pytest

from app.regles.bareme import AvantPremierTexte
from app.regles.pension import TypePension, comparer, courbe, simuler
from tests.regles.aides import avec, confirme, montante, ondulante

NAISSANCE = date(1966, 5, 2)
A_55, A_57, A_58, A_60 = (date(1966 + age, 5, 2) for age in (55, 57, 58, 60))


def a_60(bareme, carriere, **options):
    return simuler(carriere, NAISSANCE, A_60, bareme, **options)


def test_300_000_francs_over_360_months_give_119_850_at_60(bareme):
    simulation = a_60(bareme, ondulante(202604, 360, 300_000))
    assert (simulation.rmm, simulation.mois, simulation.taux) == (300_000, 360, 3_995)
    assert (simulation.montant, simulation.type) == (119_850, "normale")


def test_the_same_career_gives_101_873_at_57(bareme):
    simulation = simuler(ondulante(202304, 360, 300_000), NAISSANCE, A_57, bareme)
    assert (simulation.montant, simulation.type, simulation.abattement) == (101_873, "anticipee", 1_500)


def test_500_000_francs_over_270_months_give_146_550(bareme):
    simulation = a_60(bareme, ondulante(202604, 270, 500_000))
    assert (simulation.taux, simulation.montant) == (2_931, 146_550)


def test_a_pension_under_the_minimum_is_raised_to_60_percent_of_the_minimum_wage(bareme):
    simulation = a_60(bareme, ondulante(202604, 180, 150_000))
    assert (simulation.montant, simulation.limite) == (31_500, "minimum")


def test_the_parameters_of_benin_give_its_published_pensions(benin):
    assert a_60(benin, ondulante(202604, 270, 50_000)).montant == 22_000
    assert simuler(ondulante(202404, 270, 50_000), NAISSANCE, A_58, benin).montant == 19_800


def test_rising_wages_are_averaged_over_the_last_36_months(bareme):
    simulation = a_60(bareme, montante(202604, 200, dernier=500_000, pas=1_000))
    assert (simulation.rmm, len(simulation.retenus)) == (482_500, 36)


def test_falling_wages_are_averaged_over_the_last_60_months(bareme):
    simulation = a_60(bareme, montante(202604, 200, dernier=500_000, pas=-1_000))
    assert (simulation.rmm, len(simulation.retenus)) == (529_500, 60)


def test_a_career_shorter_than_the_windows_is_averaged_whole(bareme):
    simulation = a_60(bareme, montante(202604, 25, dernier=212_000, pas=1_000))
    assert (simulation.rmm, len(simulation.retenus)) == (200_000, 25)


def test_the_window_holds_insured_months_and_jumps_over_the_gaps(bareme):
    recents = montante(202604, 18, dernier=400_000, pas=500)
    anciens = montante(201803, 190, dernier=300_000, pas=500)
    simulation = a_60(bareme, recents + anciens)
    assert simulation.rmm == (sum(f for _, f in recents) + sum(f for _, f in anciens[:18])) // 36
    assert simulation.retenus[18] == (201803, 300_000)


def test_a_month_without_pay_is_not_insured(bareme):
    carriere = ondulante(202604, 180, 200_000)
    annule = [(202001, -francs) for periode, francs in carriere if periode == 202001]
    assert a_60(bareme, [*carriere, (200001, 0)]).mois == 180
    assert a_60(bareme, carriere + annule).mois == 179


def test_rows_of_one_month_are_summed_in_any_order(bareme):
    carriere = ondulante(202604, 200, 240_001)
    coupee = [ligne for m, francs in carriere for ligne in ((m, francs - 40_000), (m, 40_000))]
    entiere, morceaux = a_60(bareme, carriere), a_60(bareme, sorted(coupee))
    assert (morceaux.montant, morceaux.mois, morceaux.retenus) == (entiere.montant, 200, entiere.retenus)


def test_the_month_of_departure_and_those_after_do_not_count(bareme):
    carriere = ondulante(202604, 200, 240_000)
    assert a_60(bareme, [*carriere, (202605, 9_000_000), (202606, 8_000_000)]) == a_60(bareme, carriere)


def test_the_month_before_departure_counts(bareme):
    assert a_60(bareme, [*ondulante(202603, 179, 240_000), (202604, 240_500)]).type == "normale"


@pytest.mark.parametrize(
    ("mois", "type_"),
    [
        (0, "non_ouverte"),
        (11, "non_ouverte"),
        (12, "allocation_unique"),
        (179, "allocation_unique"),
        (180, "normale"),
    ],
)
def test_what_is_open_at_60_depends_on_the_insured_months(bareme, mois, type_):
    assert a_60(bareme, montante(202604, mois, dernier=300_000, pas=100)).type == type_


@pytest.mark.parametrize(
    ("depart", "type_"),
    [
        (date(2021, 5, 1), "non_ouverte"),
        (date(2021, 5, 2), "anticipee"),
        (date(2026, 5, 1), "anticipee"),
        (date(2026, 5, 2), "normale"),
        (date(2026, 5, 3), "normale"),
    ],
)
def test_an_age_is_reached_on_the_birthday_itself(bareme, depart, type_):
    assert simuler(ondulante(202103, 180, 300_000), NAISSANCE, depart, bareme).type == type_


@pytest.mark.parametrize(
    ("depart", "abattement"),
    [
        (date(2021, 5, 2), 2_500),
        (date(2022, 5, 1), 2_500),
        (date(2022, 5, 2), 2_000),
        (date(2023, 5, 1), 2_000),
        (date(2023, 5, 2), 1_500),
        (date(2023, 5, 3), 1_500),
        (date(2025, 5, 2), 500),
        (date(2026, 5, 1), 500),
        (date(2026, 5, 2), 0),
    ],
)
def test_a_year_of_anticipation_started_counts_whole(bareme, depart, abattement):
    assert simuler(ondulante(202103, 180, 300_000), NAISSANCE, depart, bareme).abattement == abattement


@pytest.mark.parametrize(
    ("depart", "type_"),
    [
        (date(2019, 2, 27), "non_ouverte"),
        (date(2019, 2, 28), "anticipee"),
        (date(2024, 2, 28), "anticipee"),
        (date(2024, 2, 29), "normale"),
    ],
)
def test_whoever_is_born_on_29_february_ages_on_the_last_day_of_february(bareme, depart, type_):
    assert simuler(ondulante(201812, 200, 300_000), date(1964, 2, 29), depart, bareme).type == type_


@pytest.mark.parametrize(
    ("mois", "taux"), [(180, 2_000), (191, 2_000), (192, 2_133), (203, 2_133), (204, 2_266)]
)
def test_the_rate_grows_by_full_twelve_months(bareme, mois, taux):
    assert a_60(bareme, ondulante(202604, mois, 300_000)).taux == taux


def test_the_maximum_comes_after_the_early_reduction(bareme):
    plafonne = avec(bareme, pension_maximum=3_000)
    simulation = simuler(ondulante(202304, 360, 300_000), NAISSANCE, A_57, plafonne)
    assert (simulation.montant, simulation.limite) == (90_000, "maximum")


def test_the_minimum_comes_last_and_is_not_reduced(bareme):
    simulation = simuler(ondulante(202304, 360, 60_000), NAISSANCE, A_57, bareme)
    assert (simulation.montant, simulation.limite) == (31_500, "minimum")


def test_the_minimum_prevails_over_the_maximum(bareme):
    assert a_60(bareme, montante(202604, 180, dernier=20_000, pas=7)).montant == 31_500


@pytest.mark.parametrize(("depart", "minimum"), [(date(2022, 12, 31), 21_000), (date(2023, 1, 1), 31_500)])
def test_the_minimum_is_that_of_the_day_of_departure(bareme, depart, minimum):
    carriere = ondulante(202211, 180, 60_000)
    assert simuler(carriere, date(1960, 1, 1), depart, bareme).montant == minimum


def test_a_departure_far_ahead_is_read_with_the_last_texts_known(bareme):
    lointaine = simuler(ondulante(202604, 270, 500_000), date(1990, 1, 1), date(2050, 1, 1), bareme)
    assert lointaine.montant == 146_550


def test_a_departure_before_the_law_is_refused_in_french(bareme):
    carriere = ondulante(201012, 200, 100_000)
    with pytest.raises(AvantPremierTexte, match="avant le 21/02/2011.*choisissez une date"):
        simuler(carriere, date(1950, 1, 1), date(2011, 2, 20), bareme)
    assert simuler(carriere, date(1950, 1, 1), date(2011, 2, 21), bareme).type == "normale"


def test_the_lump_sum_is_one_mean_wage_for_each_full_twelve_months(bareme):
    simulation = a_60(bareme, ondulante(202604, 100, 240_000))
    assert (simulation.montant, simulation.taux) == (8 * 240_000, 0)
    assert simulation.droit.manques == (
        "Il manque 80\u00a0mois d’assurance pour ouvrir droit à une pension.",
    )


def test_the_lump_sum_is_reckoned_on_the_exact_mean_and_rounded_once(bareme):
    simulation = a_60(bareme, [*montante(202604, 35, dernier=100_000, pas=0), (202305, 100_018)])
    assert (simulation.rmm, simulation.montant) == (100_001, 300_002)


def test_a_pension_that_is_not_open_says_what_is_missing(bareme):
    simulation = simuler(ondulante(202004, 168, 240_000), NAISSANCE, date(2020, 5, 2), bareme)
    assert (simulation.montant, simulation.taux, simulation.droit.mois_manquants) == (0, 0, 12)
    assert simulation.droit.manques == (
        "Il manque 12\u00a0mois d’assurance pour ouvrir droit à une pension.",
        "L’âge de 55\u00a0ans sera atteint le 02/05/2021.",
        "L’âge de 60\u00a0ans sera atteint le 02/05/2026.",
    )


def test_under_twelve_months_at_60_even_the_lump_sum_is_missing(bareme):
    assert a_60(bareme, montante(202604, 10, dernier=240_000, pas=10)).droit.manques == (
        "Il manque 170\u00a0mois d’assurance pour ouvrir droit à une pension.",
        "Il manque 2\u00a0mois d’assurance pour ouvrir droit à l’allocation unique.",
    )


def test_a_future_wage_fills_the_months_after_the_last_one_known(bareme):
    simulation = a_60(bareme, ondulante(202510, 174, 240_000), salaire_futur=250_000)
    assert (simulation.mois, simulation.mois_projetes, simulation.type) == (180, 6, "normale")
    assert [m for m, francs in simulation.retenus if francs == 250_000] == [
        202604, 202603, 202602, 202601, 202512, 202511,
    ]  # fmt: skip


def test_a_future_wage_leaves_past_gaps_empty_when_told_where_to_start(bareme):
    simulation = a_60(bareme, ondulante(202012, 174, 240_000), salaire_futur=250_000, projeter_depuis=202603)
    assert (simulation.mois, simulation.mois_projetes) == (176, 2)


def test_a_future_wage_adds_nothing_to_months_already_known(bareme):
    carriere = ondulante(202607, 200, 240_000)
    assert a_60(bareme, carriere, salaire_futur=900_000) == a_60(bareme, carriere)


def test_a_future_wage_needs_a_month_to_start_from(bareme):
    assert a_60(bareme, [], salaire_futur=250_000).mois == 0
    assert a_60(bareme, [], salaire_futur=250_000, projeter_depuis=202505).mois == 12


def test_impossible_arguments_are_refused_in_french(bareme):
    with pytest.raises(ValueError, match="doit suivre la date de naissance"):
        simuler([], NAISSANCE, NAISSANCE, bareme)
    with pytest.raises(ValueError, match="salaire futur ne peut être négatif"):
        a_60(bareme, [], salaire_futur=-1)


def test_a_figure_built_on_a_text_to_be_confirmed_is_an_estimate(bareme):
    carriere = ondulante(202604, 270, 500_000)
    assert a_60(bareme, carriere).estimation is True
    assert a_60(confirme(bareme), carriere).estimation is False


def test_a_figure_built_on_wages_to_come_is_an_estimate(bareme):
    carriere = ondulante(202510, 270, 500_000)
    assert a_60(confirme(bareme), carriere, salaire_futur=510_000).estimation is True


def test_every_parameter_used_is_among_the_steps_with_its_text_and_date(bareme):
    lues = {e.parametre: e for e in simuler(ondulante(202304, 360, 300_000), NAISSANCE, A_57, bareme).etapes}
    codes = "taux_base increment tranche abattement maximum minimum fenetre_courte fenetre_longue mois_requis"
    assert {f"pension_{code}" for code in codes.split()} | {"smig"} <= lues.keys()
    assert lues["smig"].effet_le == date(2023, 1, 1)
    assert lues["pension_taux_base"].reference == "Loi n°\u00a02011-006, art.\u00a041 à 47"


def test_the_steps_tell_the_figures_in_the_order_of_the_rule(bareme):
    lues = [
        (e.libelle, e.valeur)
        for e in simuler(ondulante(202304, 360, 300_000), NAISSANCE, A_57, bareme).etapes
    ]
    attendues = [
        ("Mois d’assurance avant le départ", "360\u00a0mois"),
        ("Rémunération mensuelle moyenne, la plus favorable", "300\u202f000\u202fF"),
        ("Taux de la pension", "39,95\u00a0%"),
        ("Pension à ce taux", "119\u202f850\u202fF"),
        ("Abattement", "15\u00a0%"),
        ("Pension après abattement", "101\u202f873\u202fF"),
        ("Pension mensuelle", "101\u202f873\u202fF"),
    ]
    assert [ligne for ligne in lues if ligne in attendues] == attendues


def test_early_and_normal_are_shown_side_by_side(bareme):
    deux = comparer(
        ondulante(202012, 200, 300_000), NAISSANCE, date(2021, 1, 1), bareme, salaire_futur=310_000
    )
    assert (deux.anticipee.depart_le, deux.anticipee.type) == (A_55, "anticipee")
    assert (deux.normale.depart_le, deux.normale.type) == (A_60, "normale")
    assert (deux.anticipee.mois, deux.normale.mois) == (204, 264)


def test_a_departure_chosen_between_the_two_ages_moves_only_the_early_pension(bareme):
    deux = comparer(ondulante(202304, 360, 300_000), NAISSANCE, A_57, bareme)
    assert (deux.anticipee.montant, deux.normale.depart_le) == (101_873, A_60)


def test_nothing_is_early_from_the_normal_age_on(bareme):
    deux = comparer(iter(ondulante(202604, 360, 300_000)), NAISSANCE, A_60, bareme)
    assert deux.anticipee is None
    assert deux.normale.montant == 119_850


def test_the_curve_goes_birthday_by_birthday_between_its_two_bounds(bareme):
    points = courbe(iter(ondulante(202103, 240, 300_000)), NAISSANCE, A_55, bareme, salaire_futur=300_000)
    assert [p.droit.age for p in points] == list(range(55, 66))
    assert [p.depart_le for p in points[::10]] == [A_55, date(2031, 5, 2)]
    assert {p.type for p in points[:5]} == {TypePension.ANTICIPEE}
    assert {p.type for p in points[5:]} == {TypePension.NORMALE}


def test_the_bounds_of_the_curve_are_parameters(bareme):
    etroit = avec(bareme, pension_age_anticipe=58, simulateur_age_maximal=61)
    assert [p.droit.age for p in courbe([], NAISSANCE, A_58, etroit)] == [58, 59, 60, 61]


def test_the_curve_leaves_out_birthdays_before_the_law(bareme):
    points = courbe(ondulante(201012, 200, 100_000), date(1955, 1, 1), date(2012, 1, 1), bareme)
    assert [p.droit.age for p in points][:2] == [57, 58]
