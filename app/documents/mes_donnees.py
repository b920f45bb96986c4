"""What the portal holds on a person, as a PDF for her (loi 2019-014, right of access)."""

from datetime import date

from app.documents import blocs
from app.documents.charte import CORPS
from app.documents.page import Cartouche, Page
from app.documents.typographie import ABSENT

COURT = 80
"""A value of at most that many characters fits in half the width."""


def imprimer(nom: str, le: date, donnees: dict) -> bytes:
    """Return the PDF of `donnees`: by theme, labelled values or a list of them."""
    page = Page(Cartouche("Mes données", "", le, nom))
    page.titre("Données à caractère personnel")
    page.paragraphe(
        "Ce que les services en ligne de la CNSS tiennent sur vous à cette date. Vous pouvez en demander la "
        "rectification ou l’effacement depuis « Mon compte » (loi 2019-014 du 29 octobre 2019)."
    )
    page.y += 2
    for theme, contenu in donnees.items():
        _theme(page, theme, contenu if isinstance(contenu, list) else [contenu])
    return page.octets()


def _theme(page: Page, theme: str, fiches: list[dict[str, str]]) -> None:
    page.section(theme)
    if not any(fiches):
        page.paragraphe("Rien.", CORPS)
        page.y += 3
    for fiche in filter(None, fiches):
        blocs.fiche(page, *_en_rangees([(libelle, valeur or ABSENT) for libelle, valeur in fiche.items()]))


def _en_rangees(paires: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return the values row by row: two short ones side by side, a long one by itself."""
    rangees: list[list[tuple[str, str]]] = []
    for paire in paires:
        seule = rangees and len(rangees[-1]) == 1 and all(_courte(p) for p in (*rangees[-1], paire))
        rangees[-1].append(paire) if seule else rangees.append([paire])
    return rangees


def _courte(paire: tuple[str, str]) -> bool:
    return len(paire[1]) <= COURT
