"""Tables: columns, rows that wrap, the header repeated on every page, a total row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.documents.charte import CELLULE, ENTETE, FILET, FOND, VERT, Style
from app.documents.page import Page
from app.documents.texte import Cadrage

MARGE_CELLULE = 1.5


@dataclass(frozen=True)
class Colonne:
    """A column: its heading, its share of the width, where its text stands."""

    titre: str
    largeur: float
    cadrage: Cadrage = Cadrage.GAUCHE


@dataclass(frozen=True)
class Rangee:
    """A row of texts, one a column, and how it is set."""

    cellules: Sequence[str]
    style: Style = CELLULE


class Tableau:
    """A table being written on a page."""

    def __init__(self, page: Page, colonnes: Sequence[Colonne], entete: Style = ENTETE) -> None:
        self.page, self.entete = page, Rangee([colonne.titre for colonne in colonnes], entete)
        self.cadrages = [colonne.cadrage for colonne in colonnes]
        echelle = page.epw / sum(colonne.largeur for colonne in colonnes)
        self.largeurs = [colonne.largeur * echelle for colonne in colonnes]
        self.abscisses = [page.l_margin + sum(self.largeurs[:rang]) for rang in range(len(colonnes))]

    def tracer(self, rangees: Iterable[Rangee], total: Rangee | None = None) -> None:
        """Write the header, the rows over as many pages as they take, and the total."""
        self._entete()
        for rangee in rangees:
            self._rangee(rangee)
        if total:
            self._rangee(total, fond=True)
        self.page.y += 4

    def continuer(self, rangees: Iterable[Rangee]) -> None:
        """Write more rows right under the table, without its header."""
        self.page.y -= 4
        for rangee in rangees:
            self._rangee(rangee)
        self.page.y += 4

    def _entete(self) -> None:
        lignes, hauteur = self._mesurer(self.entete)
        self.page.reserver(hauteur + 12)
        self._fond(hauteur)
        self._poser(lignes, self.entete.style, hauteur)
        self.page.filet(self.page.y, VERT, 0.4)

    def _rangee(self, rangee: Rangee, fond: bool = False) -> None:
        lignes, hauteur = self._mesurer(rangee)
        if self.page.y + hauteur > self.page.bas:
            self.page.add_page()
            self._entete()
        if fond:
            self._fond(hauteur)
        self._poser(lignes, rangee.style, hauteur)
        self.page.filet(self.page.y, VERT if fond else FILET, 0.4 if fond else 0.15)

    def _mesurer(self, rangee: Rangee) -> tuple[list[list[str]], float]:
        lignes = [
            self.page.couper(texte, largeur - 2 * MARGE_CELLULE, rangee.style)
            for texte, largeur in zip(rangee.cellules, self.largeurs, strict=True)
        ]
        return lignes, max(map(len, lignes)) * rangee.style.interligne + 1.4

    def _poser(self, lignes: list[list[str]], style: Style, hauteur: float) -> None:
        for x, largeur, cadrage, textes in zip(
            self.abscisses, self.largeurs, self.cadrages, lignes, strict=True
        ):
            milieu = self.page.y + hauteur / 2 - (len(textes) - 1) * style.interligne / 2
            self.page.ecrire_lignes(
                x + MARGE_CELLULE, milieu, textes, style, largeur - 2 * MARGE_CELLULE, cadrage
            )
        self.page.y += hauteur

    def _fond(self, hauteur: float) -> None:
        self.page.set_fill_color(FOND)
        self.page.rect(self.page.l_margin, self.page.y, self.page.epw, hauteur, style="F")
