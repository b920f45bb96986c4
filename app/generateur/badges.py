"""A state, which the pages draw as a badge."""

import enum
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

from flask import current_app
from markupsafe import Markup


class Etat(enum.Enum):
    """An enumeration whose members say where something stands; the value is the word people read."""


@lru_cache(maxsize=256)
def badge(etat: Etat) -> Markup:
    """Return a state as the badge of the skin."""
    dessins: Any = current_app.jinja_env.get_template("composants/avis.html").module
    dessin: Markup = dessins.badge(etat)
    return dessin


class Affichable(Protocol):
    """What shows values."""

    @property
    def affiche(self) -> Callable[[Any], str]: ...


def cellule(colonne: Affichable, valeur: object) -> str | Markup:
    """Return a value as a list shows it: states as badges, everything else as its column writes it."""
    return badge(valeur) if isinstance(valeur, Etat) else colonne.affiche(valeur)
