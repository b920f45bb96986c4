"""Values beside their titles: the cause once, where it is, on how many lines."""

import pytest

from app.services.dnr.colonnes import CLES
from tests.services.dnr.outils import codes
from tests.services.dnr.personnel import EFFECTIF, PERSONNEL, message, numero, rapport_de, travailleur


def glissee(ligne: dict[str, str], depuis: str, pas: int) -> dict[str, str]:
    """Return a line whose cells, from a column on, are `pas` columns further right; empty ones are put in."""
    valeurs, debut = [ligne.get(cle, "") for cle in CLES], CLES.index(depuis)
    suite = [""] * pas + valeurs[debut:] if pas > 0 else valeurs[debut - pas :] + [""] * -pas
    return dict(zip(CLES, valeurs[:debut] + suite, strict=False))


def echangee(ligne: dict[str, str], une: str, autre: str) -> dict[str, str]:
    return ligne | {une: ligne.get(autre, ""), autre: ligne.get(une, "")}


def test_the_whole_sheet_is_clean_where_nothing_slid():
    assert codes(rapport_de(PERSONNEL)) == []


def test_a_sheet_that_slid_by_one_column_gives_one_message():
    rapport = rapport_de([glissee(ligne, "nom", 1) for ligne in PERSONNEL])
    assert [(a.code, rapport.cellule(a)) for a in rapport.anomalies] == [("colonnes_decalees", "C2")]
    assert "d’une colonne vers la droite à partir de la colonne « Nom », sur 40 lignes (C2 à O41)" in message(
        rapport
    )
    assert "« 60000 » est sous « Nature Rémun. » au lieu de « Rémunération »" in message(rapport)


@pytest.mark.parametrize(
    ("depuis", "pas", "premiere", "dit"),
    [
        ("matricule", 1, "A2", "d’une colonne vers la droite"),
        ("numero_assure", 1, "B2", "d’une colonne vers la droite"),
        ("type_assure", 1, "E2", "d’une colonne vers la droite"),
        ("jours", 2, "F2", "de 2 colonnes vers la droite"),
        ("nom", 2, "C2", "de 2 colonnes vers la droite"),
        ("nature", 1, "H2", "d’une colonne vers la droite"),
        ("nom", -1, "C2", "d’une colonne vers la gauche"),
        ("prenoms", -1, "D2", "d’une colonne vers la gauche"),
        ("matricule", -1, "A2", "d’une colonne vers la gauche"),
        ("type_assure", -1, "E2", "d’une colonne vers la gauche"),
        ("nom", -2, "C2", "de 2 colonnes vers la gauche"),
    ],
)
def test_rows_that_slid_are_told_from_where_and_by_how_much(depuis, pas, premiere, dit):
    rapport = rapport_de([glissee(ligne, depuis, pas) for ligne in PERSONNEL])
    assert [(a.code, rapport.cellule(a)) for a in rapport.anomalies] == [("colonnes_decalees", premiere)]
    assert dit in message(rapport)


def test_a_block_that_slid_is_told_with_its_cells_and_the_rest_is_checked_as_ever():
    lignes = [glissee(p, "nom", 1) if 10 <= rang < 20 else p for rang, p in enumerate(PERSONNEL)]
    lignes[30] = travailleur(30, jours="32")
    rapport = rapport_de(lignes)
    assert [(a.code, rapport.cellule(a)) for a in rapport.anomalies] == [
        ("colonnes_decalees", "C12"),
        ("jours_hors_calendrier", "F32"),
    ]
    assert "sur 10 lignes (C12 à O21)" in message(rapport)


def test_two_blocks_that_slid_otherwise_are_two_causes():
    lignes = list(PERSONNEL)
    lignes[3:9] = [glissee(p, "nom", 1) for p in lignes[3:9]]
    lignes[20:22] = [glissee(p, "type_assure", -1) for p in lignes[20:22]]
    lignes[25] = glissee(lignes[25], "nom", 1)
    rapport = rapport_de(lignes)
    assert [(a.code, a.details["ou"]) for a in rapport.anomalies] == [
        ("colonnes_decalees", "C5 à O10, C27 à O27"),
        ("colonnes_decalees", "E22 à O23"),
    ]


def test_a_column_pasted_without_a_title_is_a_slide_too_and_the_register_tells_from_where():
    lignes = [glissee(p, "nom", 1) | {"nom": "Lomé"} for p in PERSONNEL]
    rapport = rapport_de(lignes)
    assert [(a.code, rapport.cellule(a)) for a in rapport.anomalies] == [("colonnes_decalees", "C2")]


def test_the_smig_is_found_again_under_a_column_of_dates():
    lignes = [glissee(travailleur(rang, remuneration="52500"), "jours", 2) for rang in range(EFFECTIF)]
    assert codes(rapport_de(lignes, precedentes={})) == ["colonnes_decalees"]


@pytest.mark.parametrize(
    ("une", "autre", "dit"),
    [
        ("jours", "remuneration", "« Nbr. Jr » et « Rémunération » sont échangées sur 40 lignes (F2 à F41)"),
        ("matricule", "numero_assure", "« No. Mle » et « No. Assurance » sont échangées sur 40 lignes"),
        ("numero_assure", "nom", "« No. Assurance » et « Nom » sont échangées sur 40 lignes"),
        ("type_assure", "jours", "« Code Type Ass. » et « Nbr. Jr » sont échangées sur 40 lignes"),
        ("embauche_le", "sortie_le", "« Date Emb. » et « Date Sortie » sont échangées sur 40 lignes"),
        ("remuneration", "nature", "« Rémunération » et « Nature Rémun. » sont échangées sur 40 lignes"),
        ("remuneration", "embauche_le", "« Rémunération » et « Date Emb. » sont échangées sur 40 lignes"),
    ],
)
def test_two_columns_exchanged_give_one_message(une, autre, dit):
    rapport = rapport_de([echangee(ligne, une, autre) for ligne in PERSONNEL])
    assert codes(rapport) == ["colonnes_echangees"]
    assert dit in message(rapport)


def test_rows_that_slid_are_told_though_their_numbers_are_unknown_to_the_register():
    lignes = [glissee(p, "nom", 1) for p in PERSONNEL[:12]]
    rapport = rapport_de(lignes, registre={}, precedentes={})
    assert sorted(codes(rapport)) == ["colonnes_decalees", *["numero_inconnu"] * 12]


def test_who_is_declared_under_a_title_beside_is_not_said_to_be_missing():
    lignes = [glissee(p, "numero_assure", 1) for p in PERSONNEL[1:]]
    rapport = rapport_de(lignes)
    assert [(a.code, a.valeur) for a in rapport.anomalies if a.ligne is None] == [
        ("salarie_manquant", numero(0))
    ]


@pytest.mark.parametrize(
    "cellules",
    [
        {"jours": "45", "matricule": "12"},
        {"jours": "150000"},
        {"jours": "45", "embauche_le": ""},
        {"remuneration": "", "embauche_le": ""},
        {"embauche_le": "", "sortie_le": "15/10/2026", "motif_sortie": "102"},
        {"type_assure": "30", "nature": "99"},
        {"jours": ""},
        {"numero_assure": "AGBEKO", "matricule": "0026000000"},
    ],
)
def test_a_few_slips_of_typing_are_no_move(cellules):
    lignes = [travailleur(rang, **cellules) if rang < 3 else p for rang, p in enumerate(PERSONNEL)]
    rapport = rapport_de(lignes, precedentes={})
    assert not {"colonnes_decalees", "colonnes_echangees"} & set(codes(rapport))
    assert len(rapport.bloquantes) >= 3
