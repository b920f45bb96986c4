"""A table saved as csv: parted by semicolons, commas or tabs, in UTF-8 or in an alphabet of before it."""

import csv
import io
from itertools import islice

from . import entete
from .colonnes import Format
from .refus import FichierRefuse
from .tableau import Tableau

SEPARATEURS = ";,\t"
ANCIENS = ("cp1252", "mac_roman", "cp850")
"""The alphabets in which Excel still saves a csv: for Windows, for the Macintosh, for MS-DOS."""


def ouvrir(contenu: bytes, lignes_max: int, format_: Format) -> Tableau:
    """Return the rows of a csv, each as wide as the widest; raise FichierRefuse when no titles are found."""
    lus = ((lu, s) for lu in _decoder(contenu) for s in SEPARATEURS)
    lu, separateur = max(lus, key=lambda essai: _reconnues(*essai, format_))
    if not _reconnues(lu, separateur, format_):
        raise FichierRefuse("entete_introuvable", titres=entete.titres(format_, format_.requises))
    try:
        lignes = list(islice(_lignes(lu, separateur), 2 * lignes_max + entete.CHERCHEE_DANS))
    except csv.Error:
        raise FichierRefuse("tronque") from None
    largeur = max(map(len, lignes))
    return Tableau("", [ligne + [""] * (largeur - len(ligne)) for ligne in lignes])


def _decoder(contenu: bytes) -> list[str]:
    """Return what the bytes may say, the likeliest first: the titles tell which old alphabet it is."""
    if contenu[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return [contenu.decode("utf-16", "replace")]
    try:
        return [contenu.decode("utf-8-sig")]
    except UnicodeDecodeError:
        return [contenu.decode(alphabet, "replace") for alphabet in ANCIENS]


def _lignes(lu: str, separateur: str):
    return csv.reader(io.StringIO(lu, newline=""), delimiter=separateur)


def _reconnues(lu: str, separateur: str, format_: Format) -> int:
    """Return how many titles this separator lets recognise."""
    try:
        debut = list(islice(_lignes(lu[:200_000], separateur), entete.CHERCHEE_DANS))
        trouve = entete.trouver(debut, format_)
    except csv.Error:
        return 0
    return len(trouve[1]) if trouve else 0
