"""Figures in French."""

from datetime import date

import pytest

from app.regles import francais


@pytest.mark.parametrize(
    ("montant", "texte"), [(0, "0 F"), (999, "999 F"), (1_234_567, "1 234 567 F"), (-4_500, "-4 500 F")]
)
def test_francs_are_grouped_by_thousands(montant, texte):
    assert francais.francs(montant) == texte.replace(" ", "\u202f")


@pytest.mark.parametrize(
    ("points", "texte"),
    [(1650, "16,5 %"), (133, "1,33 %"), (2000, "20 %"), (0, "0 %"), (5, "0,05 %"), (-1500, "−15 %")],
)
def test_rates_keep_only_the_decimals_they_need(points, texte):
    assert francais.pourcentage(points) == texte.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("combien", "unite", "texte"),
    [(1, "ans", "1 an"), (2, "ans", "2 ans"), (1, "mois", "1 mois"), (0, "jours", "0 jour")],
)
def test_a_count_agrees_with_its_unit(combien, unite, texte):
    assert francais.quantite(combien, unite) == texte.replace(" ", "\u00a0")


def test_a_day_is_written_day_month_year():
    assert francais.jour(date(2026, 1, 2)) == "02/01/2026"


def test_a_parameter_is_written_in_its_own_unit(bareme):
    textes = bareme.au(date(2026, 1, 1))
    codes = ("smig", "taux_pv_employeur", "pension_mois_requis", "assure_4_pv", "assure_4_rp")
    lus = [francais.valeur(textes[code]) for code in codes]
    assert lus == ["52\u202f500\u202fF", "12,5\u00a0%", "180\u00a0mois", "non", "oui"]


def test_a_telephone_number_is_read_by_pairs():
    assert francais.telephone("+22890114257") == "+228\u00a090\u00a011\u00a042\u00a057"
    assert francais.telephone("+33612345678") == "+33612345678"
