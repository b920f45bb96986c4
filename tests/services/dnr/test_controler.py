"""Each anomaly of a declaration: what raises it, and what, just beside, does not."""

from dataclasses import replace
from datetime import date

import pytest

from app.regles.bareme import Bareme, charger, connus
from app.regles.cotisations import Taux
from app.regles.francais import francs
from app.services.dnr.anomalies import ANOMALIES
from app.services.dnr.controler import controler
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.lire import lire
from app.services.dnr.rapport import INCHANGEE, MODIFIEE, NOUVELLE
from tests.services.dnr.outils import (
    OCTOBRE,
    PERSONNES,
    REGISTRE,
    classeur,
    codes,
    contexte,
    controle,
    precedente,
    precedentes,
    saisie,
    taux_ou,
)

NUMERO = PERSONNES[0][0]
CLOS = {NUMERO: REGISTRE[NUMERO]._replace(ferme_le=date(2026, 9, 30))}
CLOS_EN_OCTOBRE = {NUMERO: REGISTRE[NUMERO]._replace(ferme_le=date(2026, 10, 1))}


def test_a_clean_declaration_has_no_anomaly():
    rapport = controle(*(saisie(rang) for rang in range(5)))
    assert (rapport.anomalies, rapport.bloque) == ([], False)


@pytest.mark.parametrize(
    ("cellules", "code", "colonne"),
    [
        ({"numero_assure": ""}, "numero_manquant", "numero_assure"),
        ({"numero_assure": "12A45"}, "numero_invalide", "numero_assure"),
        ({"numero_assure": "1" * 16}, "numero_invalide", "numero_assure"),
        ({"numero_assure": "AGBEKO", "matricule": NUMERO}, "numero_autre_colonne", "numero_assure"),
        ({"numero_assure": "0099999999"}, "numero_inconnu", "numero_assure"),
        ({"nom": "LAWSON"}, "nom_different", "nom"),
        ({"nom": "", "prenoms": "Zoé"}, "nom_different", "prenoms"),
        ({"prenoms": "Kossi"}, "nom_proche", "nom"),
        ({"nom": "0012345678", "prenoms": "12"}, "nom_sans_lettres", "nom"),
        ({"nom": "🙂🙂", "prenoms": ""}, "nom_sans_lettres", "nom"),
        ({"matricule": "M" * 81}, "texte_trop_long", "matricule"),
        ({"matricule": "=A1"}, "formule_sans_valeur", "matricule"),
        ({"numero_assure": "=A1"}, "formule_sans_valeur", "numero_assure"),
        ({"remuneration": "=SOMME(A1:A3)"}, "formule_sans_valeur", "remuneration"),
        ({"embauche_le": "#REF!"}, "formule_sans_valeur", "embauche_le"),
        ({"jours": ""}, "jours_manquants", "jours"),
        ({"jours": "vingt"}, "jours_invalides", "jours"),
        ({"jours": "15,5"}, "jours_invalides", "jours"),
        ({"jours": "-1"}, "jours_invalides", "jours"),
        ({"jours": "0"}, "jours_nuls", "jours"),
        ({"jours": "32"}, "jours_hors_calendrier", "jours"),
        ({"remuneration": ""}, "remuneration_manquante", "remuneration"),
        ({"remuneration": "beaucoup"}, "montant_illisible", "remuneration"),
        ({"remuneration": "150000,5"}, "montant_illisible", "remuneration"),
        ({"remuneration": "-150000"}, "remuneration_negative", "remuneration"),
        ({"remuneration": "1000000000"}, "remuneration_demesuree", "remuneration"),
        ({"remuneration": "52499"}, "sous_smig", "remuneration"),
        ({"remuneration": "0"}, "sous_smig", "remuneration"),
        ({"type_assure": "18"}, "code_inconnu", "type_assure"),
        ({"nature": "15"}, "code_inconnu", "nature"),
        ({"sortie_le": "15/10/2026", "motif_sortie": "109", "jours": "15"}, "code_inconnu", "motif_sortie"),
        ({"embauche_le": ""}, "embauche_manquante", "embauche_le"),
        ({"embauche_le": "31/02/2026"}, "date_illisible", "embauche_le"),
        ({"embauche_le": "30/09/1946"}, "date_invraisemblable", "embauche_le"),
        ({"embauche_le": "01/11/2026"}, "embauche_apres_periode", "embauche_le"),
        ({"sortie_le": "demain", "motif_sortie": "102"}, "date_illisible", "sortie_le"),
        ({"sortie_le": "28/02/2019", "motif_sortie": "102"}, "sortie_avant_embauche", "sortie_le"),
        ({"sortie_le": "30/09/2026", "motif_sortie": "102"}, "sortie_avant_periode", "sortie_le"),
        ({"sortie_le": "01/11/2026", "motif_sortie": "102"}, "sortie_apres_periode", "sortie_le"),
        ({"sortie_le": "15/10/2026", "jours": "15"}, "sortie_sans_motif", "motif_sortie"),
        ({"motif_sortie": "102"}, "motif_sans_sortie", "sortie_le"),
        ({"rp": "3001"}, "cotisation_differente", "rp"),
        ({"amu": "0"}, "cotisation_differente", "amu"),
        ({"pv": "=G2*16%"}, "cotisation_illisible", "pv"),
    ],
)
def test_a_faulty_cell_gives_its_anomaly_alone(cellules, code, colonne):
    rapport = controle(saisie(**cellules))
    assert [(a.ligne, a.code, a.colonne) for a in rapport.anomalies] == [(1, code, colonne)]


