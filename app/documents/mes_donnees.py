"""What the portal holds on a person, as a PDF for her (loi 2019-014, right of access)."""

from datetime import date

from app.documents import blocs
from app.documents.charte import CORPS
from app.documents.page import Cartouche, Page


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
        blocs.fiche(page, *_par_deux([(libelle, valeur or "—") for libelle, valeur in fiche.items()]))


def _par_deux(paires: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    return [paires[i : i + 2] for i in range(0, len(paires), 2)]
