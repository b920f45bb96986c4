"""Where the titles stand in a sheet, and what columns they announce."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.classeurs.colonnes import Format
from app.classeurs.refus import FichierRefuse

CHERCHEE_DANS = 50
"""Rows looked at for the titles: a logo, an address and a help row fit above them."""
RECONNUES_MIN = 2
"""Titles that make a row of titles, even when a required one is missing: its sender may name the others."""


@dataclass(frozen=True, slots=True)
class Entete:
    """The row of the titles: its place, from 0, and those of each column recognised in it."""

    place: int
    reconnues: Mapping[str, Sequence[int]]


def trouver(lignes: Iterable[Sequence[object]], format_: Format) -> Entete | None:
    """Return the row where most titles are recognised, None where there is no such row."""
    meilleure, nombre = None, RECONNUES_MIN - 1
    for place, ligne in enumerate(islice(lignes, CHERCHEE_DANS)):
        reconnues = format_.reconnaitre(ligne)
        if len(reconnues) > nombre:
            meilleure, nombre = Entete(place, reconnues), len(reconnues)
    return meilleure


def complet(entete: Entete, format_: Format) -> bool:
    """Return whether the required columns are all there."""
    return all(cle in entete.reconnues for cle in format_.requises)


def verifier(entete: Entete, feuille: str, format_: Format) -> dict[str, int]:
    """Return the one place of each column; raise FichierRefuse for one missing or twice."""
    reconnues = entete.reconnues
    manquantes = [cle for cle in format_.requises if cle not in reconnues]
    if manquantes:
        raise FichierRefuse("colonnes_manquantes", feuille=feuille, colonnes=titres(format_, manquantes))
    doubles = [cle for cle, places in reconnues.items() if len(places) > 1]
    if doubles:
        raise FichierRefuse("colonne_en_double", feuille=feuille, colonnes=titres(format_, doubles))
    return {cle: places[0] for cle, places in reconnues.items()}


def titres(format_: Format, cles: Sequence[str]) -> str:
    """Return the titles of columns, as a sentence lists them."""
    return ", ".join(format_.par_cle[cle].entete for cle in cles)
