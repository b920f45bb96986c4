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


def test_the_sentence_on_a_hire_date_moved_gives_both_dates():
    rapport = controle(saisie(embauche_le="01/03/2007"), precedentes=precedentes(precedente()))
    message = rapport.anomalies[0].message
    assert "01/03/2019" in message
    assert "01/03/2007" in message
