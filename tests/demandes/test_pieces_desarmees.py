"""Pieces made to harm: what acts is taken out and told, what cannot be is refused, what is seen stays."""

import io
import re
import resource
import time

import pikepdf
import pypdfium2
import pytest
from PIL import ExifTags, Image

from app.demandes.pieces.desarmer import Desarmee, desarmer, dessiner
from app.demandes.pieces.formats import reconnaitre
from app.demandes.pieces.refus import PieceIndesarmable, PieceRefusee
from app.demandes.pieces.retraits import Retrait, raconter
from app.demandes.tables import FormatPiece
from tests.demandes import hostiles
from tests.outils.papiers import HEIC, JPEG, MOTS, PDF, image, pdf

CROISSANCE_MAX = 60 * 1024
"""KiB the serving process may grow by while it refuses a file."""
ACTIFS = (
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData",
    "/URI", "/Names", "/EmbeddedFile", "/EF", "/AF", "/FileAttachment", "/AcroForm", "/XFA", "/Annots",
    "/RichMedia", "/3D", "/Movie", "/Sound", "/Rendition", "/Outlines", "/ByteRange",
)  # fmt: skip
"""What no disarmed file names, however it writes it."""


def desarme(contenu: bytes) -> Desarmee:
    return desarmer(contenu, FormatPiece.pdf)


