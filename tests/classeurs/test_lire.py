"""Files as employers really save them, and what is said of those that cannot be read."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from app.classeurs.refus import FichierRefuse
from app.classeurs.tableau import ECART_1904
from app.services.dnr.colonnes import COLONNES
from app.services.dnr.lire import lire
from tests.services.dnr.outils import FIXTURES, classeur, enregistrer, saisie

ENTETES = [colonne.entete for colonne in COLONNES]
CLASSEURS = ["openpyxl.xlsx", "xlsxwriter.xlsx", "libreoffice.xlsx", "libreoffice.csv"]


def lire_fixture(nom):
    return lire((FIXTURES / nom).read_bytes())


def refus(contenu, **options) -> str:
    with pytest.raises(FichierRefuse) as refuse:
        lire(contenu, **options)
    return refuse.value.code


def en_feuilles(feuilles: dict[str, str], active: int) -> bytes:
    """Return a workbook of sheets that all have the titles, each with what stands above them."""
    document = Workbook()
    document.remove(document.active)
    for nom, au_dessus in feuilles.items():
        feuille = document.create_sheet(nom)
        feuille.append([au_dessus])
        feuille.append(ENTETES)
        feuille.append([saisie().get(c.cle) for c in COLONNES])
    document.active = active
    return enregistrer(document)


@pytest.mark.parametrize("nom", CLASSEURS)
def test_each_program_s_file_gives_the_same_lines(nom):
    lignes = lire_fixture(nom)
    assert list(lignes.numeros) == [4, 5, 6, 7, 8]
    assert list(lignes.colonnes["numero_assure"]) == [
        "0012345678",
        "0023456789",
        "0034567890",
        "0045678901",
        "0045678901",
    ]
    assert list(lignes.colonnes["remuneration"])[:4] == [150_000, 157_000, 164_000, 171_000]
    assert list(lignes.colonnes["embauche_le"]) == [
        "2019-03-01",
        "2019-03-02",
        "2019-03-03",
        "2019-03-04",
        "2019-03-04",
    ]
    assert list(lignes.colonnes["nature"]) == ["1", "1", "1", "", "4"]
    assert list(lignes.colonnes["sortie_le"]) == ["", "", "2026-10-15", "", ""]


@pytest.mark.parametrize("nom", ["xlsxwriter.xlsx", "libreoffice.xlsx", "libreoffice.csv"])
def test_a_formula_is_read_by_its_result(nom):
    assert lire_fixture(nom).colonnes["remuneration"][4] == 85_000


def test_a_formula_never_computed_is_read_as_a_formula():
    assert lire_fixture("openpyxl.xlsx").colonnes["remuneration"][4] == "=75000+10000"


def test_the_sheet_that_has_the_titles_is_read_and_named():
    assert lire_fixture("openpyxl.xlsx").feuille == "Paie"


@pytest.mark.parametrize("nom", CLASSEURS[:3])
def test_hidden_rows_are_read_and_told(nom):
    assert list(lire_fixture(nom).masquees) == [6]


def test_a_merged_name_holds_for_each_row_but_a_merged_amount_for_the_first():
    document = Workbook()
    document.active.append(ENTETES)
    for _ in range(2):
        document.active.append([saisie().get(c.cle) for c in COLONNES])
    document.active.merge_cells("C2:C3")
    document.active.merge_cells("G2:G3")
    lignes = lire(enregistrer(document))
    assert list(lignes.colonnes["nom"]) == ["AGBEKO", "AGBEKO"]
    assert list(lignes.colonnes["remuneration"]) == [150_000, ""]


def test_a_cell_in_error_is_not_taken_for_an_empty_one():
    document = Workbook()
    document.active.append(ENTETES)
    document.active.append([saisie().get(c.cle) for c in COLONNES])
    document.active["J2"].value, document.active["J2"].data_type = "#REF!", "e"
    assert list(lire(enregistrer(document)).colonnes["sortie_le"]) == ["#REF!"]


@pytest.mark.parametrize("serie", [42_064, 42_063.9996, 42_064.75])
@pytest.mark.parametrize("ecrit", ["General", "dd/mm/yyyy"])
@pytest.mark.parametrize("depuis", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_day_is_the_one_that_excel_shows_whatever_its_epoch_format_and_rounding(serie, ecrit, depuis):
    document = Workbook()
    document.epoch = depuis
    document.active.append(ENTETES)
    document.active.append([saisie().get(c.cle) for c in COLONNES])
    document.active["I2"].value = serie - (ECART_1904 if depuis == CALENDAR_MAC_1904 else 0)
    document.active["I2"].number_format = ecrit
    assert list(lire(enregistrer(document)).colonnes["embauche_le"]) == ["2015-03-01"]


@pytest.mark.parametrize(
    "instant",
    [
        "2019-03-01T00:00:00.000Z",
        "2019-03-01 00:00:00+00:00",
        "2019-03-01T10:30:00+0100",
        "2019-03-01 00:00 UTC",
    ],
)
def test_an_instant_that_another_program_wrote_is_its_day(instant):
    assert list(lire(classeur([saisie(embauche_le=instant)])).colonnes["embauche_le"]) == ["2019-03-01"]


@pytest.mark.parametrize(
    ("periode", "lue"),
    [(202608, "Août"), (202609, "Sept. 2026"), (202509, "Octobre"), (202612, "Octobre"), (0, "Octobre")],
)
def test_the_sheet_of_the_month_is_read_then_the_active_one(periode, lue):
    contenu = en_feuilles({"Août": "", "Sept. 2026": "", "Octobre": ""}, active=2)
    assert lire(contenu, periode=periode).feuille == lue


@pytest.mark.parametrize(
    ("feuilles", "active", "lue"),
    [
        ({"Octobre": "", "Octobre 2026": ""}, 0, "Octobre 2026"),
        ({"Feuil1": "Paie de septembre 2026", "Feuil2": "Paie d’octobre 2026"}, 0, "Feuil2"),
        ({"Octobre": "État d’octobre 2025", "Feuil2": "État d’octobre 2026"}, 0, "Feuil2"),
        ({"Siège 10-2026": "", "Agence 10-2026": ""}, 1, "Agence 10-2026"),
        ({"Feuil1": "", "Feuil2": ""}, 1, "Feuil2"),
        ({"Septembre 2026": ""}, 0, "Septembre 2026"),
    ],
)
def test_a_sheet_that_says_it_is_of_the_month_is_read_without_a_question(feuilles, active, lue):
    lignes = lire(en_feuilles(feuilles, active), periode=202610)
    assert (lignes.feuille, lignes.a_choisir) == (lue, False)
    assert list(lignes.autres) == [nom for nom in feuilles if nom != lue]
    assert len(lignes) == 1


@pytest.mark.parametrize(
    ("feuilles", "active"),
    [
        ({"Août 2026": "", "Septembre 2026": ""}, 1),
        ({"Siège 10-2026": "", "Agence 10-2026": "", "Autre": ""}, 2),
        ({"Feuil1": "Paie de mai 2026", "Feuil2": ""}, 0),
    ],
)
def test_where_nothing_says_which_sheet_is_meant_it_is_asked(feuilles, active):
    lignes = lire(en_feuilles(feuilles, active), periode=202610)
    assert lignes.a_choisir
    assert {lignes.feuille, *lignes.autres} >= set(list(feuilles)[:2])
    with pytest.raises(FichierRefuse, match="ouvrez dans Excel celle à lire"):
        lignes.exiger_une_feuille()


def test_the_sheet_asked_for_is_read_whatever_its_month():
    lignes = lire(en_feuilles({"Août": "", "Octobre": ""}, 0), periode=202610, feuille="Août")
    assert (lignes.feuille, list(lignes.autres), lignes.a_choisir) == ("Août", ["Octobre"], False)


@pytest.mark.parametrize(("nom", "code"), [("Mars", "feuille_absente"), ("Notes", "feuille_sans_titres")])
def test_a_sheet_asked_for_that_cannot_be_read_is_named(nom, code):
    assert refus((FIXTURES / "openpyxl.xlsx").read_bytes(), feuille=nom) == code


def test_a_far_cell_in_another_sheet_does_not_refuse_the_one_that_is_read():
    document = load_workbook(io.BytesIO(en_feuilles({"Octobre 2026": "", "Brouillon": ""}, 1)))
    document["Brouillon"]["XFD9"] = "x"
    assert lire(enregistrer(document), periode=202610).feuille == "Octobre 2026"


@pytest.mark.parametrize(
    "oubliees", [["XFD1"], ["GS3", "A1048576"], ["XFD1048576"], ["AAA2", "ZZ2", "XFD1048576"]]
)
def test_cells_forgotten_far_right_of_the_table_are_not_read_and_refuse_nothing(oubliees):
    document = load_workbook(io.BytesIO(classeur([saisie(rang) for rang in range(5)])))
    for place in oubliees:
        document["Paie"][place] = " " if place.startswith("A10") else "à revoir"
    lignes = lire(enregistrer(document))
    assert list(lignes.numeros) == [2, 3, 4, 5, 6]
    assert lignes.colonnes == lire(classeur([saisie(rang) for rang in range(5)])).colonnes


def test_something_written_far_below_the_table_is_refused_by_the_row_where_it_stands():
    document = load_workbook(io.BytesIO(classeur([saisie()])))
    document["Paie"]["C1000000"] = "à revoir"
    with pytest.raises(FichierRefuse, match="écrit à la ligne 1000000"):
        lire(enregistrer(document))


def test_a_title_in_the_last_column_that_is_read_is_found():
    document = load_workbook(io.BytesIO(classeur([saisie()])))
    document["Paie"].move_range("O1:O2", cols=185)
    assert lire(enregistrer(document)).lettres["amu"] == "GR"


def test_empty_rows_and_the_total_are_left_out():
    total = {"nom": "TOTAL", "remuneration": "307000"}
    lignes = lire(classeur([saisie(0), {}, saisie(1), total]))
    assert (list(lignes.numeros), lignes.ecartees) == ([2, 4], [("C5", "TOTAL")])


@pytest.mark.parametrize(
    ("ligne", "ecartee"),
    [
        ({"nom": "Sous-total atelier", "remuneration": "307000"}, ("C3", "Sous-total atelier")),
        ({"numero_assure": "TOTAL", "remuneration": "307000"}, ("B3", "TOTAL")),
        ({c.cle: c.entete for c in COLONNES}, ("A3", "No. Mle")),
        ({"nom": "Fait à Lomé", "embauche_le": "", "prenoms": "le 5 octobre"}, ("C3", "Fait à Lomé")),
        ({"nom": "Le Directeur", "prenoms": "La comptable"}, ("C3", "Le Directeur")),
        ({"nom": "Atelier de menuiserie"}, ("C3", "Atelier de menuiserie")),
        ({"matricule": "12"}, ("A3", "12")),
    ],
)
def test_a_row_that_is_no_worker_is_left_aside_and_named_by_its_cell(ligne, ecartee):
    lignes = lire(classeur([saisie(0), ligne, saisie(1)]))
    assert (list(lignes.numeros), lignes.ecartees) == ([2, 4], [ecartee])


@pytest.mark.parametrize(
    "ligne",
    [
        {"nom": "AGBEKO", "prenoms": "Kossi"},
        {"nom": "LE DIRECTEUR", "embauche_le": "01/03/2019"},
        {"numero_assure": "12A45"},
        {"remuneration": "150000"},
    ],
)
def test_a_row_that_may_be_a_worker_is_read(ligne):
    assert list(lire(classeur([saisie(0), ligne])).numeros) == [2, 3]


def test_a_worker_without_number_is_not_taken_for_a_total():
    lignes = lire(classeur([saisie(0), saisie(1, numero_assure="", nom="TOTALAN")]))
    assert len(lignes) == 2


@pytest.mark.parametrize("separateur", [";", ",", "\t", "|"])
@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman", "cp850"])
def test_a_csv_is_read_whatever_its_separator_and_alphabet(separateur, alphabet):
    lignes = [ENTETES, [saisie(3).get(colonne.cle, "") for colonne in COLONNES]]
    contenu = "\r\n".join(separateur.join(ligne) for ligne in lignes).encode(alphabet)
    assert lire(contenu).textes(0) == lire(classeur([saisie(3)])).textes(0)


def test_a_csv_is_not_said_to_have_a_sheet():
    with pytest.raises(FichierRefuse, match="obligatoires dans le fichier"):
        lire(";".join(titre for titre in ENTETES if titre != "Rémunération").encode())


def test_csv_rows_are_numbered_as_excel_shows_them():
    titres = ";".join(ENTETES)
    lignes = ['M0;0012345678;"AG\nBEKO";;;30;150000;;1/3/2019', "", "M1;0023456789;;;;30;157000;;1/3/2019"]
    contenu = "\n".join(["Société", "", titres, *lignes])
    assert list(lire(contenu.encode()).numeros) == [4, 6]


def test_missing_columns_are_named():
    with pytest.raises(FichierRefuse) as refuse:
        lire(
            classeur(
                [saisie()],
                titres=["Nbr. Jr" if t == "Date Emb." else "Nom" if t == "Nbr. Jr" else t for t in ENTETES],
            )
        )
    assert refuse.value.code == "colonnes_manquantes"
    assert "Date Emb." in str(refuse.value)


def test_a_title_twice_is_refused():
    assert refus(classeur([saisie()], titres=[*ENTETES[:-1], "Nom"])) == "colonne_en_double"


def test_titles_without_a_line_are_refused():
    assert refus(classeur([])) == "aucune_ligne"


def test_a_workbook_without_titles_is_refused():
    document = Workbook()
    document.active.append(["Bonjour"])
    assert refus(enregistrer(document)) == "entete_introuvable"


def test_too_many_lines_are_refused_at_the_first_too_many():
    contenu = classeur([saisie(rang % 5) for rang in range(4)])
    assert len(lire(contenu, lignes_max=4)) == 4
    assert refus(contenu, lignes_max=3) == "trop_de_lignes"


@pytest.mark.parametrize(
    ("contenu", "code"),
    [
        (b"", "vide"),
        (b"\0\0 \r\n", "vide"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "type_inconnu"),
        (b"bonjour", "entete_introuvable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "\0EncryptedPackage".encode("utf-16-le"), "protege"),
        (classeur([saisie()])[:2_000], "tronque"),
    ],
)
def test_a_file_that_is_no_workbook_gets_its_sentence(contenu, code):
    assert refus(contenu) == code


def test_an_old_xls_is_refused():
    assert refus((FIXTURES / "ancien.xls").read_bytes()) == "ancien_xls"


def archive(*parties: tuple[str, bytes]) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in parties:
            zip_.writestr(nom, contenu)
    return tampon.getvalue()


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        ([("photo.jpg", b"x")], "pas_un_classeur"),
        ([("paie.xlsx", b"x")], "archive_zip"),
        ([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")], "ods"),
        ([("[Content_Types].xml", b""), ("xl/workbook.bin", b"")], "xlsb"),
        ([("[Content_Types].xml", b""), ("xl/workbook.xml", b""), ("xl/vbaProject.bin", b"")], "macros"),
        ([("[Content_Types].xml", b""), ("word/document.xml", b"")], "pas_un_classeur"),
        ([("[Content_Types].xml", b""), ("xl/workbook.xml", b"<pas-un-classeur")], "tronque"),
        ([("../../etc/passwd", b"x"), ("[Content_Types].xml", b"")], "anormal"),
        ([(f"xl/{rang}.xml", b"") for rang in range(201)], "anormal"),
    ],
)
def test_a_zip_that_is_no_workbook_gets_its_sentence(parties, code):
    assert refus(archive(*parties)) == code


def test_every_refusal_is_one_french_sentence():
    from app.classeurs.refus import MESSAGES

    for code, message in MESSAGES.items():
        assert message.endswith("."), code
        assert " :" in message, code