@pytest.mark.parametrize(
    "cellules",
    [
        {"jours": "31"},
        {"jours": "1", "remuneration": "1750"},
        {"jours": "0", "nature": "3"},
        {"remuneration": "52500"},
        {"remuneration": "999999999"},
        {"embauche_le": "31/10/2026", "jours": "1"},
        {"embauche_le": "01/10/1946"},
        {"sortie_le": "01/10/2026", "motif_sortie": "102", "jours": "1"},
        {"sortie_le": "31/10/2026", "motif_sortie": "206"},
        {"sortie_le": "30/09/2026", "motif_sortie": "102", "nature": "13"},
        {"type_assure": "", "nature": ""},
        {"type_assure": "17", "nature": "14"},
        {"nom": "AGBEKO", "prenoms": ""},
        {"nom": "kossi emmanuel", "prenoms": "Agbeko"},
        {"matricule": "M" * 80},
        {"matricule": "#12"},
        {"rp": "3000", "pf": "4500", "pv": "24750", "amu": "15000"},
    ],
)
def test_a_cell_at_the_limit_is_accepted(cellules):
    assert codes(controle(saisie(**cellules))) == []


def test_february_has_twenty_eight_days():
    lignes = LignesDNR.saisies([saisie(jours="29"), saisie(1, jours="28")])
    rapport = controler(lignes, contexte(mois=202602))
    assert [(a.ligne, a.code) for a in rapport.anomalies] == [(1, "jours_hors_calendrier")]


def test_a_number_closed_before_the_month_is_refused():
    assert codes(controle(saisie(), registre=CLOS)) == ["numero_clos"]


def test_a_number_closed_within_the_month_is_accepted():
    assert codes(controle(saisie(), registre=CLOS_EN_OCTOBRE)) == []


def test_a_number_without_its_leading_zeros_is_the_register_s_where_one_person_can_be_meant():
    rapport = controle(saisie(numero_assure="12345678"), alias={"12345678": NUMERO})
    assert codes(rapport) == []
    assert list(rapport.colonnes["numero_assure"]) == [NUMERO]
    assert rapport.colonnes["assure_id"] == [REGISTRE[NUMERO].assure_id]


def test_numbers_that_excel_cut_short_give_one_message():
    lignes = [saisie(rang, numero_assure="2,40005E+09") for rang in range(5)]
    rapport = controle(*lignes, precedentes=precedentes(*(precedente(rang) for rang in range(5))))
    assert codes(rapport) == ["numero_scientifique"]
    assert "5 numéros" in rapport.anomalies[0].message.replace("\xa0", " ")


