"""A declaration saved as csv: parted by semicolons, commas or tabs, in UTF-8 or in Windows' own alphabet."""

import csv
import io
from itertools import islice

from . import entete
from .refus import FichierRefuse
from .tableau import Tableau

SEPARATEURS = ";,\t"


def ouvrir(contenu: bytes, lignes_max: int) -> Tableau:
    """Return the rows of a csv, each as wide as the widest; raise FichierRefuse when no titles are found."""
    lu = _decoder(contenu)
    separateur = max(SEPARATEURS, key=lambda s: _reconnues(lu, s))
    if not _reconnues(lu, separateur):
        raise FichierRefuse("entete_introuvable")
    try:
        lignes = list(islice(_lignes(lu, separateur), 2 * lignes_max + entete.CHERCHEE_DANS))
    except csv.Error:
        raise FichierRefuse("tronque") from None
    largeur = max(map(len, lignes))
    return Tableau("", [ligne + [""] * (largeur - len(ligne)) for ligne in lignes])


def _decoder(contenu: bytes) -> str:
    if contenu[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return contenu.decode("utf-16", "replace")
    try:
        return contenu.decode("utf-8-sig")
    except UnicodeDecodeError:
        return contenu.decode("cp1252", "replace")


def _lignes(lu: str, separateur: str):
    return csv.reader(io.StringIO(lu, newline=""), delimiter=separateur)


def _reconnues(lu: str, separateur: str) -> int:
    """Return how many titles this separator lets recognise."""
    try:
        trouve = entete.trouver(list(islice(_lignes(lu[:200_000], separateur), entete.CHERCHEE_DANS)))
    except csv.Error:
        return 0
    return len(trouve[1]) if trouve else 0
