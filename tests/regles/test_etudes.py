"""What the rules conclude on requests: voluntary insurance, invalidity, survivors, maternity, accidents."""

from datetime import date

import pytest

from app.regles import accident, feries, invalidite, maternite, mois, pension, survivants, volontaire
from app.regles.etapes import Raisonnement

NE_LE = date(1980, 6, 15)


def carriere(debut: int, nombre: int, salaire: int = 150_000, hausse: int = 700) -> list[tuple[int, int]]:
    """Return `nombre` insured months, each a little better paid."""
    return [(mois.plus(debut, n), salaire + hausse * n) for n in range(nombre)]


def volontariat(bareme, periodes=6, sortie=date(2026, 3, 31), au=date(2026, 9, 1), ne_le=NE_LE):
    suite = [mois.plus(202603, -n) for n in range(periodes)]
    return volontaire.examiner(suite, ne_le, sortie, au, bareme, 210_300)


def test_who_lost_a_job_within_the_year_may_be_insured_voluntarily(bareme):
    etude = volontariat(bareme)
    assert etude.favorable
    assert etude.montant == (210_300 * 1650 + 5_000) // 10_000


@pytest.mark.parametrize(
    ("changement", "phrase"),
    [
        ({"periodes": 5}, "5\u00a0mois d’assurance"),
        ({"au": date(2027, 4, 1)}, "jusqu’au 31/03/2027"),
        ({"sortie": date(2026, 2, 28)}, "Un salaire a été déclaré après"),
        ({"ne_le": date(1966, 9, 1)}, "atteint le 01/09/2026"),
    ],
)
def test_each_missing_condition_is_told_with_its_reason(bareme, changement, phrase):
    etude = volontariat(bareme, **changement)
    assert not etude.favorable
    assert phrase in etude.manques[0]


def test_the_last_day_of_the_year_still_counts(bareme):
    assert volontariat(bareme, au=date(2027, 3, 31)).favorable


def invalide(bareme, nombre=72, incapacite=70, tierce=False, depuis=date(2026, 5, 10)):
    debut = mois.plus(mois.de_date(depuis), -nombre)
    return invalidite.liquider(carriere(debut, nombre), NE_LE, depuis, incapacite, tierce, bareme)


def test_the_years_left_to_the_normal_age_are_credited_at_half(bareme):
    """Born June 1980, invalid in May 2026: 169 months to June 2040, 84 credited, 72 + 84 under 180."""
    etude = invalide(bareme)
    assert etude.favorable
    assert any(e.libelle == "Mois crédités jusqu’à l’âge normal" and "84" in e.valeur for e in etude.etapes)
    salaires = [s for _, s in carriere(202005, 72)][-36:]
    assert etude.montant == (2 * sum(salaires) * 2_000 + 36 * 10_000) // (2 * 36 * 10_000)


def test_the_help_of_somebody_adds_half(bareme):
    seul, aide = invalide(bareme).montant, invalide(bareme, tierce=True).montant
    assert aide == seul + (seul * 5_000 + 5_000) // 10_000


@pytest.mark.parametrize(("incapacite", "favorable"), [(66, False), (67, True)])
def test_two_thirds_of_incapacity_are_needed(bareme, incapacite, favorable):
    assert invalide(bareme, incapacite=incapacite).favorable is favorable


@pytest.mark.parametrize(("nombre", "favorable"), [(59, False), (60, True)])
def test_five_years_of_insurance_are_needed(bareme, nombre, favorable):
    assert invalide(bareme, nombre=nombre).favorable is favorable


def test_somebody_never_insured_gets_an_answer(bareme):
    etude = invalidite.liquider([], NE_LE, date(2026, 5, 10), 80, False, bareme)
    assert not etude.favorable
    assert etude.montant == 0


def survie(bareme, nombre=240, mariage=date(2015, 2, 3), enfants=1):
    deces = date(2026, 4, 2)
    defunt = pension.simuler(carriere(200604, nombre), date(1966, 1, 5), deces, bareme)
    return defunt, survivants.partager(defunt, deces, mariage, enfants, bareme)


@pytest.mark.parametrize(
    ("mariage", "enfants", "part"),
    [
        (date(2015, 2, 3), 0, 5_000),
        (date(2015, 2, 3), 1, 7_500),
        (date(2015, 2, 3), 5, 10_000),
        (None, 2, 5_000),
        (date(2025, 4, 2), 0, 5_000),
    ],
)
def test_survivors_share_what_the_deceased_had_within_the_whole(bareme, mariage, enfants, part):
    defunt, etude = survie(bareme, mariage=mariage, enfants=enfants)
    assert etude.favorable
    assert etude.montant == (defunt.montant * part + 5_000) // 10_000


