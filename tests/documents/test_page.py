"""What all documents share: letterhead, footer, metadata, fonts, French typography."""

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import pypdfium2
import pytest
from fpdf.fonts import SubsetMap

from app.documents import charte, polices, typographie
from app.documents.blocs import fiche
from app.documents.charte import CORPS
from app.documents.cloture import Signature, Verification, clore
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import INCOMPLETE, Cartouche, Page
from app.regles.francais import francs
from app.socle.saisie import nettoyer
from app.socle.signes import IMPRIMABLES, imprevus


@pytest.fixture
def feuille():
    return Page(Cartouche("Attestation", "A-1", date(2026, 11, 2), "Essai"))


def test_the_first_page_bears_the_letterhead_and_each_page_its_number(feuille, lire):
    feuille.add_page()
    premiere, seconde = lire(feuille.octets()).pages
    assert "Caisse Nationale de Sécurité Sociale – Togo" in premiere
    assert "République togolaise" in premiere
    assert "page 1/2" in premiere
    assert "page 2/2" in seconde
    assert "Attestation n°\u00a0A-1" in seconde


def test_the_number_of_a_page_ends_at_the_margin_however_many_there_are(feuille):
    for _ in range(11):
        feuille.add_page()
    page = pypdfium2.PdfDocument(feuille.octets())[3].get_textpage()
    bords = [page.get_charbox(rang)[2] for rang in range(page.count_chars())]
    assert max(bords) / 72 * 25.4 == pytest.approx(210 - charte.MARGE, abs=0.5)
    assert "page 4/12" in page.get_text_range()


def test_the_metadata_say_what_the_document_is_and_in_which_language(feuille, lire):
    pdf = lire(feuille.octets()).pdf
    assert pdf.metadata.title == "Attestation n°\u00a0A-1"
    assert pdf.metadata.author == "Caisse Nationale de Sécurité Sociale – Togo"
    assert pdf.metadata.subject == "Essai"
    assert pdf.root_object["/Lang"] == "fr-TG"


ALPHABETS = {
    "French": "aàâæbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿz",
    "Ewe and Gen": "abdɖeɛfƒgɣhxiklmnŋoɔprstuvʋwyz",
    "Kabiye and Tem": "abcdɖeɛfgɣhiɩjklmnñŋoɔprstuʊvʋwyz",
    "Hausa": "abɓcdɗefghijkƙlmnorstuwyzƴʼ",
    "Fulfulde": "aɓbcdɗefghijklmnŋɲñoprstuwyƴʼ",
}
TONS = ("", "\u0301", "\u0300", "\u0302", "\u030c", "\u0303", "\u0304")
"""What tones, and what is said through the nose, put over a vowel."""


@pytest.mark.parametrize("lettres", ALPHABETS.values(), ids=ALPHABETS)
def test_every_letter_of_the_languages_spoken_in_togo_is_taken_with_its_tones_and_printed(lettres):
    toutes = lettres + lettres.upper()
    portees = [
        f"{lettre}{ton}" for lettre in toutes for ton in TONS if not ton or lettre.lower() in "aeɛioɔuɩʊʋmnŋ"
    ]
    ecrites = "".join(unicodedata.normalize("NFC", nettoyer(portee)) for portee in portees)
    assert not imprevus(ecrites)
    assert set(ecrites) <= polices.lettres()


def cadre_dessine(feuille, zoom: int = 20):
    """Return, black on white, what a sheet has from 97 to 103 mm down and 48 to 56 mm across."""
    page = pypdfium2.PdfDocument(feuille.octets())[0].render(scale=zoom, grayscale=True).to_pil()
    cadre = page.crop([round(mm / 25.4 * 72 * zoom) for mm in (48, 97, 56, 103)])
    return cadre.point(lambda gris: 255 * (gris < 128))


@pytest.mark.parametrize("style", [CORPS, CORPS.en_gras()], ids=["regular", "bold"])
@pytest.mark.parametrize("lettre", ["ɛ\u0301", "ɔ\u030c", "ʊ\u0300", "ŋ\u0301", "é", "ǒ"])
def test_a_tone_stands_over_its_letter(feuille, lettre, style):
    feuille.ecrire(50, 100, lettre, style)
    cadre = cadre_dessine(feuille)
    gauche, haut, droite, _ = cadre.getbbox()
    signe = cadre.crop((0, haut, cadre.width, haut + 32)).getbbox()
    assert abs(signe[0] + signe[2] - gauche - droite) < 0.5 * (droite - gauche)


