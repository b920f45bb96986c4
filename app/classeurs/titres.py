"""The titles of a table, each with what stands under it: its sender may then say which column is which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from app.classeurs.colonnes import TITRE_MAX, lettre
from app.classeurs.tableau import Tableau

EXEMPLES = 3
"""Cells shown under a title."""
LONGUEUR = 40
"""Characters shown of a cell."""


@dataclass(frozen=True, slots=True)
class Titre:
    """A column of the file: its letter, its title, the first different cells under it."""

    lettre: str
    intitule: str
    exemples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titres:
    """The titles of the sheet `feuille` (empty for a csv), from left to right."""

    feuille: str
    titres: tuple[Titre, ...]


def relever(tableau: Tableau) -> dict[str, object]:
    """Return the name of a sheet and its titles as plain values, ready to leave the reading process."""
    place = tableau.entete.place
    intitules = {i: " ".join(str(cellule).split()) for i, cellule in enumerate(tableau.lignes[place])}
    dessous = tableau.lignes[place + 1 :]
    return {
        "feuille": tableau.feuille,
        "titres": [
            (lettre(i), intitule, list(islice(_differents(dessous, i), EXEMPLES)))
            for i, intitule in intitules.items()
            if 0 < len(intitule) <= TITRE_MAX
        ],
    }


def depuis(releves: dict[str, Any]) -> Titres:
    """Return what `relever` wrote."""
    lus = (Titre(lettre, intitule, tuple(exemples)) for lettre, intitule, exemples in releves["titres"])
    return Titres(releves["feuille"], tuple(lus))


def _differents(lignes: Sequence[Sequence[object]], place: int) -> Iterator[str]:
    vus = set()
    for ligne in lignes:
        texte = _montrer(ligne[place]) if place < len(ligne) else ""
        if texte and texte not in vus:
            vus.add(texte)
            yield texte


def _montrer(cellule: object) -> str:
    """Return a cell as a person would write it, cut short."""
    if isinstance(cellule, date):
        return cellule.strftime("%d/%m/%Y")
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    return str(cellule).strip()[:LONGUEUR]
