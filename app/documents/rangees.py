"""How short things are set side by side, on a card or a form."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def par_deux(elements: Iterable[T], courte: Callable[[T], bool]) -> list[list[T]]:
    """Return elements row by row: two short ones side by side, a long one by itself."""
    rangees: list[list[T]] = []
    for element in elements:
        derniere = rangees[-1] if rangees else []
        if len(derniere) == 1 and courte(derniere[0]) and courte(element):
            derniere.append(element)
        else:
            rangees.append([element])
    return rangees