@pytest.mark.parametrize(
    "texte",
    [
        "œuvre ÉÀÇ û",
        "« ’ – € … »",
        "Ɛkɔ ŋutsu ɖe ƒe ɣe ʋu",
        "ƉƑƲƔƆƐŊ ʼ ǎěǐǒǔ ẹọ ḿǹ",
        "Ƙano ƙarfi Ɲalla Ƴari ƴar Ɗan",
        "−5\u00a0%",
    ],
)
def test_french_and_the_languages_of_togo_are_in_the_fonts(feuille, lire, texte):
    feuille.paragraphe(texte)
    feuille.paragraphe(texte, CORPS.en_gras())
    assert not any(police.missing_glyphs for police in feuille.fonts.values())
    assert lire(feuille.octets()).texte.count(texte) == 2


def test_amounts_keep_their_narrow_no_break_spaces(feuille, lire):
    feuille.paragraphe(f"Total\u00a0: {francs(1234567)}")
    assert "Total\u00a0: 1\u202f234\u202f567\u202fF" in lire(feuille.octets()).texte


def test_an_accent_typed_apart_from_its_letter_is_composed(feuille, lire):
    feuille.paragraphe("Ame\u0301lie")
    assert "Amélie" in lire(feuille.octets()).texte


def test_a_line_break_hidden_in_a_name_does_not_break_the_line(feuille):
    assert feuille.couper("AGBEKO\nKofi\t", 100) == ["AGBEKO Kofi "]


def test_lines_are_cut_at_spaces_and_never_at_no_break_spaces(feuille):
    feuille.prendre(CORPS)
    montant = francs(1234567)
    assert feuille.couper(f"Total {montant}", feuille.largeur_de(montant) + 1) == ["Total", montant]


def test_a_word_wider_than_its_column_is_cut_without_losing_a_letter(feuille):
    lignes = feuille.couper("X" * 300, 50)
    assert len(lignes) > 3
    assert "".join(lignes) == "X" * 300
    assert all(feuille.largeur_de(ligne) <= 50 for ligne in lignes)


def test_no_line_is_wider_than_asked(feuille):
    texte = "La Caisse Nationale de Sécurité Sociale certifie que l’employeur est à jour " * 5
    assert all(feuille.largeur_de(ligne) <= 61 for ligne in feuille.couper(texte, 61))


def test_a_card_wraps_a_long_name_and_keeps_every_word(feuille, lire):
    nom = "Établissements Kossi-Agbéko Nyassogbo-Tchakpala et fils, négoce international de matériaux"
    fiche(feuille, [("Employeur", nom), ("Numéro", "12345")])
    assert nom in lire(feuille.octets()).texte


def test_the_header_of_a_table_is_repeated_on_every_page_and_no_row_is_lost(feuille, lire):
    Grille(feuille, [ColonneImprimee("Rang", 1), ColonneImprimee("Carré", 2)]).tracer(
        (Rangee((f"r{n};", str(n * n))) for n in range(150)), Rangee(("Somme", "1"))
    )
    pages = lire(feuille.octets()).pages
    assert len(pages) > 2
    assert all("Carré" in texte for texte in pages)
    assert all(any(f"r{n};" in texte for texte in pages) for n in range(150))
    assert "Somme" in pages[-1]


@pytest.mark.parametrize("combien", range(36, 46))
def test_a_total_stands_on_the_page_of_the_last_two_rows(feuille, lire, combien):
    Grille(feuille, [ColonneImprimee("Rang", 1)]).tracer(
        (Rangee((f"r{n};",)) for n in range(combien)), Rangee(("Somme",)), [Rangee(("dont une part",))]
    )
    derniere = lire(feuille.octets()).pages[-1]
    for attendu in (f"r{combien - 2};", f"r{combien - 1};", "Somme", "dont une part"):
        assert attendu in derniere


@pytest.mark.parametrize("reste", range(8, 30, 2))
def test_the_header_of_a_table_stands_on_the_page_of_its_first_row(feuille, lire, reste):
    feuille.y = feuille.bas - reste
    haute = Rangee(("Établissements Kossi-Agbéko Nyassogbo-Tchakpala et fils " * 2, "1"))
    Grille(feuille, [ColonneImprimee("Employeur", 1), ColonneImprimee("Mois", 3)]).tracer([haute] * 4)
    for page in lire(feuille.octets()).pages:
        assert ("Mois" in page) == ("Nyassogbo" in page)


