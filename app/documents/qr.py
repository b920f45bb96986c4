"""A QR code drawn as one vector path, a rectangle for each run of dark modules: crisp at any size."""

import re

import segno
from fpdf import FPDF

from app.documents.charte import ENCRE

#: Any mask gives a readable code; trying all eight to keep the prettiest takes four fifths of the time.
MASQUE = 3
MARGE_CLAIRE = 2
_SOMBRES = re.compile(rb"\x01+")


def dessiner(pdf: FPDF, contenu: str, x: float, y: float, cote: float) -> None:
    """Draw `contenu` in a square of `cote` millimetres, quiet margin included, with a 15 % repair level."""
    modules = segno.make(contenu, error="m", boost_error=False, micro=False, mask=MASQUE).matrix
    module = cote / (len(modules) + 2 * MARGE_CLAIRE) * pdf.k
    gauche, haut = x * pdf.k + MARGE_CLAIRE * module, (pdf.h - y) * pdf.k - MARGE_CLAIRE * module
    repere = f"{module:.4f} 0 0 {module:.4f} {gauche:.2f} {haut:.2f} cm"
    # fpdf2 has no public way to fill many rectangles as one path, hence the operators written as they are.
    pdf._out(f"q {ENCRE.serialize().lower()} {repere} {_chemin(modules)} f Q")


def _chemin(modules: tuple[bytearray, ...]) -> str:
    """Return the rectangles, one module a unit, the first row at the top."""
    return "\n".join(
        f"{trait.start()} {-rang} {trait.end() - trait.start()} -1 re"
        for rang, ligne in enumerate(modules)
        for trait in _SOMBRES.finditer(ligne)
    )