def test_another_person_s_name_is_not_shown():
    message = controle(saisie(nom="LAWSON", prenoms="Têvi")).anomalies[0].message
    assert "AGBEKO" not in message
    assert "Emmanuel" not in message


def test_the_same_worker_and_nature_twice_names_the_first_line():
    rapport = controle(saisie(), saisie(1), saisie(jours="1"))
    assert (codes(rapport), rapport.anomalies[0].ligne) == (["ligne_en_double"], 3)
    assert "ligne 1" in rapport.anomalies[0].message


def test_the_same_worker_with_two_natures_is_accepted():
    assert codes(controle(saisie(), saisie(nature="4", jours="0", remuneration="80001"))) == []


@pytest.mark.parametrize(
    ("premiere", "seconde", "attendues"),
    [
        ({"jours": "16"}, {"jours": "16", "remuneration": "151000"}, [(2, "ligne_en_double")]),
        ({"nom": "LAWSON"}, {"nom": "LAWSON"}, [(1, "nom_different"), (2, "ligne_en_double")]),
        ({"jours": "40"}, {"jours": "40"}, [(1, "jours_hors_calendrier"), (2, "ligne_en_double")]),
        ({}, {"jours": "40"}, [(2, "ligne_en_double"), (2, "jours_hors_calendrier")]),
    ],
)
def test_a_line_in_double_has_no_message_that_the_first_has(premiere, seconde, attendues):
    rapport = controle(saisie(**premiere), saisie(**seconde))
    assert [(a.ligne, a.code) for a in rapport.anomalies] == attendues


def test_the_floor_looks_at_all_the_lines_of_a_worker():
    assert codes(controle(saisie(remuneration="30000"), saisie(nature="7", remuneration="22500"))) == []
    rapport = controle(saisie(remuneration="30000"), saisie(nature="7", remuneration="22499"))
    assert [(a.ligne, a.code) for a in rapport.anomalies] == [(1, "sous_smig")]
    assert francs(52_499) in rapport.anomalies[0].message


def test_the_floor_follows_the_days():
    assert codes(controle(saisie(jours="15", remuneration="26250"))) == []
    assert codes(controle(saisie(jours="15", remuneration="26249"))) == ["sous_smig"]


@pytest.mark.parametrize(
    ("jours", "remuneration", "attendus"),
    [
        ("30", "52499", ["sous_smig_domestique"]),
        ("30", "52500", []),
        ("12", "20999", ["sous_smig_domestique"]),
        ("12", "21000", []),
    ],
)
def test_a_household_has_the_same_floor_and_advice_of_its_own(jours, remuneration, attendus):
    ligne = saisie(jours=jours, remuneration=remuneration)
    assert codes(controle(ligne, domestique=True)) == attendus
    assert codes(controle(ligne)) == ["sous_smig" for _ in attendus]


def test_a_household_is_told_how_its_days_are_counted_and_what_the_base_will_be():
    rapport = controle(saisie(jours="12", remuneration="15000"), domestique=True)
    message = rapport.anomalies[0].message
    assert f"({francs(15_000)}) est sous le SMIG pour 12\xa0jours ({francs(21_000)}\xa0:" in message
    assert f"{francs(52_500)} pour 30\xa0jours, au prorata, règle à confirmer)" in message
    assert f"calculées sur {francs(21_000)}." in message
    entier = controle(saisie(remuneration="15000"), domestique=True).anomalies[0].message
    assert f"pour 30\xa0jours ({francs(52_500)}), et" in entier


def test_a_rule_that_was_checked_against_its_text_is_no_longer_said_to_be_unsure():
    sure = replace(connus()["assiette_jours_du_mois"], a_confirmer=False, effet_le=date(2026, 1, 1))
    taux = Taux.au(Bareme([*charger(), sure]), OCTOBRE)
    rapport = controle(saisie(jours="12", remuneration="15000"), domestique=True, taux=taux)
    assert "au prorata), et" in rapport.anomalies[0].message


