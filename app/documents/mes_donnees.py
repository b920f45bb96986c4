"""What the portal holds on a person, as a PDF for her (loi 2019-014, right of access)."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.documents import blocs
from app.documents.charte import CORPS
from app.documents.grille import ColonneImprimee, Grille, Rangee
from app.documents.page import Cartouche, Page
from app.documents.typographie import ABSENT

Contenu = Mapping[str, str] | Sequence[Mapping[str, str]]
"""Labelled values, or a list of them."""


def imprimer(nom: str, le: date, donnees: Mapping[str, Contenu]) -> bytes:
    """Return the PDF of `donnees`: what there is by theme."""
    page = Page(Cartouche("Mes données", "", le, nom))
    page.titre("Données à caractère personnel")
    page.paragraphe(
        "Ce que les services en ligne de la CNSS tiennent sur vous à cette date. Vous pouvez en demander la "
        "rectification ou l’effacement depuis « Mon compte » (loi 2019-014 du 29 octobre 2019)."
    )
    page.y += 2
    for theme, contenu in donnees.items():
        _theme(page, theme, contenu)
    return page.octets()


def _theme(page: Page, theme: str, contenu: Contenu) -> None:
    """Write a theme: a card for what there is one of, a table for what there are several of."""
    page.section(theme)
    if not contenu:
        page.paragraphe("Rien.", CORPS)
        page.y += 3
    elif isinstance(contenu, Mapping):
        blocs.fiche_par_deux(page, [(libelle, valeur or ABSENT) for libelle, valeur in contenu.items()])
    else:
        rangees = (Rangee([valeur or ABSENT for valeur in fiche.values()]) for fiche in contenu)
        Grille(page, [ColonneImprimee(libelle, 1) for libelle in contenu[0]]).tracer(rangees)
