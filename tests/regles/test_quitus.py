"""The proposal on a quitus social."""

from dataclasses import replace
from datetime import date

import pytest

from app.regles import mois
from app.regles.bareme import AvantPremierTexte
from app.regles.quitus import Dette, Situation, decider

AU = date(2026, 10, 20)
EN_REGLE = Situation(premier_mois=202501, declares=frozenset(mois.suite(202501, 202609)))


def sans(*periodes: int) -> Situation:
    return replace(EN_REGLE, declares=EN_REGLE.declares - set(periodes))


def test_an_employer_up_to_date_is_eligible_for_three_months(bareme):
    proposition = decider(EN_REGLE, AU, bareme)
    assert (proposition.eligible, proposition.motifs, proposition.attestation) == (True, (), False)
    assert proposition.valable_jusqu_au == date(2027, 1, 20)


def test_a_quitus_given_on_the_last_day_of_a_long_month_ends_with_a_short_one(bareme):
    a_jour = replace(EN_REGLE, declares=frozenset(mois.suite(202501, 202611)))
    assert decider(a_jour, date(2026, 11, 30), bareme).valable_jusqu_au == date(2027, 2, 28)


def test_undeclared_months_are_named_one_by_one(bareme):
    proposition = decider(sans(202503, 202608), AU, bareme)
    assert (proposition.eligible, proposition.mois_non_declares) == (False, (202503, 202608))
    assert proposition.motifs == ("Rémunérations non déclarées\u00a0: mars 2025, août 2026.",)
    assert proposition.valable_jusqu_au is None


@pytest.mark.parametrize(("au", "manquants"), [(date(2026, 10, 15), ()), (date(2026, 10, 16), (202609,))])
def test_a_month_is_asked_for_from_the_day_after_its_due_date(bareme, au, manquants):
    assert decider(sans(202609), au, bareme).mois_non_declares == manquants


def test_unpaid_months_are_named_with_the_whole_debt(bareme):
    dettes = {202608: Dette(94_500, 4_725), 202502: Dette(majoration=1_234), 202505: Dette()}
    proposition = decider(replace(EN_REGLE, dettes=dettes), AU, bareme)
    assert (proposition.mois_impayes, proposition.total_du) == ((202502, 202608), 100_459)
    assert proposition.motifs == (
        "Cotisations ou majorations impayées, 100\u202f459\u202fF\u00a0: février 2025, août 2026.",
    )


@pytest.mark.parametrize(("au", "eligible"), [(date(2026, 10, 15), True), (date(2026, 10, 16), False)])
def test_a_debt_counts_from_the_day_after_its_due_date(bareme, au, eligible):
    assert decider(replace(EN_REGLE, dettes={202609: Dette(63_000)}), au, bareme).eligible is eligible


@pytest.mark.parametrize(
    ("nombre", "motif"),
    [(1, "1\u00a0travailleur reste à immatriculer."), (12, "12\u00a0travailleurs restent à immatriculer.")],
)
def test_every_worker_must_be_registered(bareme, nombre, motif):
    assert decider(replace(EN_REGLE, non_immatricules=nombre), AU, bareme).motifs == (motif,)


def test_all_reasons_are_given_at_once(bareme):
    situation = replace(sans(202503), dettes={202504: Dette(10_000)}, non_immatricules=2)
    assert len(decider(situation, AU, bareme).motifs) == 3


@pytest.mark.parametrize(
    ("premier", "eligible"), [(202604, True), (202605, False), (202609, False), (202610, False)]
)
def test_a_new_firm_needs_six_months_of_regularity(bareme, premier, eligible):
    nouvelle = Situation(premier, declares=frozenset(mois.suite(premier, 202609)))
    proposition = decider(nouvelle, AU, bareme)
    assert (proposition.eligible, proposition.attestation) == (eligible, not eligible)


@pytest.mark.parametrize(("au", "eligible"), [(date(2026, 10, 15), False), (date(2026, 10, 16), True)])
def test_the_sixth_month_of_a_new_firm_counts_once_its_due_date_has_passed(bareme, au, eligible):
    nouvelle = Situation(202604, declares=frozenset(mois.suite(202604, 202609)))
    assert decider(nouvelle, au, bareme).eligible is eligible


def test_a_new_firm_is_told_when_its_six_months_will_be_over(bareme):
    nouvelle = Situation(202607, declares=frozenset({202607, 202608, 202609}))
    assert decider(nouvelle, AU, bareme).motifs == (
        "Une entreprise nouvelle ou qui reprend doit justifier de 6\u00a0mois de régularité\u00a0: "
        "seule une attestation d’immatriculation peut être délivrée avant le 16/01/2027.",
    )


def test_a_firm_that_resumes_is_asked_for_six_months_again(bareme):
    arret = frozenset(mois.suite(202512, 202605))
    reprise = replace(EN_REGLE, declares=EN_REGLE.declares - arret, dispenses=arret, reprise=202606)
    proposition = decider(reprise, AU, bareme)
    assert (proposition.eligible, proposition.attestation) == (False, True)
    assert proposition.mois_non_declares == ()


def test_months_before_a_stop_are_still_owed(bareme):
    arret = frozenset(mois.suite(202512, 202603))
    reprise = replace(sans(202502), dispenses=arret, reprise=202604)
    assert decider(reprise, AU, bareme).mois_non_declares == (202502,)


def test_an_employer_who_never_had_a_worker_gets_the_attestation_only(bareme):
    proposition = decider(Situation(premier_mois=None), AU, bareme)
    assert (proposition.eligible, proposition.attestation, len(proposition.motifs)) == (False, True, 1)


def test_a_closed_employer_owes_nothing_after_the_month_he_closed(bareme):
    ferme = replace(sans(202607, 202608, 202609), ferme_le=date(2026, 6, 10))
    proposition = decider(ferme, AU, bareme)
    assert proposition.mois_non_declares == ()
    assert proposition.motifs == ("L’employeur a cessé son activité le 10/06/2026.",)
    assert proposition.attestation is False


@pytest.mark.parametrize(("ferme_le", "eligible"), [(date(2026, 10, 20), False), (date(2026, 10, 21), True)])
def test_a_closing_to_come_does_not_forbid_a_quitus(bareme, ferme_le, eligible):
    assert decider(replace(EN_REGLE, ferme_le=ferme_le), AU, bareme).eligible is eligible


def test_a_day_before_the_rules_is_refused_in_french(bareme):
    with pytest.raises(AvantPremierTexte, match="avant le 22/08/2024"):
        decider(EN_REGLE, date(2024, 8, 21), bareme)


def test_a_month_that_the_fund_examines_is_not_asked_of_the_employer_again(bareme):
    situation = sans(202608)
    proposition = decider(replace(situation, a_l_examen=frozenset({202608})), AU, bareme)
    assert (proposition.eligible, proposition.mois_non_declares) == (False, ())
    assert proposition.mois_a_l_examen == (202608,)
    assert proposition.motifs == ("Déclarations que la CNSS examine encore\u00a0: août 2026.",)
