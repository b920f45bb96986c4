"""The employer's own workbook back: marked, mended, marked again, and as it was once nothing is wrong."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from app.classeurs.alleger import STYLES_OMIS, VIDES_OMISES
from app.classeurs.annoter import annoter
from app.services.dnr.controler import controler
from app.services.dnr.fichier_modele import classeur_modele
from app.services.dnr.lire import lire
from tests.services.dnr.outils import (
    FIXTURES,
    PERSONNES,
    TAUX,
    classeur,
    codes,
    contexte,
    enregistrer,
    precedente,
    precedentes,
    saisie,
)

FAUTIVES = [
    saisie(0, jours="40"),
    saisie(1, nom="LAWSON"),
    saisie(2, remuneration="52 499 F"),
    saisie(3, sortie_le="15/10/2026", jours="15", rp="1"),
    saisie(4),
]
CELLULES = ["F2", "C3", "G4", "K5", "L5"]
"""What FAUTIVES has wrong, in the order of its lines."""


def verifier(contenu: bytes, **autres):
    return controler(lire(contenu), contexte(**autres))


def annote(contenu: bytes, **autres) -> bytes:
    return annoter(contenu, verifier(contenu, **autres))


def ouvrir(contenu: bytes):
    return load_workbook(io.BytesIO(contenu))


def commentees(page) -> list[str]:
    return [cellule.coordinate for ligne in page for cellule in ligne if cellule.comment]


def corriger(contenu: bytes, corrections: dict) -> bytes:
    document = ouvrir(contenu)
    for cellule, valeur in corrections.items():
        document["Paie"][cellule] = valeur
    return enregistrer(document)


def test_each_faulty_cell_is_coloured_and_says_what_to_do():
    page = ouvrir(annote(classeur(FAUTIVES)))["Paie"]
    assert commentees(page) == CELLULES
    assert page["F2"].comment.text.startswith("À CORRIGER – ")
    assert "octobre 2026" in page["F2"].comment.text
    assert page["G4"].comment.text.startswith("À VÉRIFIER – ")


def test_what_blocks_and_what_warns_differ_in_colour_and_in_words():
    page = ouvrir(annote(classeur(FAUTIVES)))["Paie"]
    assert page["F2"].fill.fgColor.rgb != page["G4"].fill.fgColor.rgb
    assert page["A2"].fill.fill_type is None


def test_the_list_of_anomalies_links_to_each_cell_and_each_row_links_back():
    document = ouvrir(annote(classeur(FAUTIVES)))
    assert document.sheetnames[0] == "Anomalies"
    liens = [ligne[0].hyperlink.location for ligne in document["Anomalies"].iter_rows(min_row=5)]
    assert liens == [f"'Paie'!{cellule}" for cellule in CELLULES]
    retours = [cellule.hyperlink.location for cellule in document["Paie"]["P"] if cellule.hyperlink]
    assert retours == ["'Anomalies'!A5", "'Anomalies'!A6", "'Anomalies'!A7", "'Anomalies'!A8"]


def test_anomalies_of_the_file_are_listed_without_a_link():
    document = ouvrir(annote(classeur([saisie(0)]), precedentes=precedentes(precedente(1))))
    ligne = document["Anomalies"][5]
    assert (ligne[0].value, ligne[0].hyperlink, ligne[4].value) == ("Fichier", None, PERSONNES[1][0])


def test_the_annotated_copy_is_read_as_the_file_itself():
    contenu = classeur(FAUTIVES)
    assert verifier(annote(contenu)).anomalies == verifier(contenu).anomalies


def test_mending_what_the_comments_ask_makes_it_pass():
    corrections = {"F2": 30, "C3": "N’DIAYE", "G4": 164_000, "K5": 102, "L5": None}
    corrige = corriger(annote(classeur(FAUTIVES)), corrections)
    assert codes(verifier(corrige)) == []
    page = ouvrir(annote(corrige))["Paie"]
    assert commentees(page) == []
    assert {page[cellule].fill.fill_type for cellule in CELLULES} == {None}
    assert page["P1"].value is None


def test_annotating_again_replaces_the_marks():
    deux_fois = annote(annote(classeur(FAUTIVES)))
    document = ouvrir(deux_fois)
    assert document.sheetnames == ["Anomalies", "Paie"]
    assert commentees(document["Paie"]) == CELLULES
    assert document["Paie"]["F2"].comment.text.count("À CORRIGER") == 1
    assert document["Paie"].max_column == 16


def test_the_employer_s_own_colour_and_comment_come_back():
    document = ouvrir(classeur(FAUTIVES))
    document["Paie"]["F2"].fill = PatternFill("solid", "FF00B050")
    document["Paie"]["F2"].comment = Comment("Vu avec Afi", "Comptable")
    deux_fois = annote(annote(enregistrer(document)))
    assert "Vu avec Afi" in ouvrir(deux_fois)["Paie"]["F2"].comment.text
    page = ouvrir(annote(corriger(deux_fois, {"F2": 30})))["Paie"]
    assert page["F2"].fill.fgColor.rgb == "FF00B050"
    assert page["F2"].comment.text == "Vu avec Afi"


def test_his_other_sheets_and_his_formulas_stay_with_their_results():
    contenu = (FIXTURES / "xlsxwriter.xlsx").read_bytes()
    copie = annote(contenu)
    assert ouvrir(copie)["Paie"]["D8"].value == "=75000+10000"
    assert lire(copie).colonnes["remuneration"][4] == 85_000


@pytest.mark.parametrize("nom", ["openpyxl.xlsx", "libreoffice.xlsx"])
def test_a_workbook_of_each_program_comes_back_whole(nom):
    contenu = (FIXTURES / nom).read_bytes()
    copie = annote(contenu)
    assert ouvrir(copie).sheetnames == ["Anomalies", "Notes", "Paie"]
    assert lire(copie).colonnes == lire(contenu).colonnes


def test_a_fault_in_a_cell_merged_with_the_one_above_is_marked_on_what_is_seen():
    document = ouvrir(classeur([saisie(0), saisie(1, jours="40")]))
    document["Paie"].merge_cells("F2:F3")
    document["Paie"]["F2"] = 40
    copie = ouvrir(annote(enregistrer(document)))
    assert commentees(copie["Paie"]) == ["F2"]


def test_a_faulty_row_merged_beyond_the_table_is_marked_without_a_link():
    document = ouvrir(classeur(FAUTIVES))
    document["Paie"].merge_cells("O2:Q2")
    page = ouvrir(annote(enregistrer(document)))["Paie"]
    assert commentees(page) == CELLULES
    assert [page["P2"].hyperlink, page["P3"].value] == [None, "Voir l’anomalie"]


def test_a_cell_forgotten_beside_the_titles_stays_and_the_links_are_beside_the_table():
    document = ouvrir(classeur(FAUTIVES))
    document["Paie"]["XFD1"] = "à revoir"
    page = ouvrir(annote(annote(enregistrer(document))))["Paie"]
    assert (page["XFD1"].value, page["P1"].value) == ("à revoir", "Contrôle CNSS")


def test_a_csv_comes_back_as_a_workbook():
    contenu = b"No. Assurance;Nbr. Jr;R\xe9mun\xe9ration;Date Emb.\n0012345678;40;=1+1;01/03/2019\n"
    page = ouvrir(annote(contenu))["DNR"]
    assert (page["A2"].value, page["A2"].data_type) == ("0012345678", "s")
    assert page["C2"].data_type == "s"
    assert commentees(page) == ["B2", "C2"]


def test_the_model_once_annotated_keeps_its_drop_down_lists():
    lignes = [precedente(rang, jours=31) for rang in range(5)]
    contenu = classeur_modele("12345", 202611, lignes, TAUX)
    page = ouvrir(annote(contenu, precedentes=precedentes(precedente(0, remuneration=1))))["DNR"]
    assert sum(v.type == "list" for v in page.data_validations.dataValidation) == 3


def test_a_value_that_looks_like_a_formula_is_text_in_the_list():
    contenu = classeur([saisie(0, matricule="@SUM(1)", type_assure="+HYPERLINK(1)")])
    cellule = ouvrir(annote(contenu))["Anomalies"]["E5"]
    assert (cellule.value, cellule.data_type, cellule.quotePrefix) == ("+HYPERLINK(1)", "s", True)


def test_a_sheet_of_his_named_anomalies_is_left_alone():
    document = ouvrir(classeur(FAUTIVES))
    document.create_sheet("Anomalies")["A1"] = "À moi"
    copie = ouvrir(annote(enregistrer(document)))
    assert copie["Anomalies"]["A1"].value == "À moi"
    assert copie["Paie"]["P2"].hyperlink.location == "'Anomalies1'!A5"


def test_the_list_of_anomalies_prints_its_titles_on_each_page():
    liste = ouvrir(annote(classeur(FAUTIVES)))["Anomalies"]
    assert (liste.print_title_rows, liste["A4"].value) == ("$4:$4", "Cellule")


def remplacer(contenu: bytes, partie: str, avant: bytes, apres: bytes) -> bytes:
    """Return a workbook whose part `partie` has other bytes somewhere."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(contenu)) as lue, zipfile.ZipFile(tampon, "w", compresslevel=1) as ecrite:
        for nom in lue.namelist():
            morceau = lue.read(nom)
            if nom == partie:
                assert avant in morceau
                morceau = morceau.replace(avant, apres, 1)
            ecrite.writestr(nom, morceau, zipfile.ZIP_DEFLATED)
    return tampon.getvalue()