def test_our_contribution_is_given_where_his_differs():
    assert francs(3_000) in controle(saisie(rp="2999")).anomalies[0].message


def test_a_worker_declared_elsewhere_is_told_once():
    rapport = controle(saisie(), saisie(nature="4"), saisie(1), ailleurs=lambda: {NUMERO})
    assert [(a.ligne, a.code) for a in rapport.anomalies] == [(1, "declare_ailleurs")]


@pytest.mark.parametrize(
    ("apres", "attendus"),
    [
        ("195000", []),
        ("195001", ["variation_remuneration"]),
        ("105000", []),
        ("104999", ["variation_remuneration"]),
    ],
)
def test_pay_that_moves_by_more_than_the_set_share_is_told(apres, attendus):
    assert codes(controle(saisie(remuneration=apres), precedentes=precedentes(precedente()))) == attendus


@pytest.mark.parametrize(
    ("seuil", "cellules", "avant", "code"),
    [
        ({"dnr_variation_alerte": 2_000}, {"remuneration": "180001"}, {}, "variation_remuneration"),
        ({"dnr_remuneration_maximale": 149_999}, {}, {}, "remuneration_demesuree"),
        ({"dnr_date_ancienne": 7}, {}, {}, "date_invraisemblable"),
        (
            {"dnr_mois_plein": 29},
            {"embauche_le": "03/09/2026", "jours": "28"},
            {"embauche_le": date(2026, 9, 3), "jours": 28},
            "mois_partiel_repris",
        ),
    ],
)
def test_a_threshold_is_a_dated_row_that_rules_the_months_from_its_day_on(seuil, cellules, avant, code):
    def en_vigueur_le(jour: date) -> list[str]:
        connues = precedentes(precedente(**avant))
        return codes(controle(saisie(**cellules), precedentes=connues, taux=taux_ou(jour, **seuil)))

    assert en_vigueur_le(date(2026, 10, 1)) == [code]
    assert en_vigueur_le(date(2026, 10, 2)) == []


@pytest.mark.parametrize(("nom", "dit"), [("Bléza", " (Bléza Sénamé) figurait"), ("", " figurait")])
def test_a_worker_missing_is_named_when_the_declaration_before_named_him(nom, dit):
    absent = precedente(1)._replace(nom=nom, prenoms=nom and "Sénamé")
    (anomalie,) = controle(saisie(0), precedentes=precedentes(precedente(0), absent)).anomalies
    assert f"n° {PERSONNES[1][0]}{dit}" in anomalie.message.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("cellules", "attendues"),
    [
        ({"numero_assure": "0012345687", "nom": ""}, ["numero_a_reprendre"]),
        ({"numero_assure": "001234567", "nom": ""}, ["numero_a_reprendre"]),
        ({"numero_assure": "00123456789", "nom": ""}, ["numero_a_reprendre"]),
        ({"numero_assure": "0099999999"}, ["numero_a_reprendre"]),
        ({"numero_assure": "0099999999", "nom": "LAWSON"}, ["salarie_manquant", "numero_inconnu"]),
        ({"numero_assure": "0012345687", "nom": "LAWSON", "prenoms": "Têvi"}, ["numero_a_reprendre"]),
    ],
)
def test_a_number_unknown_is_matched_with_who_is_missing_since_last_month(cellules, attendues):
    rapport = controle(saisie(**cellules), precedentes=precedentes(precedente()))
    assert codes(rapport) == attendues


@pytest.mark.parametrize(
    ("elle", "attendues"),
    [
        ({"nom": "AGBEKO", "prenoms": "Essi Mawuena"}, ["numero_d_un_autre"]),
        ({"nom": "LAWSON", "prenoms": "Têvi"}, ["salarie_manquant", "nom_different"]),
        ({"nom": "", "prenoms": ""}, ["noms_vides", "salarie_manquant"]),
    ],
)
def test_a_number_of_somebody_else_is_matched_with_who_is_named_and_missing(elle, attendues):
    essi = precedente()._replace(nom="AGBEKO", prenoms="Essi Mawuena")
    autre = PERSONNES[1][0]
    rapport = controle(saisie(0, numero_assure=autre, **elle), precedentes=precedentes(essi))
    assert codes(rapport) == attendues


