"""Dated parameters: which text is in force, and the seed of the repository."""

import re
from collections import Counter
from datetime import date

import pytest

from app.regles.bareme import UNITES, AvantPremierTexte, Bareme, Parametre


def texte(effet_le: date, valeur: int, code: str = "seuil") -> Parametre:
    return Parametre(code, "Seuil d’essai", valeur, "francs", effet_le, "Arrêté d’essai", False)


@pytest.mark.parametrize(
    ("jour", "smig"),
    [
        (date(2007, 12, 31), 13_750),
        (date(2008, 1, 1), 28_000),
        (date(2011, 12, 31), 28_000),
        (date(2012, 1, 1), 35_000),
        (date(2022, 12, 31), 35_000),
        (date(2023, 1, 1), 52_500),
        (date(2099, 1, 1), 52_500),
    ],
)
def test_each_smig_holds_from_its_day_until_the_eve_of_the_next(bareme, jour, smig):
    assert bareme.au(jour)["smig"].valeur == smig


@pytest.mark.parametrize(
    ("jour", "totaux"),
    [
        (date(2011, 2, 28), {"rp": 250, "pf": 600, "pv": 1200, "amu": 0}),
        (date(2011, 3, 1), {"rp": 200, "pf": 300, "pv": 1650, "amu": 0}),
        (date(2023, 12, 31), {"rp": 200, "pf": 300, "pv": 1650, "amu": 0}),
        (date(2024, 1, 1), {"rp": 200, "pf": 300, "pv": 1650, "amu": 1000}),
    ],
)
def test_each_rate_holds_from_its_day_until_the_eve_of_the_next(bareme, jour, totaux):
    textes = bareme.au(jour)
    lus = {b: textes[f"taux_{b}_employeur"].valeur + textes[f"taux_{b}_travailleur"].valeur for b in totaux}
    assert lus == totaux


def test_no_text_of_reference_repeats_the_day_that_is_told_beside_it(bareme):
    assert not [p for p in bareme.parametres if re.search("depuis|en vigueur|janvier", p.reference)]


def test_a_day_before_every_text_is_refused_in_french():
    bareme = Bareme([texte(date(2012, 1, 1), 5)])
    with pytest.raises(AvantPremierTexte, match="ne connaît pas de texte avant le 01/01/2012"):
        bareme.au(date(2011, 12, 31))


def test_a_code_whose_first_text_comes_later_says_which_and_when():
    bareme = Bareme(
        [texte(date(2000, 1, 1), 5), texte(date(2012, 1, 1), 7, "autre"), texte(date(2015, 1, 1), 8, "autre")]
    )
    with pytest.raises(AvantPremierTexte, match="Seuil d’essai.*avant le 01/01/2012"):
        bareme.au(date(2011, 12, 31))["autre"]
    assert bareme.au(date(2012, 1, 1))["autre"].valeur == 7


def test_an_unknown_code_is_a_mistake_of_the_program_not_of_the_date(bareme):
    with pytest.raises(KeyError, match="smigg"):
        bareme.au(date(2026, 1, 1))["smigg"]


def test_an_empty_bareme_is_refused():
    with pytest.raises(ValueError, match="barème est vide"):
        Bareme([])


def test_two_texts_of_one_code_on_one_day_are_refused():
    with pytest.raises(ValueError, match="seuil.*01/01/2012"):
        Bareme([texte(date(2012, 1, 1), 5), texte(date(2012, 1, 1), 6)])


def test_the_order_in_which_texts_come_does_not_matter(bareme):
    envers = Bareme(reversed(bareme.parametres))
    assert envers.au(date(2015, 6, 1)) == bareme.au(date(2015, 6, 1))


def test_every_seeded_value_is_whole_and_in_a_known_unit(bareme):
    assert {type(p.valeur) for p in bareme} == {int}
    assert {p.unite for p in bareme} <= set(UNITES)


def test_every_seeded_value_names_its_text_within_the_columns_of_the_register(bareme):
    assert [p.code for p in bareme if not p.reference or len(p.reference) > 200 or len(p.libelle) > 160] == []


def test_whatever_says_to_be_confirmed_is_marked_so(bareme):
    oublis = [p.code for p in bareme if p.reference.endswith("à confirmer") and not p.a_confirmer]
    assert [code for code in oublis if not code.startswith("assure_")] == []


def test_every_kind_of_insured_of_the_workbook_has_its_branches(bareme):
    comptes = Counter(p.code.split("_")[1] for p in bareme if p.code.startswith("assure_"))
    assert comptes == {str(type_): 5 for type_ in range(1, 18)}
