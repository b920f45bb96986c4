"""One fault in many cells of a column: told once, with where and how often."""

import pytest

from tests.services.dnr.outils import codes, controle, taux_ou
from tests.services.dnr.personnel import EFFECTIF, PERSONNEL, REGISTRE, message, rapport_de, travailleur


@pytest.mark.parametrize(
    ("cellules", "code", "colonne"),
    [
        ({"embauche_le": "13e mars"}, "date_illisible", "embauche_le"),
        ({"embauche_le": ""}, "embauche_manquante", "embauche_le"),
        ({"remuneration": "soixante mille"}, "montant_illisible", "remuneration"),
        ({"jours": "plein temps"}, "jours_invalides", "jours"),
        ({"jours": "32"}, "jours_hors_calendrier", "jours"),
        ({"type_assure": "CDI plein temps"}, "code_inconnu", "type_assure"),
        ({"pv": "=G2*16%"}, "cotisation_illisible", "pv"),
        ({"matricule": "S1"}, "matricule_change", "matricule"),
    ],
)
def test_one_fault_in_a_whole_column_is_told_once_with_its_cells(cellules, code, colonne):
    rapport = rapport_de([travailleur(rang, **cellules) for rang in range(EFFECTIF)])
    assert [(a.code, a.ligne, a.colonne, a.plages) for a in rapport.anomalies] == [
        (code, 2, colonne, ((2, 41),))
    ]
    lettre = rapport.lignes.lettres[colonne]
    assert f"40 cellules de la colonne « {rapport.anomalies[0].titre} » : {lettre}2 à {lettre}41." in message(
        rapport
    )


@pytest.mark.parametrize(("fautives", "attendues"), [(9, 9), (10, 1)])
def test_from_how_many_on_a_fault_is_told_once_is_a_dated_row(fautives, attendues):
    lignes = [travailleur(rang, jours="x") if rang < fautives else p for rang, p in enumerate(PERSONNEL)]
    assert len(rapport_de(lignes).anomalies) == attendues
    assert len(rapport_de(lignes, taux=taux_ou(dnr_fautes_regroupees=9)).anomalies) == 1
    assert len(rapport_de(lignes, taux=taux_ou(dnr_fautes_regroupees=11)).anomalies) == fautives


def test_cells_here_and_there_are_named_by_runs_and_the_last_is_given():
    fautives = {0, 1, 4, *range(6, 30, 2), 39}
    lignes = [travailleur(rang, jours="x") if rang in fautives else p for rang, p in enumerate(PERSONNEL)]
    assert "F2 à F3, F6, F8, F10" in message(rapport_de(lignes))
    assert "et 5 autres, jusqu’à la ligne 41" in message(rapport_de(lignes))


def test_what_is_asked_of_each_person_stays_one_message_a_person():
    lignes = [travailleur(rang, remuneration="52499") for rang in range(EFFECTIF)]
    assert codes(rapport_de(lignes, precedentes={})) == ["sous_smig"] * EFFECTIF


def test_lines_typed_in_a_form_have_no_cells():
    rapport = controle(*(travailleur(rang, jours="") for rang in range(12)), registre=REGISTRE)
    assert codes(rapport) == ["jours_manquants"]
    assert "12 cellules de la colonne « Nbr. Jr » : lignes 1 à 12." in message(rapport)


def test_an_answer_given_for_many_cells_is_asked_again_when_they_are_others():
    fautives = [travailleur(rang, pv="1") for rang in range(12)]
    une, autre = rapport_de([*fautives, *PERSONNEL[12:]]), rapport_de([*fautives[:11], *PERSONNEL[11:]])
    assert [a.code for r in (une, autre) for a in r.anomalies] == ["cotisation_differente"] * 2
    assert une.anomalies[0].cle != autre.anomalies[0].cle
