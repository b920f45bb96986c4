"""Statistical secrecy: what counts few people is merged with others until nobody can be told apart.

A line under SEUIL is hidden; the total being public, what is hidden is known by difference: hence hidden
lines are merged, and the smallest of the others with them, until together they pass the threshold too.
"""

from collections.abc import Iterable
from dataclasses import dataclass

SEUIL = 5
"""The least number of employers, and of insured, that a published line counts."""


@dataclass(frozen=True)
class LigneDeStatistique:
    """Figures of one modality: employers, insured, francs collected; `regroupees` lines merged in it."""

    modalite: str
    employeurs: int
    assures: int
    encaisse: int
    regroupees: int = 0

    @property
    def publiable(self) -> bool:
        """Say whether enough people are counted."""
        return min(self.employeurs, self.assures) >= SEUIL


def proteger(lignes: Iterable[LigneDeStatistique], autres: str) -> list[LigneDeStatistique]:
    """Return the lines that may be published, the largest first, the others merged in one called `autres`.

    Nothing is returned where no line stands alone: the whole says as much.
    """
    montrees = sorted((ligne for ligne in lignes if ligne.publiable), key=_taille, reverse=True)
    cachees = [ligne for ligne in lignes if not ligne.publiable and ligne != _vide(ligne)]
    while cachees and not reunir(cachees, autres).publiable:
        if not montrees:
            return []
        cachees.append(montrees.pop())
    return [*montrees, *([reunir(cachees, autres)] if cachees else [])] if montrees else []


def reunir(lignes: list[LigneDeStatistique], nom: str) -> LigneDeStatistique:
    """Return the sum of several lines."""
    return LigneDeStatistique(
        nom,
        sum(ligne.employeurs for ligne in lignes),
        sum(ligne.assures for ligne in lignes),
        sum(ligne.encaisse for ligne in lignes),
        len(lignes),
    )


def _taille(ligne: LigneDeStatistique) -> tuple[int, int]:
    return ligne.assures, ligne.employeurs


def _vide(ligne: LigneDeStatistique) -> LigneDeStatistique:
    """Return the same modality with nobody and nothing in it."""
    return LigneDeStatistique(ligne.modalite, 0, 0, 0)
