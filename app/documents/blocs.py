"""The pieces documents are made of: cards of labelled values, banners, signature, verification."""

from collections.abc import Sequence
from dataclasses import dataclass

from fpdf.drawing import DeviceRGB

from app.documents import qr, rangees
from app.documents.charte import CORPS, ETIQUETTE, FILET, FOND, FORT, NOTE, OR, ROUGE, VERT, Style
from app.documents.page import Page
from app.documents.texte import Cadrage

CODE = Style(13, gras=True)
ALERTE = Style(15, gras=True, couleur=ROUGE)
COTE_QR = 34
HAUTEUR_ETIQUETTE = 6.2
VALEUR_ENTIERE = 6
"""A value of at most that many lines is not cut by the end of a page."""
SIGNE_PAR_LE_QR = "Signature électronique contenue dans le code QR"
ETIQUETTE_COURTE, VALEUR_COURTE = 50, 40
"""Characters that half the width holds on one line."""
Paires = Sequence[tuple[str, str]]


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


def fiche(page: Page, *lignes: Paires) -> None:
    """Draw a card of labelled values: each row shares the width between its pairs; long values wrap."""
    for paires in lignes:
        _rangee(page, paires, page.epw / len(paires))
    page.filet(page.y)
    page.y += 4


def fiche_par_deux(page: Page, paires: Paires) -> None:
    """Draw a card of labelled values, two short ones side by side."""
    fiche(page, *rangees.par_deux(paires, _courte))


def _courte(paire: tuple[str, str]) -> bool:
    etiquette, valeur = paire
    return len(etiquette) <= ETIQUETTE_COURTE and len(valeur) <= VALEUR_COURTE


def _rangee(page: Page, paires: Paires, largeur: float) -> None:
    """Draw labels and, under them, values; a long value goes on over the page, a short one stays whole."""
    abscisses = [page.l_margin + rang * largeur + 1 for rang in range(len(paires))]
    valeurs = [page.couper_alineas(valeur, largeur - 4, FORT) for _, valeur in paires]
    hauteur = max(map(len, valeurs))
    page.reserver(HAUTEUR_ETIQUETTE + min(hauteur, VALEUR_ENTIERE) * FORT.interligne + 2)
    page.filet(page.y)
    page.y += HAUTEUR_ETIQUETTE
    tenues = page.tenir(hauteur, FORT.interligne)
    for x, (etiquette, _), lignes in zip(abscisses, paires, valeurs, strict=True):
        page.ecrire(x, page.y - 2.8, etiquette, ETIQUETTE)
        page.ecrire_lignes(x, page.y + FORT.interligne / 2, lignes[:tenues], FORT)
    page.y += tenues * FORT.interligne
    if tenues < hauteur:
        page.add_page()
        page.couler([(x, lignes[tenues:]) for x, lignes in zip(abscisses, valeurs, strict=True)], FORT)
    page.y += 2


def bandeau(page: Page, titre: str, texte: str, style: Style = FORT, bord: DeviceRGB = OR) -> None:
    """Draw a framed notice with a heavy left edge: it stands out on a black-and-white print too."""
    lignes = page.couper(texte, page.epw - 10, NOTE.en(CORPS.couleur))
    hauteur = style.interligne + 4.2 + len(lignes) * NOTE.interligne
    page.reserver(hauteur + 3)
    page.set_fill_color(FOND)
    page.rect(page.l_margin, page.y, page.epw, hauteur, style="F")
    page.set_fill_color(bord)
    page.rect(page.l_margin, page.y, 1.6, hauteur, style="F")
    page.ecrire(page.l_margin + 5, page.y + style.interligne / 2 + 1.6, titre, style)
    page.ecrire_lignes(page.l_margin + 5, page.y + style.interligne + 4, lignes, NOTE.en(CORPS.couleur))
    page.y += hauteur + 4


def avertir(page: Page, moyen: Verification) -> None:
    """Say in a notice that a paper is worth nothing any more, where that is so."""
    if moyen.avertissement:
        bandeau(page, *moyen.avertissement, ALERTE, ROUGE)


def enumeration(page: Page, phrases: Sequence[str], style: Style = CORPS) -> None:
    """Write a list, one dash a sentence."""
    for phrase in phrases:
        page.reserver(style.interligne * len(page.couper(phrase, page.epw - 5, style)))
        page.ecrire(page.l_margin, page.y + style.interligne / 2, "–", style)
        page.paragraphe(phrase, style, page.l_margin + 5, page.epw - 5)
        page.y += 1
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


def cloture(
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
