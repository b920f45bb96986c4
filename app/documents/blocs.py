"""The pieces documents are made of: cards of labelled values, banners, signature, verification."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents import qr
from app.documents.charte import CORPS, ETIQUETTE, FILET, FOND, FORT, NOTE, OR, VERT, Style
from app.documents.page import Page
from app.documents.texte import Cadrage

CODE = Style(13, gras=True)
COTE_QR = 34
Paires = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Verification:
    """How the reader of a paper checks it: `url` with the token, in the QR; `adresse` and `code` to type."""

    url: str
    adresse: str
    code: str


def fiche(page: Page, *rangees: Paires) -> None:
    """Draw a card of labelled values: each row shares the width between its pairs; long values wrap."""
    for rangee in rangees:
        _rangee(page, rangee, page.epw / len(rangee))
    page.filet(page.y)
    page.y += 4


def _rangee(page: Page, paires: Paires, largeur: float) -> None:
    valeurs = [page.couper(valeur, largeur - 4, FORT) for _, valeur in paires]
    hauteur = 8.2 + max(map(len, valeurs)) * FORT.interligne
    page.reserver(hauteur)
    page.filet(page.y)
    for colonne, ((etiquette, _), lignes) in enumerate(zip(paires, valeurs, strict=True)):
        x = page.l_margin + colonne * largeur + 1
        page.ecrire(x, page.y + 3.4, etiquette, ETIQUETTE)
        page.ecrire_lignes(x, page.y + 8.6, lignes, FORT)
    page.y += hauteur


def bandeau(page: Page, titre: str, texte: str) -> None:
    """Draw a framed notice with a heavy left edge: it stands out on a black-and-white print too."""
    lignes = page.couper(texte, page.epw - 10, NOTE.en(CORPS.couleur))
    hauteur = 9 + len(lignes) * NOTE.interligne
    page.reserver(hauteur + 3)
    page.set_fill_color(FOND)
    page.rect(page.l_margin, page.y, page.epw, hauteur, style="F")
    page.set_fill_color(OR)
    page.rect(page.l_margin, page.y, 1.6, hauteur, style="F")
    page.ecrire(page.l_margin + 5, page.y + 4, titre, FORT)
    page.ecrire_lignes(page.l_margin + 5, page.y + 8.8, lignes, NOTE.en(CORPS.couleur))
    page.y += hauteur + 4


def enumeration(page: Page, phrases: Sequence[str], style: Style = CORPS) -> None:
    """Write a list, one dash a sentence."""
    for phrase in phrases:
        page.reserver(style.interligne * len(page.couper(phrase, page.epw - 5, style)))
        page.ecrire(page.l_margin, page.y + style.interligne / 2, "–", style)
        page.paragraphe(phrase, style, page.l_margin + 5, page.epw - 5)
        page.y += 1


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
    consigne = "Lisez le code QR, ou tapez le code de contrôle à cette adresse\u00a0:"
    page.paragraphe(consigne, NOTE, texte_x, largeur)
    page.paragraphe(moyen.adresse, FORT, texte_x, largeur)
    page.y += 2
    page.paragraphe("Code de contrôle", ETIQUETTE, texte_x, largeur)
    page.paragraphe(moyen.code, CODE, texte_x, largeur)
    page.y = haut + COTE_QR + 8


def signature(page: Page, lieu_et_date: str, qualite: str, nom: str, mention: str = "") -> None:
    """Draw, on the right, where and when it was done, who signs, room for the stamp, and the name."""
    largeur, hauteur = 78, 40
    page.reserver(hauteur)
    x, haut = page.w - page.r_margin - largeur, page.y
    page.paragraphe(lieu_et_date, CORPS, x, largeur, Cadrage.CENTRE)
    page.paragraphe(qualite, FORT, x, largeur, Cadrage.CENTRE)
    page.y = max(page.y + 4, haut + 26)
    page.paragraphe(nom, FORT, x, largeur, Cadrage.CENTRE)
    if mention:
        page.paragraphe(mention, ETIQUETTE, x, largeur, Cadrage.CENTRE)
    page.y = max(page.y, haut + hauteur) + 2
