"""The model workbook: what is in it, and that it passes our own check as it is."""

import io
from datetime import date, datetime

from openpyxl import load_workbook

from app.classeurs.fichier_modele import AIDE, ENTETE
from app.services.dnr.colonnes import PAR_CLE
from app.services.dnr.controler import controler
from app.services.dnr.fichier_modele import classeur_modele, reprises
from app.services.dnr.lire import lire
from tests.services.dnr.outils import OCTOBRE, TAUX, codes, contexte, precedente, precedentes, taux_ou

LIGNES = [precedente(rang) for rang in range(5)]


def modele(*lignes, periode=OCTOBRE) -> bytes:
    return classeur_modele("12345 – SOCIÉTÉ EXEMPLE", periode, lignes, TAUX)


def feuille(contenu: bytes, nom: str = "DNR"):
    return load_workbook(io.BytesIO(contenu))[nom]


def test_the_model_passes_our_check_unchanged():
    rapport = controler(lire(modele(*LIGNES)), contexte(precedentes=precedentes(*LIGNES)))
    assert (codes(rapport), rapport.etats) == ([], ["inchangee"] * 5)


def test_a_model_for_a_month_of_twenty_eight_days_passes_our_check():
    lignes = lire(modele(*LIGNES, periode=202702))
    rapport = controler(lignes, contexte(mois=202702))
    assert (codes(rapport), set(rapport.colonnes["jours"])) == ([], {28})


def test_the_titles_show_the_rates_in_force():
    titres = [" ".join(cellule.value.split()) for cellule in feuille(modele())[ENTETE + 1]]
    assert titres[0] == "No. Mle"
    assert titres[11:] == ["RP (2 %)", "PF (3 %)", "PV (16,5 %)", "AMU (10 %)"]


def test_the_help_row_is_above_the_titles_and_never_read():
    assert feuille(modele())[AIDE + 1][1].value.startswith("Obligatoire")
    assert lire(modele(*LIGNES)).entete == ENTETE + 1


def test_insured_numbers_are_text_and_dates_are_dates():
    ligne = feuille(modele(precedente(0)))[ENTETE + 2]
    assert (ligne[1].value, ligne[1].number_format) == ("0012345678", "@")
    assert (ligne[8].value, ligne[8].is_date) == (datetime(2019, 3, 1), True)
    assert ligne[4].value == "1 - Normal/CDI"


def test_each_column_of_codes_has_its_drop_down_list():
    document = load_workbook(io.BytesIO(modele(*LIGNES)))
    listes = {v.formula1 for v in document["DNR"].data_validations.dataValidation if v.type == "list"}
    assert listes == {"Codes!$A$2:$A$18", "Codes!$B$2:$B$15", "Codes!$C$2:$C$15"}
    proposes = [cellule.value for (cellule,) in document["Codes"]["A2:A18"]]
    assert proposes == [PAR_CLE["type_assure"].intitule(code) for code in PAR_CLE["type_assure"].table]


def test_the_titles_stay_in_sight_on_screen_and_on_paper():
    page = feuille(modele(*LIGNES))
    assert page.freeze_panes == "E4"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"


def test_a_name_that_looks_like_a_formula_stays_text():
    ligne = feuille(modele(precedente(0, nom='=HYPERLINK("http://x";"y")', prenoms="+1")))[ENTETE + 2]
    assert [(cellule.data_type, cellule.number_format) for cellule in ligne[2:4]] == [("s", "@")] * 2


def test_who_has_left_is_not_in_the_model():
    parti = precedente(1, sortie_le=date(2026, 9, 30), motif_sortie=102)
    assert lire(modele(precedente(0), parti)).colonnes["numero_assure"] == ["0012345678"]


def test_pay_of_one_month_only_is_left_out_unless_it_is_all_the_worker_had():
    prime, seule = precedente(0, nature=7), precedente(1, nature=14)
    assert reprises([precedente(0), prime, seule], OCTOBRE, TAUX.textes) == [precedente(0), seule]


def test_a_part_of_a_month_stays_a_part_of_a_month():
    assert jours_repris(OCTOBRE, 12, 27, 28) == [12, 27, 30]
    assert jours_repris(202702, 12, 27, 31) == [12, 27, 28]


def test_from_how_many_days_on_a_month_is_whole_is_a_dated_row():
    plus_tard = taux_ou(date(2026, 10, 2), dnr_mois_plein=30)
    assert jours_repris(OCTOBRE, 29, taux=taux_ou(dnr_mois_plein=30)) == [29]
    assert jours_repris(OCTOBRE, 29, taux=plus_tard) == [30]
    assert jours_repris(202702, 29, taux=taux_ou(dnr_mois_plein=30)) == [28]


def jours_repris(periode: int, *jours: int, taux=TAUX) -> list[int]:
    """Return the days that a month starts with for who had so many in the last one."""
    avant = [precedente(rang, jours=nombre) for rang, nombre in enumerate(jours)]
    return [p.jours for p in reprises(avant, periode, taux.textes)]


def test_a_first_model_has_no_worker_and_keeps_its_lists():
    page = feuille(modele())
    assert page.cell(ENTETE + 2, 2).value is None
    assert len(page.data_validations.dataValidation) > 3
