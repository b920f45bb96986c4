"""The fonts of the documents (SIL Open Font License, LICENSE.md), parsed once a process.

Parsing them for each document costs more than drawing it; `preparer` tells how the files were made.
"""

import logging
from copy import copy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

FAMILLE = "portail"
FICHIERS = {"": "PortailSans-Regular.ttf", "B": "PortailSans-Semibold.ttf"}
#: What fpdf2 reads when it parses a font and a PDF does not need: subsetting without them is twice as fast.
TABLES_INUTILES = ("name", "OS/2", "post", "gasp", "cmap")

logging.getLogger("fontTools").setLevel(logging.WARNING)


@dataclass(frozen=True)
class GabaritDeDocument:
    """A parsed font: fpdf2's object, the bare file to subset from, and the names of its glyphs in order."""

    police: TTFFont
    fichier: bytes
    glyphes: tuple[str, ...]


@cache
def _modeles() -> dict[str, GabaritDeDocument]:
    lecteur = FPDF()
    for style, fichier in FICHIERS.items():
        lecteur.add_font(FAMILLE, style, Path(__file__).with_name(fichier))
    polices = lecteur.fonts.items()
    return {cle: _alleger(police) for cle, police in polices if isinstance(police, TTFFont)}


def _alleger(police: TTFFont) -> GabaritDeDocument:
    glyphes = tuple(police.ttfont.getGlyphOrder())
    for table in TABLES_INUTILES:
        del police.ttfont[table]
    tampon = BytesIO()
    police.ttfont.save(tampon)
    return GabaritDeDocument(police, tampon.getvalue(), glyphes)


def _exemplaire(modele: GabaritDeDocument) -> TTFFont:
    """Return a font for one document: it shares what was parsed and owns what a document writes in."""
    police = copy(modele.police)
    police.ttfont = TTFont(BytesIO(modele.fichier), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    police.ttfont.setGlyphOrder(list(modele.glyphes))
    police.subset = SubsetMap(police)
    police.missing_glyphs = []
    police.desc = copy(modele.police.desc)
    return police


@cache
def lettres() -> frozenset[str]:
    """Return the signs that every face of the documents draws."""
    return frozenset.intersection(*(frozenset(map(chr, m.police.cmap)) for m in _modeles().values()))


def poser(pdf: FPDF) -> None:
    """Give `pdf` its own copy of each font."""
    pdf.fonts.update({cle: _exemplaire(modele) for cle, modele in _modeles().items()})


def liberer() -> None:
    """Forget the glyphs of finished documents: fpdf2 caches them for ever, with the font that holds them."""
    SubsetMap.pick.cache_clear()
    SubsetMap.get_glyph.cache_clear()