def resume_de(copie) -> str:
    """Return all that the list of anomalies says above its titles."""
    return " ".join(
        str(c.value) for ligne in copie["Anomalies"].iter_rows(max_row=3) for c in ligne if c.value
    )


STYLES_DEPLAISANTS = {
    "an empty fill": (b"<fill>", b"<fill/><fill>"),
    "a colour of three digits": (b'<sz val="11"', b'<color rgb="FFF"/><sz val="11"'),
    "a family of fonts unknown": (b'<family val="2"', b'<family val="99"'),
    "an alignment unknown": (b"</cellXfs>", b'<xf><alignment horizontal="milieu"/></xf></cellXfs>'),
    "a border unknown": (b"<left", b'<left style="ondulee"'),
}


@pytest.mark.parametrize(("avant", "apres"), list(STYLES_DEPLAISANTS.values()), ids=list(STYLES_DEPLAISANTS))
def test_a_style_that_the_writer_dislikes_is_left_out_and_that_is_said(avant, apres):
    document = ouvrir(classeur(FAUTIVES))
    document["Paie"]["I4"] = date(2019, 3, 3)
    contenu = remplacer(enregistrer(document), "xl/styles.xml", avant, apres)
    with pytest.raises((TypeError, ValueError)):
        ouvrir(contenu)
    copie = ouvrir(annote(contenu))
    assert commentees(copie["Paie"]) == CELLULES
    assert copie["Paie"]["I4"].value == datetime(2019, 3, 3)
    assert STYLES_OMIS in resume_de(copie)


