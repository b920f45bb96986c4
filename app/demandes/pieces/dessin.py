"""The pages of a PDF drawn as pictures, in which nothing can act. Runs apart (see `socle.isole`)."""

from pypdfium2 import PdfDocument, PdfPage

from app.demandes.pieces import feuille

LARGEUR_D_ESSAI = 64
"""Points of a page drawn to see that it can be."""


def mesurer(contenu: bytes) -> list[list[int]]:
    """Return the width and height of each page, in points; each is drawn once, or the process fails."""
    with PdfDocument(contenu) as pdf:
        return [_mesurer(page) for page in pdf]


def dessiner(contenu: bytes, rang: int, largeur: int, quarts: int) -> bytes:
    """Return the page `rang`, from 0, as it is shown (see `feuille.rendre`)."""
    with PdfDocument(contenu) as pdf:
        page = pdf[rang]
        image = page.render(scale=_echelle(page, largeur, quarts), rotation=90 * quarts).to_pil()
        return feuille.rendre(image, largeur, quarts=0)


def _mesurer(page: PdfPage) -> list[int]:
    page.render(scale=_echelle(page, LARGEUR_D_ESSAI, quarts=0))
    return [max(1, round(cote)) for cote in page.get_size()]


def _echelle(page: PdfPage, largeur: int, quarts: int) -> float:
    """Return the scale that makes a page so wide, less for one so long that it would fill the memory."""
    cotes: tuple[float, float] = page.get_size()
    large, haute = reversed(cotes) if quarts % 2 else cotes
    return min(largeur / large, feuille.POINTS_AU_PLUS / largeur / haute)
