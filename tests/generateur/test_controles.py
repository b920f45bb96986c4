"""The checks of what is typed: however people in Togo write a number or an hour, it is kept in one way."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from app.classeurs import cellules
from app.generateur.champs_lus import ChampEntier, ChampMois, ChampMontant
from app.generateur.controles import (
    Chiffres,
    clavier_de,
    courriel,
    heure,
    lisible,
    nom_de_personne,
    telephone,
    telephones,
)


def lu(controle, texte: str):
    """Return the field of that check, filled with `texte` and checked."""
    formulaire = type("Saisie", (Form,), {"champ": StringField("Champ", [controle])})
    saisie = formulaire(data={"champ": texte})
    saisie.validate()
    return saisie.champ


@pytest.mark.parametrize(
    "ecrit",
    [
        "90114257",
        "90 11 42 57",
        "90-11-42-57",
        "90.11.42.57",
        "90/11/42/57",
        "+22890114257",
        "+228 90 11 42 57",
        "(+228) 90 11 42 57",
        "00228 90114257",
        "228 90 11 42 57",
        "90\u00a011\u201142\u201157",
    ],
)
def test_a_telephone_number_of_togo_is_kept_in_one_way(ecrit):
    champ = lu(telephone, ecrit)
    assert (champ.data, champ.errors) == ("+22890114257", [])


@pytest.mark.parametrize("ecrit", ["+33 6 12 34 56 78", "0033612345678"])
def test_a_telephone_number_of_another_country_keeps_its_code(ecrit):
    assert lu(telephone, ecrit).data == "+33612345678"


@pytest.mark.parametrize("ecrit", ["9011425", "901142570", "60 11 42 57", "+228 60114257", "nonante"])
def test_what_is_no_telephone_number_is_refused_and_kept_as_typed(ecrit):
    champ = lu(telephone, ecrit)
    assert champ.errors
    assert champ.data == ecrit


@pytest.mark.parametrize(
    "ecrit", ["(+228) 22 25 96 96 / 22 53 55 00", "22259696; 22535500", "22 25 96 96, 22 53 55 00"]
)
def test_several_telephone_numbers_are_kept_in_one_way(ecrit):
    attendu = "+228 22 25 96 96 / +228 22 53 55 00".replace(" ", "\xa0").replace("\xa0/\xa0", " / ")
    champ = lu(telephones, ecrit)
    assert (champ.data, champ.errors) == (attendu, [])


@pytest.mark.parametrize("ecrit", ["22 25 96 96 / 12", "standard"])
def test_several_telephone_numbers_of_which_one_is_none_are_refused(ecrit):
    champ = lu(telephones, ecrit)
    assert champ.errors
    assert champ.data == ecrit


@pytest.mark.parametrize("ecrit", ["08:00", "8:00", "8h00", "8 h", "08H00"])
def test_an_hour_is_kept_in_one_way(ecrit):
    champ = lu(heure, ecrit)
    assert (champ.data, champ.errors) == ("08:00", [])


@pytest.mark.parametrize("ecrit", ["24:00", "8h60", "830", "midi"])
def test_what_is_no_hour_is_refused(ecrit):
    assert lu(heure, ecrit).errors


TROIS = "Trois ou quatre chiffres."


@pytest.mark.parametrize("ecrit", ["0190", " 01 90", "019\u202f0"])
def test_spaces_inside_a_number_are_taken_out_and_its_zeros_stay(ecrit):
    champ = lu(Chiffres(3, 4, TROIS), ecrit)
    assert (champ.data, champ.errors) == ("0190", [])


@pytest.mark.parametrize("ecrit", ["01", "01901", "O190"])
def test_a_number_of_another_length_or_with_letters_is_refused(ecrit):
    assert lu(Chiffres(3, 4, TROIS), ecrit).errors == [TROIS]


def test_a_check_says_which_keyboard_a_phone_shows():
    assert clavier_de([heure, telephone]) == "tel"
    assert clavier_de([Chiffres(3, 4, TROIS)]) == "numeric"
    assert clavier_de([heure]) == "text"


MONTANTS = {
    "100002": 100_002,
    "100 002": 100_002,
    "100.002": 100_002,
    "100,002": 100_002,
    "1.234.567": 1_234_567,
    "1 234 567 F": 1_234_567,
    "52500,00": 52_500,
    "52 500 FCFA": 52_500,
    "52\u202f500\u202fF": 52_500,
    "0": 0,
    "": None,
    "12,5": None,
    "100.02.3": None,
    "cent": None,
    "1e5": None,
}
"""What is typed for an amount, and the francs it is read as; None for what is none."""


@pytest.mark.parametrize(("ecrit", "francs"), MONTANTS.items())
def test_an_amount_is_read_in_a_form_as_it_is_in_a_workbook(ecrit, francs):
    saisie = type("Saisie", (Form,), {"champ": ChampMontant("Montant")})(MultiDict({"champ": ecrit}))
    saisie.validate()
    lu_du_classeur = cellules.entier(ecrit)
    assert saisie.champ.data == francs
    assert (lu_du_classeur if isinstance(lu_du_classeur, int) else None) == francs
    assert bool(saisie.champ.errors) is (francs is None and ecrit != "")


ENTIERS = {
    "1234": 1_234,
    "1 234": 1_234,
    "1\u202f234": 1_234,
    "1.234": 1_234,
    "-5": -5,
    "−5": -5,
    "0": 0,
    "12,5": None,
    "douze": None,
    "1e3": None,
}
"""What is typed for a whole number, and what it is read as; None for what is none."""


@pytest.mark.parametrize(("ecrit", "nombre"), ENTIERS.items())
def test_a_whole_number_is_read_as_people_part_it(ecrit, nombre):
    saisie = type("Saisie", (Form,), {"champ": ChampEntier("Nombre")})(MultiDict({"champ": ecrit}))
    saisie.validate()
    assert saisie.champ.data == nombre
    assert bool(saisie.champ.errors) is (nombre is None)
    assert f'value="{ecrit}"' in saisie.champ()


@pytest.mark.parametrize(
    "ecrit", ["10/2026", "octobre 2026", "2026-10", "Oct. 2026", "10-2026", "10/26", "OCTOBRE 2026"]
)
def test_a_month_is_read_as_people_write_it(ecrit):
    saisie = type("Saisie", (Form,), {"champ": ChampMois("Mois")})(MultiDict({"champ": ecrit}))
    saisie.validate()
    assert (saisie.champ.data, list(saisie.champ.errors)) == (202_610, [])


@pytest.mark.parametrize("ecrit", ["dela@exemple.tg", "a.b+c@mail.exemple.org"])
def test_an_address_that_can_be_written_to_is_taken(ecrit):
    assert not lu(courriel, ecrit).errors


@pytest.mark.parametrize(
    "ecrit", ["dela@exemple", "dela exemple.tg", "@exemple.tg", "d@exemple..tg", "a@b@c.tg"]
)
def test_an_address_that_no_mail_reaches_is_refused(ecrit):
    assert lu(courriel, ecrit).errors


@pytest.mark.parametrize("ecrit", ["1000104279", "1000 104 279", "1000.104.279", "1000-104-279"])
def test_a_number_is_kept_without_what_parts_it(ecrit):
    assert lu(Chiffres(10, 10, "Dix chiffres."), ecrit).data == "1000104279"


@pytest.mark.parametrize(
    ("ecrit", "phrase"),
    [
        ("أحمد", "(أ ح د م) : écrivez-le en lettres latines."),
        ("Chez 王", "(王) : écrivez-le en lettres latines."),
        ("Pont 😀", "(😀) : retirez-le."),
        ("Pont\x07", "(invisible) : retirez-le."),
    ],
)
def test_what_does_not_print_is_told_beside_its_field_and_kept(ecrit, phrase):
    champ = lu(lisible, ecrit)
    assert champ.errors == [f"Ce texte contient un signe qui ne s’imprime pas {phrase}"]
    assert champ.data == ecrit


@pytest.mark.parametrize("ecrit", ["Ɖoƒe Ʋɔ̌nyo", "N’Souvi-Œuvré\n« ½ »", "12 m² ≥ 3 €"])
def test_what_prints_is_taken(ecrit):
    assert not lu(lisible, ecrit).errors


@pytest.mark.parametrize(
    "nom",
    ["N’Souvi", "Amouzou-Kpakpo", "AKUÉ d'Almeida", "Ɖoɖzi Yawɔ", "Têvi B.", "Ɣe\u0301bi", "Koffi Jr.", ""],
)
def test_a_name_is_made_of_letters_and_what_joins_them(nom):
    assert lu(nom_de_personne, nom).errors == []


@pytest.mark.parametrize(
    "nom",
    ["client, gagnez 500000 F : http://a.tg", "Koffi2", "…", "Koffi@exemple.tg", "- -", "Afi <b>"],
)
def test_what_is_no_name_is_refused_with_what_to_take_out(nom):
    assert "en lettres" in lu(nom_de_personne, nom).errors[0]
