"""The sheet every document is printed on: letterhead, title, footer, metadata, page breaks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from fpdf.drawing_primitives import DeviceRGB

from app.documents import charte, embleme, polices
from app.documents.charte import ETIQUETTE, FILET, NOTE, OR, SECTION, TITRE, VERT, Style
from app.documents.coulee import Coulee
from app.documents.texte import SANS_DESSIN, Cadrage

NOM = Style(13.5, gras=True, couleur=VERT)
HAUTEUR_ENTETE = 36
HAUTEUR_RAPPEL = 18
LARGEUR_ORGANISME = 72
INCOMPLETE = (
    f"{SANS_DESSIN} : signe d’une écriture que ce papier n’imprime pas ; le dossier en ligne le montre."
)
"""What stands at the foot of a page where a name could not be written whole."""


@dataclass(frozen=True)
class Cartouche:
    """What identifies a document: title, number (a draft has none), the day it bears, what it is about."""

    titre: str
    numero: str
    date: date
    sujet: str = ""
    paysage: bool = False

    @property
    def nom(self) -> str:
        """Title and number, as written in the footer and the metadata."""
        return f"{self.titre} n°\u00a0{self.numero}" if self.numero else self.titre

    @property
    def rappel(self) -> str:
        """What tells a loose page from that of another: its number, or what the document is about."""
        return self.nom if self.numero or not self.sujet else f"{self.titre} – {self.sujet}"


class Page(Coulee):
    """An A4 document of the fund, being drawn. `octets()` ends it."""

    def __init__(self, cartouche: Cartouche) -> None:
        super().__init__(orientation="landscape" if cartouche.paysage else "portrait", format="A4")
        self.cartouche = cartouche
        polices.poser(self)
        self.set_margin(charte.MARGE_PAYSAGE if cartouche.paysage else charte.MARGE)
        self.set_auto_page_break(False, charte.BAS_DE_PAGE)
        self.set_title(cartouche.nom)
        self.set_subject(cartouche.sujet)
        self.set_author(charte.ORGANISME)
        self.set_creator("Portail des services en ligne de la CNSS")
        self.set_lang("fr-TG")
        self.set_creation_date(datetime.combine(cartouche.date, time(), UTC))
        self.set_display_mode("fullwidth")
        self.add_page()

    def filet(self, y: float, couleur: DeviceRGB = FILET, epaisseur: float = 0.2) -> None:
        """Draw a rule over the width of the text."""
        self.set_draw_color(couleur)
        self.set_line_width(epaisseur)
        self.line(self.l_margin, y, self.w - self.r_margin, y)

    def header(self) -> None:
        """Draw the full letterhead on the first page, one line on the others."""
        self._entete() if self.page_no() == 1 else self._rappel()

    def _entete(self) -> None:
        embleme.dessiner(self, self.l_margin, 11, 20)
        gauche, droite = self.l_margin + 24, self.w - self.r_margin - 60
        self.ecrire(gauche, 16.5, charte.ORGANISME, NOM)
        self.ecrire(gauche, 22.5, charte.ADRESSE, NOTE)
        self.ecrire(gauche, 26.8, charte.CONTACT, NOTE)
        self.ecrire(droite, 16.5, charte.ETAT, Style(9.5, gras=True), largeur=60, cadrage=Cadrage.DROITE)
        self.ecrire(droite, 21.5, charte.DEVISE, NOTE, largeur=60, cadrage=Cadrage.DROITE)
        self.filet(HAUTEUR_ENTETE - 1, VERT, 0.7)
        self.filet(HAUTEUR_ENTETE, OR, 0.35)
        self.y = HAUTEUR_ENTETE + 6

    def _rappel(self) -> None:
        self.ecrire(self.l_margin, 12, charte.ORGANISME, Style(9, gras=True, couleur=VERT))
        rappel = self.couper(self.cartouche.rappel, self.epw - LARGEUR_ORGANISME, NOTE)[0]
        self.ecrire(self.l_margin, 12, rappel, NOTE, largeur=self.epw, cadrage=Cadrage.DROITE)
        self.filet(HAUTEUR_RAPPEL - 2, VERT, 0.4)
        self.y = HAUTEUR_RAPPEL + 2

    def _pied(self, numero: int) -> None:
        """Write, at the foot of a page, the name of the document and « page n/N »."""
        self.page, self.font_size_pt = numero, 0  # the page was left in another font than the last one
        y = self.h - 12
        self.filet(y - 3)
        self.ecrire(self.l_margin, y, self.cartouche.nom, ETIQUETTE)
        rang = f"page {numero}/{self.pages_count}"
        self.ecrire(self.l_margin, y, rang, ETIQUETTE, largeur=self.epw, cadrage=Cadrage.DROITE)
        if numero in self.pages_incompletes:
            self.ecrire(self.l_margin, y + ETIQUETTE.interligne, INCOMPLETE, ETIQUETTE)

    def titre(self, mention: str = "") -> None:
        """Write the title of the document, centred, with its number and, under it, `mention`."""
        titre, milieu = self.cartouche.titre, self.y + 4
        self.ecrire(self.l_margin, milieu, titre, TITRE, largeur=self.epw, cadrage=Cadrage.CENTRE)
        self.y += 11
        numero = f"N°\u00a0{self.cartouche.numero}" if self.cartouche.numero else ""
        for texte, style in ((numero, Style(12, gras=True)), (mention, NOTE)):
            if texte:
                self.paragraphe(texte, style, cadrage=Cadrage.CENTRE)
        self.y += 3

    def section(self, titre: str, suite: float = 20) -> None:
        """Write the heading of a part, on the same page as the first `suite` millimetres that follow."""
        self.reserver(suite + 10)
        self.y += 2
        self.ecrire(self.l_margin, self.y + 3, titre, SECTION)
        self.y += 8

    def octets(self) -> bytes:
        """End the document, its feet once the number of pages is known, and return the PDF."""
        for numero in range(1, self.pages_count + 1):
            self._pied(numero)
        pdf = bytes(self.output())
        polices.liberer()
        return pdf
