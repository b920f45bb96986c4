"""What the reading process sends back of a sheet (see `lire`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.classeurs.cellules import Valeur


@dataclass(frozen=True)
class Extrait:
    """The fields of `Lignes` in plain values.

    `numeros` are the first and the last, as a tuple, where none is missing between them; a column of whole
    numbers arrives as the bytes of its array.
    """

    numeros: Sequence[int]
    colonnes: Mapping[str, Sequence[Valeur]]
    lettres: dict[str, str]
    feuille: str
    entete: int
    masquees: list[int]
    ecartees: list[tuple[str, str]]
    titre: str
    autres: list[str]
    a_choisir: bool
    nommees: list[tuple[str, str]]