def test_a_marriage_of_less_than_a_year_opens_nothing_for_the_spouse_alone(bareme):
    _, etude = survie(bareme, mariage=date(2025, 4, 3), enfants=0)
    assert not etude.favorable


def test_a_career_too_short_leaves_no_pension_to_share(bareme):
    _, etude = survie(bareme, nombre=179)
    assert not etude.favorable


@pytest.mark.parametrize(("part", "francs"), [(1, 4_000), (2, 8_000), (3, 6_000)])
def test_the_antenatal_allowance_has_three_parts(bareme, part, francs):
    etude = maternite.prenatale(part, date(2026, 3, 2), date(2026, 7, 1), date(2026, 3, 5), bareme)
    assert (etude.montant, etude.favorable) == (francs, True)


def test_an_examination_after_the_birth_is_not_one_of_the_pregnancy(bareme):
    etude = maternite.prenatale(3, date(2026, 7, 2), date(2026, 7, 1), date(2026, 7, 5), bareme)
    assert not etude.favorable


def conge(bareme, arret=date(2026, 3, 2), jours=98, maladie=False, nombre=12):
    gains = carriere(mois.plus(mois.de_date(arret), -nombre), nombre)
    fin = date.fromordinal(arret.toordinal() + jours - 1)
    return maternite.ijm(gains, arret, fin, maladie, bareme)


def test_the_leave_is_paid_at_the_mean_of_the_last_months(bareme):
    salaires = [s for _, s in carriere(202503, 12)][-3:]
    assert conge(bareme).montant == (2 * sum(salaires) * 98 + 90) // (2 * 90)


def test_before_the_law_of_november_2022_it_was_half(bareme):
    avant, apres = conge(bareme, date(2022, 11, 14)), conge(bareme, date(2022, 11, 15))
    assert abs(2 * avant.montant - apres.montant) <= 1


@pytest.mark.parametrize(("jours", "maladie", "payes"), [(120, False, 98), (120, True, 119), (60, False, 60)])
def test_no_more_than_the_leave_of_the_law_is_paid(bareme, jours, maladie, payes):
    attendu = conge(bareme, jours=payes, maladie=maladie).montant
    assert conge(bareme, jours=jours, maladie=maladie).montant == attendu


@pytest.mark.parametrize(("nombre", "favorable"), [(11, False), (12, True)])
def test_twelve_months_of_insurance_are_needed_for_maternity(bareme, nombre, favorable):
    assert conge(bareme, nombre=nombre).favorable is favorable


@pytest.mark.parametrize(
    ("survenu_le", "limite"),
    [
        (date(2026, 11, 2), date(2026, 11, 5)),
        (date(2026, 11, 5), date(2026, 11, 10)),
        (date(2026, 11, 6), date(2026, 11, 11)),
        (date(2026, 11, 7), date(2026, 11, 11)),
    ],
)
def test_the_employer_has_three_working_days(bareme, survenu_le, limite):
    assert accident.limite_de_l_employeur(survenu_le, Raisonnement(bareme.au(survenu_le))) == limite


def test_public_holidays_are_left_out_of_working_days_and_quoted(bareme):
    r = Raisonnement(bareme.au(date(2026, 4, 2)))
    assert accident.limite_de_l_employeur(date(2026, 4, 2), r) == date(2026, 4, 8)
    assert [(e.libelle, e.valeur) for e in r.etapes[1:]] == [("Jour férié : Lundi de Pâques", "06/04/2026")]
    assert r.estimation


def test_a_holiday_whose_text_was_read_leaves_no_doubt(bareme):
    r = Raisonnement(bareme.au(date(2026, 3, 17)))
    r.estimation = False
    assert accident.limite_de_l_employeur(date(2026, 3, 18), r) == date(2026, 3, 24)
    assert r.etapes[-1].reference == "Communiqué du gouvernement du 19 mars 2026"
    assert not r.etapes[-1].a_confirmer


def test_each_holiday_is_of_its_years_alone():
    assert date(2013, 1, 13) in feries.de_l_annee(2013)
    assert date(2014, 1, 13) not in feries.de_l_annee(2014)
    assert {f.nom for f in feries.de_l_annee(2026).values()} >= {"Ascension", "Lundi de Pentecôte", "Tabaski"}


def test_a_late_employer_is_told_and_the_victim_loses_nothing(bareme):
    etude = accident.delai(date(2026, 11, 2), date(2026, 11, 9), True, bareme)
    assert not etude.conditions[0].remplie
    assert etude.favorable


@pytest.mark.parametrize(("le", "favorable"), [(date(2028, 11, 2), True), (date(2028, 11, 3), False)])
def test_the_victim_has_two_years(bareme, le, favorable):
    assert accident.delai(date(2026, 11, 2), le, False, bareme).favorable is favorable
