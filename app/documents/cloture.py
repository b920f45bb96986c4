"""How a paper ends: who signs it, how anyone checks it, and the notice that it is worth nothing any more."""

from dataclasses import dataclass

from app.documents import qr
from app.documents.blocs import bandeau
from app.documents.charte import CORPS, ETIQUETTE, FILET, FORT, NOTE, ROUGE, VERT, Style
from app.documents.page import Page
from app.documents.texte import Cadrage

CODE = Style(13, gras=True)
ALERTE = Style(15, gras=True, couleur=ROUGE)
COTE_QR = 34
SIGNE_PAR_LE_QR = "Signature électronique contenue dans le code QR"


@dataclass(frozen=True)
class Verification:
    """How the reader of a paper checks it: `url` with the token, in the QR; `adresse` and `code` to type.

    `avertissement` is the title and the sentence of what it is no longer worth; None while it is valid.
    """

    url: str
    adresse: str
    code: str
    avertissement: tuple[str, str] | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs: where and when it was done, in what quality, the name, a word under it."""

    lieu_et_date: str
    qualite: str
    nom: str = ""
    mention: str = ""

    @property
    def hauteur(self) -> float:
        """Return the millimetres it takes, room for the stamp included."""
        return 40 if self.nom else 30


def avertir(page: Page, moyen: Verification) -> None:
    """Say in a notice that a paper is worth nothing any more, where that is so."""
    if moyen.avertissement:
        bandeau(page, *moyen.avertissement, ALERTE, ROUGE)


def verification(page: Page, moyen: Verification) -> None:
    """Draw the QR code and, beside it, the address and the code a person types instead."""
    page.reserver(COTE_QR + 4)
    haut, texte_x = page.y, page.l_margin + COTE_QR + 7
    page.set_draw_color(FILET)
    page.set_line_width(0.2)
    page.rect(page.l_margin, haut, page.epw, COTE_QR + 4)
    qr.dessiner(page, moyen.url, page.l_margin + 2, haut + 2, COTE_QR)
    page.y = haut + 4
    largeur = page.w - page.r_margin - texte_x - 3
    page.paragraphe("Vérifier ce document", FORT.en(VERT), texte_x, largeur)
    consigne = "Lisez le code QR, ou tapez le code de vérification à cette adresse\u00a0:"
    page.paragraphe(consigne, NOTE, texte_x, largeur)
    page.paragraphe(moyen.adresse, FORT, texte_x, largeur)
    page.y += 2
    page.paragraphe("Code de vérification", ETIQUETTE, texte_x, largeur)
    page.paragraphe(moyen.code, CODE, texte_x, largeur)
    page.y = haut + COTE_QR + 8


def signature(page: Page, signe: Signature) -> None:
    """Draw, on the right, where and when it was done, who signs, room for the stamp, and the name."""
    largeur = 78
    page.reserver(signe.hauteur)
    x, haut = page.w - page.r_margin - largeur, page.y
    page.paragraphe(signe.lieu_et_date, CORPS, x, largeur, Cadrage.CENTRE)
    page.paragraphe(signe.qualite, FORT, x, largeur, Cadrage.CENTRE)
    page.y = max(page.y + 4, haut + signe.hauteur - 14)
    for texte, style in ((signe.nom, FORT), (signe.mention, ETIQUETTE)):
        if texte:
            page.paragraphe(texte, style, x, largeur, Cadrage.CENTRE)
    page.y = max(page.y, haut + signe.hauteur) + 2


def clore(
    page: Page, formule: str, signe: Signature, moyen: Verification | None = None, style: Style = CORPS
) -> None:
    """End a paper: its last sentence, who signs it and how it is checked, all on the same page."""
    lignes = len(page.couper(formule, page.epw, style))
    page.reserver(lignes * style.interligne + 8 + signe.hauteur + (COTE_QR + 4 if moyen else 0))
    page.paragraphe(formule, style)
    page.y += 6
    signature(page, signe)
    if moyen:
        verification(page, moyen)
