"""Setting text on a page: one call a line, and one way to break a text into lines.

fpdf2's `text()` is six times faster than its `cell()`, and a sum of letter widths four times faster than its
`get_string_width()`: it matters for four hundred lines of sixteen columns. No kerning, one direction.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from fpdf import FPDF
from fpdf.fonts import TTFFont

from app.documents.charte import CORPS, Style
from app.documents.polices import FAMILLE, lettres
from app.documents.typographie import insecables
from app.socle import saisie

SANS_DESSIN = "□"
"""What stands in a document for a sign of a script that its fonts do not hold: seen, never dropped."""
_INVISIBLES = re.compile(r"[\x00-\x1f\x7f]+")
#: How far the baseline lies under the middle of the capitals, in millimetres for each point of size.
_MILIEU = 0.116


class Cadrage(Enum):
    """Where a text stands in its width."""

    GAUCHE = 0.0
    CENTRE = 0.5
    DROITE = 1.0


class Texte(FPDF):
    """A page that sets text by style."""

    current_font: TTFFont
    """A document uses the fonts of `polices`, and no other."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.pages_incompletes: set[int] = set()
        """The pages that bear a SANS_DESSIN: each says at its foot what it stands for."""

    def prendre(self, style: Style) -> None:
        """Write with `style` from now on."""
        self.set_font(FAMILLE, "B" if style.gras else "", style.taille)
        self.set_text_color(style.couleur)

    def largeur_de(self, texte: str) -> float:
        """Return the width of `texte` in the current style, in millimetres."""
        largeurs = self.current_font.cw
        return sum(largeurs[ord(lettre)] for lettre in texte) * self.font_size / 1000

    def ecrire(
        self,
        x: float,
        y: float,
        texte: str,
        style: Style = CORPS,
        largeur: float = 0,
        cadrage: Cadrage = Cadrage.GAUCHE,
    ) -> None:
        """Write one line whose middle is at height `y`, set within `largeur` millimetres from `x`."""
        self.prendre(style)
        texte = nettoyer(texte)
        if SANS_DESSIN in texte:
            self.pages_incompletes.add(self.page)
        if cadrage is not Cadrage.GAUCHE:
            x += (largeur - self.largeur_de(texte)) * cadrage.value
        self.text(x, y + style.taille * _MILIEU, texte)

    def ecrire_lignes(
        self,
        x: float,
        y: float,
        lignes: Sequence[str],
        style: Style,
        largeur: float = 0,
        cadrage: Cadrage = Cadrage.GAUCHE,
    ) -> None:
        """Write lines one under the other, the middle of the first at height `y`."""
        for rang, ligne in enumerate(lignes):
            milieu = y + rang * style.interligne
            self.ecrire(x, milieu, ligne, style, largeur=largeur, cadrage=cadrage)

    def couper(self, texte: str, largeur: float, style: Style = CORPS) -> list[str]:
        """Break `texte` into lines no wider than `largeur`, at plain spaces, in a word only if it must."""
        self.prendre(style)
        texte = nettoyer(texte)
        if self.largeur_de(texte) <= largeur:
            return [texte]
        lignes, ligne = [], ""
        for mot in self._mots(insecables(texte), largeur):
            essai = f"{ligne} {mot}" if ligne else mot
            if ligne and self.largeur_de(essai) > largeur:
                lignes.append(ligne)
                essai = mot
            ligne = essai
        return [*lignes, ligne]

    def couper_alineas(self, texte: str, largeur: float, style: Style = CORPS) -> list[str]:
        """Break a text as `couper` does, and wherever who wrote it went to a new line."""
        alineas = texte.strip().splitlines() or [""]
        return [ligne for alinea in alineas for ligne in self.couper(alinea, largeur, style)]

    def _mots(self, texte: str, largeur: float) -> Iterator[str]:
        for mot in texte.split(" "):
            while mot and self.largeur_de(mot) > largeur:
                tenu = self._debut_tenant(mot, largeur)
                yield mot[:tenu]
                mot = mot[tenu:]
            if mot:
                yield mot

    def _debut_tenant(self, mot: str, largeur: float) -> int:
        """Return how many letters of `mot` hold in `largeur`, one at least."""
        return max((n for n in range(2, len(mot)) if self.largeur_de(mot[:n]) <= largeur), default=1)


def nettoyer(texte: str) -> str:
    """Return `texte` as it is set: on one line, cleaned; what no font draws is a visible SANS_DESSIN."""
    if texte.isascii() and texte.isprintable():
        return texte
    dessinees = lettres()
    propre = saisie.nettoyer(_INVISIBLES.sub(" ", unicodedata.normalize("NFC", texte)))
    return "".join(lettre if lettre in dessinees else SANS_DESSIN for lettre in propre)
