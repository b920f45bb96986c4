"""What is kept of a picture: its points, upright, drawn anew. Runs apart (see `socle.isole`).

Whatever the readers of pictures raise ends the process: the file is then told to be damaged.
"""

import io
from collections.abc import Iterator

import pillow_heif
from PIL import ExifTags, Image, ImageOps

from app.demandes.pieces import feuille
from app.demandes.pieces.refus import PieceIndesarmable
from app.demandes.pieces.retraits import Retrait

MILLIONS_DE_POINTS = 80
"""Beyond, a small file may fill the memory; phones take fifty."""
COTE = 4_000
"""Points on the longest side of what is kept: a sheet of A4 at 340 to the inch."""
QUALITE = 85
LECTEURS = {"jpeg": ["JPEG", "MPO"], "png": ["PNG"], "heic": ["HEIF"]}
"""Which readers are tried, by format of the piece."""

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # the bound is ours, with its own sentence


def desarmer(contenu: bytes, format_: str) -> dict[str, object]:
    """Return a picture's harmless `contenu`, the names of its `retraits`, the size of its one `feuille`.

    A PNG stays one, any other becomes a JPEG. Raises PieceIndesarmable for one too large.
    """
    image = Image.open(io.BytesIO(contenu), formats=LECTEURS[format_])
    _verifier(image)
    retraits = {retrait.name for retrait in _presents(image, contenu)}
    propre = _redessiner(image)
    sortie = io.BytesIO()
    propre.save(sortie, "PNG" if format_ == "png" else "JPEG", quality=QUALITE)
    return {"contenu": sortie.getvalue(), "retraits": sorted(retraits), "feuilles": [list(propre.size)]}


def dessiner(contenu: bytes, largeur: int, quarts: int) -> bytes:
    """Return a picture already disarmed as it is shown (see `feuille.rendre`)."""
    return feuille.rendre(Image.open(io.BytesIO(contenu), formats=["JPEG", "PNG"]), largeur, quarts)


def _verifier(image: Image.Image) -> None:
    largeur, hauteur = image.size
    if largeur * hauteur > MILLIONS_DE_POINTS * 10**6:
        raise PieceIndesarmable(
            "trop_de_points", largeur=largeur, hauteur=hauteur, maximum=MILLIONS_DE_POINTS
        )


def _presents(image: Image.Image, contenu: bytes) -> Iterator[Retrait]:
    """Yield what the file holds that will not be written, but for what cameras say of themselves."""
    if image.getexif().get_ifd(ExifTags.IFD.GPSInfo):
        yield Retrait.position
    if image.format == "JPEG" and not contenu.rstrip(b"\0").endswith(b"\xff\xd9"):
        yield Retrait.suite


def _redessiner(image: Image.Image) -> Image.Image:
    """Return the points of a picture and nothing else: upright, opaque, of a reasonable size."""
    image.draft("RGB", (COTE, COTE))
    droite = _sur_du_blanc(ImageOps.exif_transpose(image))
    droite.thumbnail((COTE, COTE))
    droite.info = {}
    return droite


def _sur_du_blanc(image: Image.Image) -> Image.Image:
    """Return a picture that everybody sees alike: what is transparent shows another on another ground."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda gris: gris / 256).convert("L")
    if not image.has_transparency_data:
        return image if image.mode in ("1", "L", "RGB") else image.convert("RGB")
    dessus = image.convert("RGBA")
    fond = Image.new("RGB", image.size, "white")
    fond.paste(dessus, mask=dessus.getchannel("A"))
    return fond
