"""What is due for each line: the worker's floor and rounding, shared out to the franc."""

from hypothesis import given
from hypothesis import strategies as st

from app.regles.cotisations import calculer
from tests.services.dnr.outils import TAUX, controle, saisie

BRANCHES = ("rp", "pf", "pv", "amu", "part_employeur", "part_travailleur")


def test_a_worker_with_one_line_owes_what_the_rule_says():
    assert controle(saisie(remuneration="300000")).cotisations == [calculer(300_000, 30, 1, TAUX)]


def test_what_raises_the_base_goes_to_the_first_ordinary_line():
    rapport = controle(saisie(nature="7", remuneration="2000"), saisie(remuneration="30000"))
    assert [due.assiette for due in rapport.cotisations] == [2_000, 50_500]


def test_an_apprentice_owes_for_occupational_risks_alone():
    due = controle(saisie(type_assure="4", remuneration="60000")).cotisations[0]
    assert (due.rp, due.pf, due.pv) == (1_200, 0, 0)


def test_a_line_that_cannot_be_computed_owes_nothing_and_leaves_the_others():
    rapport = controle(saisie(jours="x"), saisie(1))
    assert rapport.cotisations[0] is None
    assert rapport.totaux.assiette == 157_000


@given(st.lists(st.integers(0, 2_000_000), min_size=1, max_size=14))
def test_the_lines_of_a_worker_add_up_to_what_the_rule_gives_for_the_whole(montants):
    lignes = [saisie(nature=str(rang + 1), remuneration=str(m)) for rang, m in enumerate(montants)]
    totaux, due = controle(*lignes).totaux, calculer(sum(montants), 30, 1, TAUX)
    assert totaux.assiette == due.assiette
    assert [getattr(totaux, nom) for nom in BRANCHES] == [getattr(due, nom) for nom in BRANCHES]
