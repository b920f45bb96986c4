"""The letters that carry a code: one a page, the address where the window of an envelope is."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pikepdf

from app.documents.charte import CORPS, FORT
from app.documents.page import Cartouche, Page
from app.documents.texte import Cadrage
from app.documents.typographie import jour_en_lettres

LARGEUR_ADRESSE = 80


@dataclass(frozen=True)
class FeuilleDeCode:
    """One letter: the lines of its address, the code that it carries, its last day."""

    a_qui: tuple[str, ...]
    code: str
    fin: date


def imprimer(lettres: Sequence[FeuilleDeCode], jour: date) -> bytes:
    """Return the letters as one PDF, each a document of its own to who opens its envelope."""
    lot, fichier = pikepdf.new(), io.BytesIO()
    for lettre in lettres:
        with pikepdf.open(io.BytesIO(_imprimer(lettre, jour))) as feuille:
            lot.pages.extend(feuille.pages)
    lot.save(fichier)
    return fichier.getvalue()


def _imprimer(lettre: FeuilleDeCode, jour: date) -> bytes:
    page = Page(Cartouche("Code personnel", "", jour, "Services en ligne"))
    x = page.w - page.r_margin - LARGEUR_ADRESSE
    page.y += 4
    for ligne in lettre.a_qui:
        page.paragraphe(ligne, CORPS, x, LARGEUR_ADRESSE, Cadrage.GAUCHE)
    page.y += 14
    for texte in _corps(lettre):
        page.paragraphe(texte, FORT if texte == lettre.code else CORPS)
        page.y += 4
    return page.octets()


def _corps(lettre: FeuilleDeCode) -> list[str]:
    return [
        "Madame, Monsieur,",
        "Quelqu’un a demandé, sur les services en ligne de la Caisse, l’accès à votre dossier d’assuré. Si "
        "c’est vous, écrivez ce code sur la page «\u00a0Prouver mon identité\u00a0» de votre compte\u00a0:",
        lettre.code,
        f"Il sert une fois, jusqu’au {jour_en_lettres(lettre.fin)}. Ne le donnez à personne, même à un agent "
        "de la Caisse ou à votre employeur.",
        "Si vous n’avez rien demandé, détruisez cette lettre et prévenez la Caisse\u00a0: sans ce code, "
        "personne n’ouvre votre dossier.",
    ]
