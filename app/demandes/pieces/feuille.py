"""A sheet as the fund's screens show it: a picture light enough for a slow line. Runs apart."""

import io

from PIL import Image

QUALITE = 72
POINTS_AU_PLUS = 30_000_000


def rendre(image: Image.Image, largeur: int, quarts: int) -> bytes:
    """Return a picture in WebP, turned by so many quarters clockwise, `largeur` points wide at most."""
    tournee = image.rotate(-90 * quarts, expand=True) if quarts else image
    tournee.thumbnail((largeur, POINTS_AU_PLUS // largeur))
    sortie = io.BytesIO()
    tournee.convert("RGB").save(sortie, "WEBP", quality=QUALITE)
    return sortie.getvalue()