def test_a_number_of_somebody_else_makes_neither_a_duplicate_nor_a_change_of_facts():
    essi, afi = (precedente(i)._replace(nom=PERSONNES[i][1], prenoms=PERSONNES[i][2]) for i in (0, 1))
    rapport = controle(
        saisie(0, numero_assure=PERSONNES[1][0]), saisie(1), precedentes=precedentes(essi, afi)
    )
    assert codes(rapport) == ["numero_d_un_autre"]
    assert rapport.etats == [INCHANGEE, INCHANGEE]


def test_of_two_who_may_be_meant_nobody_is_proposed():
    jumeaux = precedentes(precedente(), precedente(1, numero_assure="0012345679"))
    rapport = controle(saisie(numero_assure="0012345670", nom="", prenoms=""), precedentes=jumeaux)
    assert codes(rapport) == ["noms_vides", "salarie_manquant", "salarie_manquant", "numero_inconnu"]


def test_a_worker_missing_without_an_exit_is_told_for_the_file():
    sorti = precedente(2, sortie_le=date(2026, 9, 30), motif_sortie=102)
    avant = precedentes(precedente(0), precedente(1), sorti)
    rapport = controle(saisie(0), precedentes=avant)
    assert [(a.ligne, a.colonne, a.valeur, a.code) for a in rapport.anomalies] == [
        (None, None, PERSONNES[1][0], "salarie_manquant")
    ]
    assert rapport.manquantes == [(PERSONNES[1][0], 1)]


def test_lines_are_new_changed_or_unchanged():
    avant = precedentes(precedente(0), precedente(1))
    rapport = controle(saisie(0), saisie(1, jours="29"), saisie(2), precedentes=avant)
    assert rapport.etats == [INCHANGEE, MODIFIEE, NOUVELLE]


@pytest.mark.parametrize(
    ("titres", "noms", "attendues"),
    [
        ("", ";", ["noms_absents"]),
        (";Nom", ";", ["noms_vides"]),
        (";Nom", ";AGBEKO", []),
        (";Prénoms", ";", ["noms_vides"]),
        (";Nom;Prénoms", ";;", ["noms_vides"]),
        (";Nom;Prénoms", ";;Kossi Emmanuel", []),
    ],
)
def test_a_file_without_names_is_told_that_they_are_unchecked_and_asks_no_answer(titres, noms, attendues):
    csv = f"""No. Assurance;Nbr. Jr;Rémunération;Date Emb.{titres}
    {NUMERO};30;150000;01/03/2019{noms}
    {PERSONNES[1][0]};30;160000;01/03/2019;"""
    rapport = controler(lire(csv.encode()), contexte())
    assert codes(rapport) == attendues
    assert (rapport.bloque, rapport.avertissements) == (False, [])


def test_hidden_rows_and_totals_are_told_for_the_file():
    lignes = LignesDNR.saisies([saisie()])
    lignes.masquees, lignes.ecartees = [1], [("C9", "TOTAL"), ("C12", "Le Directeur")]
    rapport = controler(lignes, contexte())
    assert codes(rapport) == ["lignes_ecartees", "lignes_masquees"]
    assert "C9 (« TOTAL »), C12 (« Le Directeur »)" in rapport.anomalies[0].message.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("titre", "attendues"),
    [
        ("Paie d’août 2026", ["autre_mois"]),
        ("DÉCLARATION – Scierie (n° 4021) – octobre 2026", []),
        ("Paie de septembre 2026, versée en octobre 2026", []),
        ("Marché 2026, siège", []),
        ("Déclaration – Auberge (n°\u00a05512) – octobre 2026", ["autre_employeur"]),
    ],
)
def test_a_sheet_titled_for_another_month_or_employer_is_told(titre, attendues):
    lignes = LignesDNR.saisies([saisie()])
    lignes.titre = titre
    assert codes(controler(lignes, contexte(employeur="4021"))) == attendues


