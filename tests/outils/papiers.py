"""Papers that people join, one of each format: real ones, as scanners and phones make them."""

import io
from collections.abc import Callable

import pillow_heif
from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageDraw

MOTS = "Acte de naissance"


def pdf(pages: int = 1, mots: str = MOTS, arranger: Callable[[Pdf], object] = id, **options) -> bytes:
    """Return a PDF on whose pages `mots` are written, changed by `arranger`, saved with `options`."""
    with Pdf.new() as papier:
        police = papier.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for _ in range(pages):
            page = papier.add_blank_page(page_size=(595, 842))
            page.Resources = Dictionary(Font=Dictionary(F1=police))
            page.Contents = papier.make_stream(b"BT /F1 24 Tf 60 760 Td (%s) Tj ET" % mots.encode("latin-1"))
        arranger(papier)
        return _ecrit(papier.save, deterministic_id=not options, **options)


def image(format_: str, taille: tuple[int, int] = (120, 80), mode: str = "RGB", **options) -> bytes:
    """Return a picture of a paper, in one of the formats of Pillow, written with `options`."""
    dessin = Image.new(mode, taille, "white")
    ImageDraw.Draw(dessin).text((8, 8), MOTS, fill="black")
    return _ecrit(dessin.save, format=format_, **options)


def _ecrit(ecrire: Callable[..., object], **options) -> bytes:
    tampon = io.BytesIO()
    ecrire(tampon, **options)
    return tampon.getvalue()


pillow_heif.register_heif_opener()
PDF = pdf()
JPEG = image("JPEG")
PNG = image("PNG")
HEIC = image("HEIF")
