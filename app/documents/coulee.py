"""Text that runs from one page to the next: what stays together, how many lines a page still takes."""

from collections.abc import Sequence

from app.documents import charte
from app.documents.charte import CORPS, Style
from app.documents.texte import Cadrage, Texte

TOLERANCE = 0.01
"""Millimetres that sums of heights are allowed to miss by."""
SOLIDAIRES = 2
"""Lines of a text, or rows of a table, that never stand alone at the top or at the foot of a page."""


class Coulee(Texte):
    """Pages on which text runs."""

    @property
    def bas(self) -> float:
        """Height of the last millimetre that may be written on."""
        return self.h - charte.BAS_DE_PAGE

    def reserver(self, hauteur: float) -> bool:
        """Go to a new page unless `hauteur` millimetres are left; tell whether it did."""
        if self.y + hauteur <= self.bas + TOLERANCE:
            return False
        self.add_page()
        return True

    def tenir(self, lignes: int, interligne: float) -> int:
        """Return how many of so many lines to write on this page: none rather than one left by itself."""
        place = int((self.bas - self.y) / interligne + 0.01)
        if place >= lignes:
            return lignes
        tenues = min(place, lignes - SOLIDAIRES)
        return tenues if tenues >= SOLIDAIRES else 0

    def couler(
        self,
        colonnes: Sequence[tuple[float, Sequence[str]]],
        style: Style,
        largeur: float = 0,
        cadrage: Cadrage = Cadrage.GAUCHE,
    ) -> None:
        """Write lines from each abscissa, side by side, over as many pages as they take, and move down."""
        reste = max(len(lignes) for _, lignes in colonnes)
        faites = 0
        while faites < reste:
            tenues = self.tenir(reste - faites, style.interligne)
            for x, lignes in colonnes:
                suite = lignes[faites : faites + tenues]
                milieu = self.y + style.interligne / 2
                self.ecrire_lignes(x, milieu, suite, style, largeur=largeur, cadrage=cadrage)
            self.y += tenues * style.interligne
            faites += tenues
            if faites < reste:
                self.add_page()

    def paragraphe(
        self,
        texte: str,
        style: Style = CORPS,
        x: float | None = None,
        largeur: float | None = None,
        cadrage: Cadrage = Cadrage.GAUCHE,
    ) -> None:
        """Write a text over as many lines and pages as it takes and move down."""
        x = self.l_margin if x is None else x
        largeur = self.epw if largeur is None else largeur
        lignes = self.couper_alineas(texte, largeur, style)
        self.couler([(x, lignes)], style, largeur=largeur, cadrage=cadrage)
