"""Facts of a line against its other facts and against the last declaration: what is asked, what is not."""

from datetime import date

import pytest

from tests.services.dnr.outils import codes, controle, precedente, precedentes, saisie

ARRIVE_LE_24 = {"embauche_le": date(2026, 9, 24), "jours": 7}
SORTI = {"sortie_le": date(2026, 9, 15), "motif_sortie": 102}


@pytest.mark.parametrize(
    ("cellules", "attendus"),
    [
        ({"embauche_le": "24/10/2026", "jours": "30"}, ["jours_hors_presence"]),
        ({"embauche_le": "24/10/2026", "jours": "9"}, ["jours_hors_presence"]),
        ({"embauche_le": "24/10/2026", "jours": "8"}, []),
        ({"embauche_le": "24/10/2026", "jours": "30", "nature": "3"}, []),
        ({"embauche_le": "01/10/2026", "jours": "31"}, []),
        ({"sortie_le": "15/10/2026", "motif_sortie": "102", "jours": "16"}, ["jours_hors_presence"]),
        ({"sortie_le": "15/10/2026", "motif_sortie": "102", "jours": "15"}, []),
    ],
)
def test_days_are_compared_with_hire_and_exit(cellules, attendus):
    assert codes(controle(saisie(**cellules))) == attendus


@pytest.mark.parametrize(
    ("cellules", "avant", "attendus"),
    [
        ({}, {}, []),
        ({"embauche_le": "01/03/2007"}, {}, ["embauche_changee"]),
        ({"embauche_le": "02/10/2026"}, SORTI, []),
        ({"embauche_le": "14/09/2026"}, SORTI, ["embauche_changee"]),
        ({}, SORTI, ["sortie_oubliee"]),
        ({"embauche_le": "24/09/2026", "jours": "7"}, ARRIVE_LE_24, ["mois_partiel_repris"]),
        ({"embauche_le": "24/09/2026", "jours": "30"}, ARRIVE_LE_24, []),
        ({"jours": "12"}, {"jours": 12}, []),
        (
            {"embauche_le": "03/09/2026", "jours": "28"},
            {"embauche_le": date(2026, 9, 3), "jours": 28},
            [],
        ),
        (
            {"embauche_le": "04/09/2026", "jours": "27"},
            {"embauche_le": date(2026, 9, 4), "jours": 27},
            ["mois_partiel_repris"],
        ),
    ],
)
def test_facts_are_compared_with_the_last_declaration(cellules, avant, attendus):
    assert codes(controle(saisie(**cellules), precedentes=precedentes(precedente(**avant)))) == attendus


SORTI_LE_15 = {"sortie_le": "15/10/2026", "motif_sortie": "102", "jours": "15"}
DEJA_SORTI_LE_15 = {"sortie_le": date(2026, 10, 15), "motif_sortie": 102, "jours": 15}


@pytest.mark.parametrize(
    ("cellules", "avant", "attendus"),
    [
        ({"type_assure": "4"}, {}, ["type_change"]),
        ({"type_assure": ""}, {"type_assure": 4}, ["type_change"]),
        ({"type_assure": "5"}, {}, ["contrat_change"]),
        ({"type_assure": ""}, {}, []),
        ({"type_assure": "99"}, {}, ["code_inconnu"]),
        ({"matricule": "A7"}, {}, ["matricule_change"]),
        ({"matricule": "m0"}, {}, []),
        ({"matricule": "7"}, {"matricule": "0007"}, []),
        ({"matricule": ""}, {}, []),
        ({"matricule": "A7"}, {"matricule": ""}, []),
        ({}, {"nom": "AGBEKO", "prenoms": "Kossi"}, ["nom_change"]),
        ({"nom": "AGBÉKO"}, {}, []),
        ({"nom": "KOSSI EMMANUEL", "prenoms": "Agbeko"}, {}, []),
        ({}, {"nom": "", "prenoms": ""}, []),
        ({"nom": "LAWSON"}, {}, ["nom_different"]),
        ({"prenoms": "Kossi"}, {}, ["nom_proche"]),
        (SORTI_LE_15, DEJA_SORTI_LE_15, []),
        (SORTI_LE_15, {}, []),
        (SORTI_LE_15 | {"motif_sortie": "108"}, DEJA_SORTI_LE_15, ["motif_change"]),
        (SORTI_LE_15 | {"sortie_le": "16/10/2026"}, DEJA_SORTI_LE_15, ["sortie_changee"]),
        ({"jours": "15"}, DEJA_SORTI_LE_15, ["sortie_changee"]),
    ],
)
def test_what_is_no_longer_said_of_a_person_is_told_at_its_own_level(cellules, avant, attendus):
    rapport = controle(saisie(**cellules), precedentes=precedentes(precedente(**avant)))
    assert codes(rapport) == attendus
    sans_question = {"contrat_change", "matricule_change", "nom_change"}
    assert [a.code for a in rapport.informations] == [c for c in attendus if c in sans_question]


def test_another_kind_of_insured_is_told_with_what_it_changes_in_the_contributions():
    rapport = controle(saisie(type_assure="4"), precedentes=precedentes(precedente()))
    message = rapport.anomalies[0].message.replace("\xa0", " ")
    assert "« 1 - Normal/CDI »" in message
    assert "« 4 - Apprenti »" in message
    assert "de 31,5 %, dont 9 % à la charge du travailleur, et seront de 2 %, dont 0 %" in message


def test_a_fact_of_a_person_is_told_once_whatever_the_lines():
    connues = precedentes(precedente(), precedente(nature=7))
    lignes = [saisie(type_assure="4"), saisie(type_assure="4", nature="7")]
    assert codes(controle(*lignes, precedentes=connues)) == ["type_change"]


def test_a_name_or_a_matricule_alone_leaves_a_line_unchanged():
    connues = precedentes(precedente(prenoms="Kossi"))
    rapport = controle(saisie(matricule="A7"), precedentes=connues)
    assert (codes(rapport), rapport.etats) == (["matricule_change", "nom_change"], ["inchangee"])


def test_the_sentence_on_a_hire_date_moved_gives_both_dates():
    rapport = controle(saisie(embauche_le="01/03/2007"), precedentes=precedentes(precedente()))
    message = rapport.anomalies[0].message
    assert "01/03/2019" in message
    assert "01/03/2007" in message
