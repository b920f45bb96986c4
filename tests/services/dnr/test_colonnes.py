"""The titles of the columns, however they are written."""

import pytest

from app.classeurs.colonnes import Colonne, Genre, lettre
from app.services.dnr.colonnes import CLES, COLONNES, FORMAT, REQUISES


def test_the_fifteen_columns_stand_in_the_order_of_the_fund():
    entetes = [colonne.entete for colonne in COLONNES]
    assert entetes == [
        "No. Mle",
        "No. Assurance",
        "Nom",
        "Prénoms",
        "Code Type Ass.",
        "Nbr. Jr",
        "Rémunération",
        "Nature Rémun.",
        "Date Emb.",
        "Date Sortie",
        "Code Motif Sortie",
        "RP",
        "PF",
        "PV",
        "AMU",
    ]


def test_insured_number_hire_date_days_and_pay_are_required():
    assert set(REQUISES) == {"numero_assure", "jours", "remuneration", "embauche_le"}


@pytest.mark.parametrize(
    ("titre", "cle"),
    [
        ("REMUNERATION", "remuneration"),
        ("  nbr jr ", "jours"),
        ("N° assurance", "numero_assure"),
        ("date_emb", "embauche_le"),
        ("PV (16.5%)", "pv"),
        ("AMU (10 %)", "amu"),
        ("Prénom(s)", "prenoms"),
    ],
)
def test_a_title_is_known_without_case_accents_spaces_nor_punctuation(titre, cle):
    assert FORMAT.reconnaitre([titre]) == {cle: [0]}


def test_titles_are_known_in_any_order():
    entetes = [colonne.entete for colonne in reversed(COLONNES)]
    assert [FORMAT.reconnaitre(entetes)[cle] for cle in CLES] == [[14 - rang] for rang in range(15)]


def test_a_synonym_gives_way_to_the_fund_s_own_title():
    assert FORMAT.reconnaitre(["Salaire brut", "Rémunération"]) == {"remuneration": [1]}


def test_the_same_title_twice_is_told():
    assert FORMAT.reconnaitre(["Nom", "NOM"]) == {"nom": [0, 1]}


def test_a_short_table_of_codes_is_named_whole_and_a_long_one_by_its_ends():
    court = Colonne(
        cle="sexe", entete="Sexe", genre=Genre.code, largeur=9, aide="", table={1: "Féminin", 2: "Masculin"}
    )
    assert court.choix() == "écrivez Féminin ou Masculin"
    assert FORMAT.par_cle["type_assure"].choix() == (
        "choisissez dans la liste, de 1 (Normal/CDI) à 17 (Secteur agricole)"
    )


def test_no_two_columns_answer_to_the_same_title():
    titres = [titre for c in COLONNES for titre in (c.entete, *c.synonymes)]
    assert all(len(FORMAT.reconnaitre([titre])) == 1 for titre in titres)
    for colonne in COLONNES:
        for titre in (colonne.entete, *colonne.synonymes):
            assert set(FORMAT.reconnaitre([titre])) == {colonne.cle}


@pytest.mark.parametrize(("place", "attendue"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_place_has_the_letters_of_excel(place, attendue):
    assert lettre(place) == attendue