@pytest.mark.parametrize(
    ("feuille", "titre", "attendues"),
    [
        ("Septembre 2026", "Paie", ["feuille_d_un_autre_mois"]),
        ("Septembre", "", ["feuille_d_un_autre_mois"]),
        ("Septembre 2026", "Paie d’octobre 2026", []),
        ("Septembre 2026", "Paie d’août 2026", ["autre_mois"]),
        ("Octobre", "", []),
        ("Feuil1", "", []),
    ],
)
def test_a_sheet_called_by_another_month_is_told(feuille, titre, attendues):
    lignes = LignesDNR.saisies([saisie()])
    lignes.feuille, lignes.titre = feuille, titre
    assert codes(controler(lignes, contexte())) == attendues


def test_a_negative_pay_is_one_fault_and_no_change_of_pay():
    rapport = controle(saisie(remuneration="-5"), precedentes=precedentes(precedente(0)))
    assert codes(rapport) == ["remuneration_negative"]


def test_anomalies_come_file_first_then_by_line_and_column():
    avant = precedentes(precedente(4))
    rapport = controle(saisie(jours="40", nom="LAWSON"), saisie(1, jours="50"), precedentes=avant)
    assert [(a.ligne, a.colonne) for a in rapport.anomalies] == [
        (None, None),
        (1, "nom"),
        (1, "jours"),
        (2, "jours"),
    ]


def test_all_the_faults_of_a_line_are_told_at_once():
    rapport = controle({"nom": "AGBEKO"})
    assert set(codes(rapport)) == {
        "numero_manquant",
        "jours_manquants",
        "remuneration_manquante",
        "embauche_manquante",
    }


def test_nothing_at_all_has_no_anomaly_and_no_total():
    rapport = controle()
    assert (rapport.anomalies, rapport.totaux.total) == ([], 0)


def test_a_warning_does_not_block():
    assert not controle(saisie(remuneration="52499")).bloque
    assert controle(saisie(jours="40")).bloque


def test_totals_count_workers_once_and_add_up_the_branches():
    treizieme = saisie(nature="4", remuneration="150000")
    totaux = controle(saisie(), treizieme, saisie(1, remuneration="52500")).totaux
    assert (totaux.effectif, totaux.lignes, totaux.masse_salariale) == (2, 3, 352_500)
    assert (totaux.pf, totaux.rp, totaux.pv, totaux.amu) == (
        9_000 + 1_575,
        6_000 + 1_050,
        49_500 + 8_663,
        30_000 + 5_250,
    )
    assert totaux.total == totaux.part_employeur + totaux.part_travailleur


@pytest.mark.parametrize(
    "cellules",
    [{"jours": "40"}, {"numero_assure": "7"}, {"nom": "LAWSON"}, {"remuneration": "12 000 F"}, {"rp": "1"}],
)
def test_a_line_of_a_form_and_the_same_line_of_a_file_have_the_same_anomalies(cellules):
    lignes = [saisie(rang) for rang in range(4)] + [saisie(4, **cellules)]
    du_fichier = controler(lire(classeur(lignes)), contexte()).anomalies
    de_la_ligne = controle(lignes[4]).anomalies
    assert [a._replace(ligne=1) for a in du_fichier] == de_la_ligne
    assert de_la_ligne


def test_a_justification_is_kept_under_what_outlives_an_upload():
    un, autre = controle(saisie(remuneration="52499")), controle(saisie(1), saisie(remuneration="52499"))
    assert un.anomalies[0].cle == autre.anomalies[0].cle == f"sous_smig:{NUMERO}:remuneration"


@pytest.mark.parametrize("code", ANOMALIES)
def test_every_sentence_says_what_to_do(code):
    message = ANOMALIES[code].message
    assert message.endswith((".", ")."))
    assert " :" in message
