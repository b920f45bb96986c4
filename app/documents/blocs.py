"""The pieces documents are made of: cards of labelled values, notices, lists."""

from collections.abc import Sequence

from fpdf.drawing_primitives import DeviceRGB

from app.documents import rangees
from app.documents.charte import CORPS, ETIQUETTE, FOND, FORT, NOTE, OR, Style
from app.documents.page import Page

HAUTEUR_ETIQUETTE = 6.2
VALEUR_ENTIERE = 6
"""A value of at most that many lines is not cut by the end of a page."""
ETIQUETTE_COURTE, VALEUR_COURTE = 50, 40
"""Characters that half the width holds on one line."""
Paires = Sequence[tuple[str, str]]


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


def enumeration(page: Page, phrases: Sequence[str], style: Style = CORPS) -> None:
    """Write a list, one dash a sentence."""
    for phrase in phrases:
        page.reserver(style.interligne * len(page.couper(phrase, page.epw - 5, style)))
        page.ecrire(page.l_margin, page.y + style.interligne / 2, "–", style)
        page.paragraphe(phrase, style, page.l_margin + 5, page.epw - 5)
        page.y += 1
    page.y += 1