def en_clair(contenu: bytes) -> str:
    """Return all that a PDF says, unpacked, names written plainly."""
    sortie = io.BytesIO()
    with pikepdf.open(io.BytesIO(contenu)) as papier:
        papier.save(
            sortie,
            static_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return sortie.getvalue().decode("latin-1")


def mots(contenu: bytes) -> str:
    """Return what one reads on the pages of a PDF."""
    with pypdfium2.PdfDocument(contenu) as papier:
        return " ".join(page.get_textpage().get_text_range() for page in papier)


def refus(contenu: bytes, format_: FormatPiece = FormatPiece.pdf) -> PieceIndesarmable:
    """Return the refusal of a file."""
    with pytest.raises(PieceIndesarmable) as refuse:
        desarmer(contenu, format_)
    return refuse.value


@pytest.mark.parametrize("piege", hostiles.RETIRES, ids=lambda piege: piege.__name__)
def test_what_acts_in_a_pdf_is_taken_out_and_told_and_the_page_stays(piege):
    fait = desarme(pdf(arranger=piege))
    assert hostiles.RETIRES[piege] in fait.retraits
    assert [nom for nom in ACTIFS if nom in en_clair(fait.contenu)] == []
    assert MOTS in mots(fait.contenu)


@pytest.mark.parametrize("piege", hostiles.TROMPEURS, ids=lambda piege: piege.__name__)
def test_what_would_show_something_else_elsewhere_is_gone(piege):
    reste = en_clair(desarme(pdf(arranger=piege)).contenu)
    assert [mot for mot in hostiles.TROMPEURS[piege] if mot in reste] == []


def test_a_script_whose_name_is_disguised_or_packed_is_found_too():
    serre = pdf(arranger=hostiles.script_a_l_ouverture, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    nu = pdf(
        arranger=hostiles.script_a_l_ouverture, object_stream_mode=pikepdf.ObjectStreamMode.disable
    ).replace(b"/JavaScript", b"/J#61v#61Script")
    for contenu in (serre, nu):
        fait = desarme(contenu)
        assert fait.retraits == ["script"]
        assert "app.alert" not in en_clair(fait.contenu)


def test_an_ordinary_paper_loses_nothing_and_says_nothing():
    fait = desarme(PDF)
    assert (fait.retraits, raconter(fait.retraits), fait.feuilles) == ([], "", [[595, 842]])


def test_what_was_typed_in_a_form_is_drawn_on_the_page():
    fait = desarme(pdf(arranger=lambda p: hostiles.champ(p, "Agbeko Essi")))
    assert "Agbeko Essi" in mots(fait.contenu)


def test_a_layer_hidden_when_the_file_opens_stays_so():
    fait = desarme(pdf(arranger=hostiles.calque_du_papier))
    with pikepdf.open(io.BytesIO(fait.contenu)) as papier:
        assert len(papier.Root.OCProperties.D.OFF) == 1


def modifie(avant: bytes, ancien: bytes, nouveau: bytes) -> bytes:
    """Return a PDF whose one stream holding `ancien` was changed by an update written after it."""
    objets = re.findall(rb"(\d+) 0 obj\b(.*?)endobj", avant, re.DOTALL)
    numero, corps = next((int(n), c) for n, c in objets if ancien in c)
    debut, precedent = len(avant), int(avant.rsplit(b"startxref", 1)[1].split()[0])
    dessin = corps.partition(b"stream\n")[2].partition(b"\nendstream")[0].replace(ancien, nouveau)
    objet = b"%d 0 obj\n<</Length %d>>\nstream\n%b\nendstream\nendobj\n" % (numero, len(dessin), dessin)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (numero, debut)
    suite = b"trailer<</Size 99/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return avant + objet + table + suite % (precedent, debut + len(objet))


def test_what_the_file_was_before_it_was_changed_is_not_kept():
    change = modifie(pdf(mots="Ancien nom", compress_streams=False), b"Ancien nom", b"Nouveau nom")
    fait = desarme(change)
    assert "Nouveau nom" in mots(fait.contenu)
    assert "Ancien nom" not in en_clair(fait.contenu)


def test_who_wrote_the_paper_and_with_what_is_not_kept():
    def signer(papier: pikepdf.Pdf) -> None:
        papier.docinfo["/Author"] = "Kossi Agbeko"
        papier.Root.Metadata = papier.make_stream(b"<x:xmpmeta>Kossi Agbeko</x:xmpmeta>")

    assert "Agbeko" not in en_clair(desarme(pdf(arranger=signer)).contenu)


def test_the_same_file_gives_the_same_bytes():
    contenu = pdf(arranger=hostiles.script_nomme)
    assert desarme(contenu).contenu == desarme(contenu).contenu


def test_a_locked_pdf_is_refused_and_one_that_only_forbids_printing_is_opened():
    ferme = pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert "mot de passe" in str(refus(ferme))
    limite = pdf(encryption=pikepdf.Encryption(user="", owner="secret"))
    with pikepdf.open(io.BytesIO(desarme(limite).contenu)) as papier:
        assert not papier.is_encrypted


def test_a_form_that_only_one_program_shows_is_refused_with_what_to_do():
    def arranger(papier: pikepdf.Pdf) -> None:
        hostiles.formulaire_xfa(papier)
        papier.Root.NeedsRendering = True

    assert "Enregistrer en PDF" in str(refus(pdf(arranger=arranger)))


def test_a_truncated_file_is_refused():
    with pytest.raises(PieceRefusee, match="n’est pas un PDF"):
        reconnaitre(PDF[: len(PDF) // 2])
    assert refus(PDF[:60] + b"%%EOF").code == "illisible"
    assert refus(JPEG[: len(JPEG) // 2], FormatPiece.jpeg).code == "illisible"
    assert refus(HEIC[: len(HEIC) // 2], FormatPiece.heic).code == "illisible"


@pytest.mark.parametrize(
    "bombe",
    [
        pytest.param(b, id=b.__name__, marks=[pytest.mark.long] if b in hostiles.LONGUES else [])
        for b in hostiles.BOMBES
    ],
)
def test_a_bomb_is_refused_and_the_serving_process_stays_light(bombe):
    contenu = bombe()
    avant = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refus(contenu).code in hostiles.BOMBES[bombe]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - avant < CROISSANCE_MAX
    assert desarme(PDF).feuilles == [[595, 842]]


def test_a_picture_of_too_many_points_is_refused_with_its_size():
    refuse = refus(image("PNG", (10_000, 9_000), mode="1"), FormatPiece.png)
    assert "10000 × 9000 points" in str(refuse)


def appareil(**balises) -> Image.Exif:
    """Return what a camera writes beside a picture."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Tecno"
    exif[ExifTags.Base.Orientation] = balises.get("orientation", 1)
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (6.0, 7.0, 8.0)})
    return exif


@pytest.mark.parametrize(("format_", "ecrit"), [(FormatPiece.jpeg, "JPEG"), (FormatPiece.heic, "HEIF")])
def test_where_and_with_what_a_photo_was_taken_is_gone(format_, ecrit):
    fait = desarmer(image(ecrit, exif=appareil().tobytes()), format_)
    assert fait.retraits == ["position"]
    propre = Image.open(io.BytesIO(fait.contenu))
    assert (propre.format, dict(propre.getexif())) == ("JPEG", {})
    assert b"Tecno" not in fait.contenu


def test_a_photo_taken_sideways_is_kept_upright():
    fait = desarmer(image("JPEG", (120, 80), exif=appareil(orientation=6).tobytes()), FormatPiece.jpeg)
    assert fait.feuilles == [[80, 120]]


@pytest.mark.parametrize("archive", [b"Rar!\x1a\x07\x00 programme", b"7z\xbc\xaf\x27\x1c programme"])
def test_an_archive_behind_a_photo_is_not_kept(archive):
    fait = desarmer(JPEG + archive, FormatPiece.jpeg)
    assert fait.retraits == ["suite"]
    assert b"programme" not in fait.contenu


def test_the_words_written_in_a_picture_s_file_are_not_kept():
    fait = desarmer(image("JPEG", comment=b"<b>mot</b>"), FormatPiece.jpeg)
    assert b"<b>" not in fait.contenu


def test_what_is_transparent_is_seen_on_white_by_everybody():
    fait = desarmer(image("PNG", mode="RGBA"), FormatPiece.png)
    assert not Image.open(io.BytesIO(fait.contenu)).has_transparency_data


def test_a_picture_of_sixteen_bits_keeps_its_greys():
    tampon = io.BytesIO()
    Image.new("I;16", (9, 9), 0x8000).save(tampon, "PNG")
    propre = Image.open(io.BytesIO(desarmer(tampon.getvalue(), FormatPiece.png).contenu))
    assert propre.convert("L").getpixel((4, 4)) == 0x80


def test_a_large_photo_is_made_smaller_and_stays_legible():
    fait = desarmer(image("JPEG", (8_000, 6_000)), FormatPiece.jpeg)
    assert fait.feuilles == [[4_000, 3_000]]


def test_what_was_taken_out_is_told_in_french():
    assert raconter(["position", "script"]) == (
        "Retiré par sécurité : un script, la position GPS de la photo."
    )
    assert set(hostiles.RETIRES.values()) <= {retrait.name for retrait in Retrait}


def dessinee(contenu: bytes) -> bytes:
    """Return the points of the first page of a PDF, 300 to the inch."""
    with pypdfium2.PdfDocument(contenu) as papier:
        return papier[0].render(scale=300 / 72).to_pil().tobytes()


def numerisation() -> bytes:
    """Return five sheets of A4 in colours, 300 points to the inch, as scanners write them: ten megabytes."""
    feuille = Image.effect_noise((2_480, 3_508), 14).convert("RGB")
    feuille.paste(Image.open(io.BytesIO(JPEG)).resize((1_200, 800)), (200, 200))
    tampon = io.BytesIO()
    feuille.save(tampon, "PDF", save_all=True, append_images=[feuille] * 4, resolution=300, quality=75)
    return tampon.getvalue()


def test_a_scan_of_ten_megabytes_is_taken_within_seconds_and_stays_as_sharp():
    contenu = numerisation()
    assert 8e6 < len(contenu) < 11e6
    depuis = time.perf_counter()
    fait = desarme(contenu)
    print(f"{len(contenu) / 1e6:.1f} MB in {time.perf_counter() - depuis:.2f} s")
    assert time.perf_counter() - depuis < 10
    assert dessinee(contenu) == dessinee(fait.contenu)


PORTRAITS = {FormatPiece.pdf: PDF, FormatPiece.jpeg: image("JPEG", (595, 842))}


@pytest.mark.parametrize("quarts", range(4))
@pytest.mark.parametrize("format_", PORTRAITS, ids=lambda format_: format_.name)
def test_a_sheet_is_drawn_as_turned_as_it_is_asked_for(format_, quarts):
    dessin = Image.open(io.BytesIO(dessiner(PORTRAITS[format_], format_, 0, 400, quarts)))
    assert (dessin.format, dessin.width) == ("WEBP", 400)
    assert (dessin.height > dessin.width) is (quarts % 2 == 0)
