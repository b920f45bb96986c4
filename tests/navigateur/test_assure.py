"""The insured person's space: the account and its statement, the pension simulator."""

import re
from datetime import date

import pytest

from tests.navigateur.documents import texte

MONTANT = re.compile(r"Montant par mois ([\d ]+) F")


@pytest.fixture
def assure(visiteur):
    """An insured person of 59, with a gap in his career."""
    return visiteur("assure@demo.tg")


@pytest.fixture
def simulateur(assure):
    """The same, before the simulator."""
    assure.suivre("Simulateur de pension")
    return assure


def test_A7_the_account_shows_the_career_year_by_year_and_its_gaps(assure):
    assure.suivre("Compte individuel")
    mois = re.search(r"Mois assurés (\d+)", assure.texte)[1]
    assert assure.page.get_by_role("img", name=re.compile(f"{mois} mois assurés")).is_visible()
    assure.page.locator("summary", has_text="périodes sans cotisation").click()
    assert re.search(r"\w+ \d{4} à \w+ \d{4} \(\d+ mois\)", assure.texte)


def test_the_statement_prints_as_a_pdf(assure, numeros):
    assure.suivre("Compte individuel")
    releve = texte(assure.pdf("Relevé à imprimer (PDF)"))
    assert numeros["assure@demo.tg"] in releve
    assert "Crédit solidaire de l’Adélé" in releve


def test_A6_early_and_normal_pension_stand_side_by_side(simulateur):
    anticipee, normale = (int(m.replace(" ", "")) for m in MONTANT.findall(simulateur.texte))
    assert 0 < anticipee < normale


def test_every_figure_opens_the_months_the_parameters_and_the_articles(simulateur):
    simulateur.page.locator("summary", has_text="Comment ce montant est calculé").first.click()
    for attendu in ("2011-006", "en vigueur depuis le", "à confirmer"):
        assert simulateur.lit(attendu)
    simulateur.page.locator("summary", has_text="mois retenus pour la moyenne").first.click()
    assert re.search(r"\w+ \d{4} : [\d ]{6,} F", simulateur.texte)
    simulateur.examiner()


def test_a_wage_to_come_and_a_later_departure_change_the_pension(simulateur):
    avant = MONTANT.findall(simulateur.texte)
    simulateur.ecrire(depart_le=f"{date.today().year + 4}-07-01", salaire_futur="900 000")
    simulateur.presser("Simuler ma pension")
    apres = MONTANT.findall(simulateur.texte)
    assert apres
    assert apres != avant
    assert "900 000 F" in texte(simulateur.pdf("Simulation à imprimer (PDF)"))


def test_the_curve_goes_from_55_to_65_and_is_readable_as_a_table(simulateur):
    courbe = simulateur.page.locator("figure", has_text="selon l’âge de départ")
    assert courbe.get_by_role("img").is_visible()
    courbe.locator("summary").click()
    ages = courbe.locator("tbody th").all_inner_texts()
    assert ages == [f"{age} ans" for age in range(55, 66)]


def test_a_short_career_reads_what_it_lacks(visiteur):
    jeune = visiteur("assure2@demo.tg")
    jeune.suivre("Simulateur de pension")
    assert re.search(r"Il manque \d+ mois d’assurance", jeune.texte)


def test_a_departure_in_letters_gets_its_message_beside_the_field(simulateur):
    simulateur.aller("/assure/simulateur-de-pension/?depart_le=demain&salaire_futur=12x")
    erreurs = simulateur.page.locator("main .champ .erreur").all_inner_texts()
    assert len(erreurs) == 2
    assert simulateur.champ("salaire_futur").input_value() == "12x"
