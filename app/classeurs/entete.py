"""Where the titles stand in a sheet, and what columns they announce."""

from collections.abc import Sequence
from itertools import islice

from .colonnes import Format
from .refus import FichierRefuse

CHERCHEE_DANS = 50
"""Rows looked at for the titles: a logo, an address and a help row fit above them."""
RECONNUES_MIN = 3
"""Titles that make a row of titles, even when a required one is missing."""


def trouver(lignes: Sequence[Sequence[object]], format_: Format) -> tuple[int, dict[str, list[int]]] | None:
    """Return (place of the row of titles, places of each column recognised), or None."""
    meilleure, nombre = None, RECONNUES_MIN - 1
    for place, ligne in enumerate(islice(lignes, CHERCHEE_DANS)):
        reconnues = format_.reconnaitre(list(ligne))
        if len(reconnues) > nombre:
            meilleure, nombre = (place, reconnues), len(reconnues)
    return meilleure


def complet(reconnues: dict[str, list[int]], format_: Format) -> bool:
    """Return whether the required columns are all there."""
    return all(cle in reconnues for cle in format_.requises)


def verifier(reconnues: dict[str, list[int]], feuille: str, format_: Format) -> dict[str, int]:
    """Return the one place of each column; raise FichierRefuse for one missing or twice."""
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
