"""Tables: columns, rows that wrap, the header repeated on every page, a total that never stands alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.documents.charte import CELLULE, ENTETE, FILET, FOND, VERT, Style
from app.documents.coulee import SOLIDAIRES
from app.documents.page import Page
from app.documents.texte import Cadrage

MARGE_CELLULE = 1.5
FILET_FORT, FILET_FIN = (VERT, 0.4), (FILET, 0.15)


@dataclass(frozen=True)
class ColonneImprimee:
    """A column: its heading, its share of the width, where its text stands."""

    titre: str
    largeur: float
    cadrage: Cadrage = Cadrage.GAUCHE


@dataclass(frozen=True)
class Rangee:
    """A row of texts, one a column, and how it is set."""

    cellules: Sequence[str]
    style: Style = CELLULE


@dataclass(frozen=True)
class _Mesuree:
    """A row broken into lines, a list a column; its height in millimetres, its ground drawn or not."""

    lignes: list[list[str]]
    style: Style
    hauteur: float
    fond: bool


class Grille:
    """A table being written on a page."""

    def __init__(self, page: Page, colonnes: Sequence[ColonneImprimee], entete: Style = ENTETE) -> None:
        self.page = page
        self.cadrages = [colonne.cadrage for colonne in colonnes]
        echelle = page.epw / sum(colonne.largeur for colonne in colonnes)
        self.largeurs = [colonne.largeur * echelle for colonne in colonnes]
        self.abscisses = [page.l_margin + sum(self.largeurs[:rang]) for rang in range(len(colonnes))]
        self.entete = self._mesurer(Rangee([colonne.titre for colonne in colonnes], entete), fond=True)

    def tracer(
        self,
        rangees: Iterable[Rangee],
        total: Rangee | None = None,
        dont: Iterable[Rangee] = (),
        suite: float = 0,
    ) -> None:
        """Write the header, the rows over as many pages as they take, the total, and rows on its parts.

        The last rows, the total, its parts and `suite` millimetres of what follows stay on one page.
        """
        mesurees = [self._mesurer(rangee) for rangee in rangees]
        debut, fin = mesurees[:-SOLIDAIRES], mesurees[-SOLIDAIRES:]
        fin += [self._mesurer(total, fond=True)] if total else []
        fin += map(self._mesurer, dont)
        solidaire = sum(mesuree.hauteur for mesuree in fin) + suite
        self.page.reserver(self.entete.hauteur + (debut[0].hauteur if debut else solidaire))
        self._poser(self.entete)
        for mesuree in debut:
            self._reserver(mesuree.hauteur)
            self._poser(mesuree)
        self._reserver(solidaire)
        for mesuree in fin:
            self._poser(mesuree)
        self.page.y += 4

    def _reserver(self, hauteur: float) -> None:
        if self.page.reserver(hauteur):
            self._poser(self.entete)

    def _mesurer(self, rangee: Rangee, fond: bool = False) -> _Mesuree:
        lignes = [
            self.page.couper(texte, largeur - 2 * MARGE_CELLULE, rangee.style)
            for texte, largeur in zip(rangee.cellules, self.largeurs, strict=True)
        ]
        hauteur = max(map(len, lignes)) * rangee.style.interligne + 1.4
        return _Mesuree(lignes, rangee.style, hauteur, fond)

    def _poser(self, mesuree: _Mesuree) -> None:
        if mesuree.fond:
            self._fond(mesuree.hauteur)
        for x, largeur, cadrage, textes in zip(
            self.abscisses, self.largeurs, self.cadrages, mesuree.lignes, strict=True
        ):
            self._cellule(x, largeur, cadrage, textes, mesuree)
        self.page.y += mesuree.hauteur
        self.page.filet(self.page.y, *(FILET_FORT if mesuree.fond else FILET_FIN))

    def _cellule(
        self, x: float, largeur: float, cadrage: Cadrage, textes: list[str], rangee: _Mesuree
    ) -> None:
        """Write the lines of a cell, centred in the height of its row."""
        style = rangee.style
        milieu = self.page.y + rangee.hauteur / 2 - (len(textes) - 1) * style.interligne / 2
        interieur = largeur - 2 * MARGE_CELLULE
        self.page.ecrire_lignes(x + MARGE_CELLULE, milieu, textes, style, largeur=interieur, cadrage=cadrage)

    def _fond(self, hauteur: float) -> None:
        self.page.set_fill_color(FOND)
        self.page.rect(self.page.l_margin, self.page.y, self.page.epw, hauteur, style="F")