def blanches(ou: int) -> bytes:
    """Return FAUTIVES and a million formatted blank cells, from row `ou` on."""
    ligne = b"".join(b'<c r="%c%%(r)d" s="0"/>' % lettre for lettre in b"QRSTUVWXYZ")
    lignes = b"".join(b'<row r="%d">%b</row>' % (r, ligne % {b"r": r}) for r in range(ou, ou + 100_000))
    return remplacer(
        classeur(FAUTIVES), "xl/worksheets/sheet1.xml", b"</sheetData>", lignes + b"</sheetData>"
    )


def test_a_million_formatted_blank_cells_are_left_out_and_that_is_said():
    copie = annote(blanches(7))
    assert commentees(ouvrir(copie)["Paie"].iter_rows(max_row=10)) == CELLULES
    assert VIDES_OMISES in resume_de(ouvrir(copie))


def test_a_space_in_the_last_row_of_excel_does_not_keep_the_marks_from_being_replaced():
    document = ouvrir(classeur(FAUTIVES))
    document["Paie"]["A1048576"] = " "
    page = ouvrir(annote(annote(enregistrer(document))))["Paie"]
    assert commentees(page.iter_rows(max_row=10)) == CELLULES
    assert page["A1048576"].value == " "


def test_the_blank_cells_of_an_ordinary_workbook_keep_their_colour():
    document = ouvrir(classeur(FAUTIVES))
    document["Paie"]["B90"].fill = PatternFill("solid", "FF00B050")
    copie = ouvrir(annote(enregistrer(document)))
    assert copie["Paie"]["B90"].fill.fgColor.rgb == "FF00B050"
    assert "copie" not in resume_de(copie)


def test_the_copy_is_a_sound_archive():
    with zipfile.ZipFile(io.BytesIO(annote(classeur(FAUTIVES)))) as archive:
        assert archive.testzip() is None
