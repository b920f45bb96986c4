"""Which column is which: proposed where a title resembles one, named by who sends the file."""

import pytest

from app.classeurs import nommer
from app.classeurs.colonnes import Format
from app.classeurs.lire import lire, lire_les_titres
from app.classeurs.refus import FichierRefuse
from app.services.dnr.colonnes import FORMAT
from app.services.dnr.lignes import LignesDNR

TITRES = ["N° CNSS", "Salarié", "Nb jours", "Salaire brut imposable", "Date embauche"]
IMPOSABLE = {"salairebrutimposable": "remuneration"}


def csv(*lignes: str, titres: list[str] = TITRES) -> bytes:
    return "\n".join([";".join(titres), *lignes]).encode()


@pytest.mark.parametrize(
    ("titres", "attendues"),
    [
        (["Salaire brut imposable"], ["remuneration"]),
        (["Salaire net"], [""]),
        (["Salaire brut imposable", "Salaire brut soumis"], ["", ""]),
        (["Rémunération", "Salaire brut imposable"], ["remuneration", ""]),
        (["Date d’embauche réelle"], ["embauche_le"]),
        (["N° CNSS du salarié"], ["numero_assure"]),
        (["Total"], [""]),
    ],
)
def test_a_title_that_has_all_the_words_of_a_known_one_is_proposed_where_it_is_the_only_one(
    titres, attendues
):
    assert nommer.proposees(titres, FORMAT) == attendues


def test_what_the_sender_named_comes_before_what_the_titles_say():
    nomme = FORMAT.nommant({"brutimposable": "remuneration"})
    assert nomme.reconnaitre(["Rémunération", "Brut imposable"]) == {"remuneration": [1]}


def test_a_column_that_the_sender_leaves_alone_is_not_read():
    nomme = FORMAT.nommant({"montant": ""})
    assert nomme.reconnaitre(["Montant", "Salaire brut"]) == {"remuneration": [1]}


def test_only_what_the_titles_do_not_say_is_remembered():
    choix = {"Nom": "nom", "Montant": "", "Brut imposable": "remuneration", "Prime": ""}
    assert nommer.a_retenir(choix, FORMAT) == {"Montant": "", "Brut imposable": "remuneration"}


def test_the_names_reach_the_process_that_reads():
    assert Format.depuis(FORMAT.nommant(IMPOSABLE).en_clair()).nommees == IMPOSABLE


def test_a_file_is_read_by_the_names_given_to_its_columns():
    contenu = csv("0012345678;AGBEKO Kossi;30;157000;02/01/2020")
    with pytest.raises(FichierRefuse) as refus:
        lire(LignesDNR, contenu)
    lues = lire(LignesDNR, contenu, nommees=IMPOSABLE | {"salarie": "nom"})
    assert refus.value.code == "colonnes_manquantes"
    assert lues.textes(0)["remuneration"] == "157000"
    assert lues.lettres["remuneration"] == "D"
    assert list(lues.nommees) == [("Salarié", "nom"), ("Salaire brut imposable", "remuneration")]


def test_the_titles_of_a_file_come_with_examples_of_what_stands_under_them():
    contenu = csv("1;AGBEKO;30;157000;02/01/2020", "2;LAWSON;30;164000;", "3;LAWSON;12;164000;", "4;;;;")
    titres = lire_les_titres(LignesDNR, contenu).titres
    assert [t.lettre for t in titres] == ["A", "B", "C", "D", "E"]
    assert titres[0].exemples == ("1", "2", "3")
    assert titres[1].exemples == ("AGBEKO", "LAWSON")
    assert titres[3].intitule == "Salaire brut imposable"


@pytest.mark.parametrize("titre", ["Nom et prénoms", "NOM & PRENOM(S)", "Nom complet", "Noms et prénoms"])
def test_the_whole_name_in_one_column_is_the_name(titre):
    assert FORMAT.reconnaitre([titre]) == {"nom": [0]}