@pytest.mark.parametrize("combien", [43, 44, 45, 46, 47, 600])
def test_a_text_longer_than_the_page_goes_on_over_the_next_and_no_line_stands_alone(feuille, lire, combien):
    feuille.paragraphe("\n".join(f"ligne{n};" for n in range(combien)))
    assert feuille.y <= feuille.bas
    pages = lire(feuille.octets()).pages
    assert [texte.count("ligne") for texte in pages if "ligne" in texte][-1] >= 2
    assert all(sum(f"ligne{n};" in texte for texte in pages) == 1 for n in range(combien))


def test_a_value_longer_than_the_page_is_printed_whole_above_the_footer(feuille, lire):
    fiche(feuille, [("Motif", "\n".join(f"raison{n};" for n in range(90))), ("Numéro", "12345")])
    assert feuille.y <= feuille.bas
    pages = lire(feuille.octets()).pages
    assert all(sum(f"raison{n};" in texte for texte in pages) == 1 for n in range(90))


def test_a_page_of_a_document_without_number_says_what_it_is_about(lire):
    sans_numero = Page(Cartouche("Relevé", "", date(2026, 11, 2), "Employeur 10245678"))
    sans_numero.add_page()
    assert "Relevé – Employeur 10245678" in lire(sans_numero.octets()).pages[1]


def test_a_line_is_not_cut_before_a_colon_nor_inside_guillemets(feuille):
    texte = "Écrivez « oui » : la part est de 2 % n° 7 ; sinon « non » !"
    lignes = {ligne for largeur in range(20, 70) for ligne in feuille.couper(texte, largeur)}
    assert not {mot for ligne in lignes for mot in ligne.split(" ")} & set("«»:;!%7")


def test_a_paper_keeps_its_last_sentence_its_signature_and_its_check_together(feuille, lire):
    feuille.y = feuille.bas - 85
    moyen = Verification("https://exemple.tg/v/jeton", "https://exemple.tg/verifier", "7KQM-4XTB-9RDA")
    clore(feuille, "Délivré pour servir.", Signature("Fait à Lomé", "Pour le Directeur", "A. Kofi"), moyen)
    premiere, seconde = lire(feuille.octets()).pages
    assert "Délivré" not in premiere
    assert all(mot in seconde for mot in ("Délivré pour servir.", "A. Kofi", "7KQM-4XTB-9RDA"))


def test_finished_documents_are_not_kept_in_memory(feuille):
    feuille.paragraphe("texte")
    feuille.octets()
    assert SubsetMap.pick.cache_info().currsize == 0
    assert SubsetMap.get_glyph.cache_info().currsize == 0


def test_the_first_of_a_month_is_written_1er():
    assert typographie.jour_en_lettres(date(2027, 2, 1)) == "1er\u00a0février\u00a02027"
    assert typographie.jour_en_lettres(date(2027, 2, 2)) == "2\u00a0février\u00a02027"


def test_a_time_is_told_in_the_time_of_togo():
    a_paris = datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert typographie.horodatage(a_paris) == "31/12/2026 à 23\u00a0h\u00a030"
    assert typographie.horodatage(datetime(2026, 1, 2, 14, 5, tzinfo=UTC)) == "02/01/2026 à 14\u00a0h\u00a005"


@pytest.mark.parametrize("texte", ["أحمد", "王", "🌴"])
def test_a_sign_that_does_not_print_is_seen_not_dropped(feuille, lire, texte):
    feuille.paragraphe(f"Nom : {texte}.")
    assert f"{'□' * len(texte)}." in lire(feuille.octets()).texte


def test_the_page_where_a_sign_does_not_print_says_so_and_no_other(feuille, lire):
    feuille.paragraphe("Nom : Kofi")
    feuille.add_page()
    feuille.paragraphe("Nom : 王")
    sans, avec = lire(feuille.octets()).pages
    assert INCOMPLETE not in sans
    assert INCOMPLETE in avec


def test_forms_ask_for_no_sign_that_the_fonts_lack_and_refuse_none_they_hold():
    assert polices.lettres() == IMPRIMABLES


def test_a_ligature_prints_as_its_letters(feuille, lire):
    feuille.paragraphe("Le \ufb01ls")
    assert "Le fils" in lire(feuille.octets()).texte
