"""A table saved as csv: parted by ; , | or tabs, in UTF-8 or in an alphabet of before it."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from app.classeurs import entete
from app.classeurs.colonnes import Format
from app.classeurs.entete import Entete
from app.classeurs.refus import FichierRefuse
from app.classeurs.tableau import Tableau

SEPARATEURS = ";,\t|"
ANCIENS = ("cp1252", "mac_roman", "cp850")
"""The alphabets in which Excel still saves a csv: for Windows, for the Macintosh, for MS-DOS."""


def ouvrir(contenu: bytes, lignes_max: int, format_: Format) -> Tableau:
    """Return the table of a csv; raise FichierRefuse when no titles are found."""
    trouve, lignes = lire(contenu, lignes_max, format_)
    return Tableau("", lignes, trouve)


def lire(contenu: bytes, lignes_max: int, format_: Format) -> tuple[Entete, list[list[str]]]:
    """Return the titles and every row, each as wide as the widest; raise FichierRefuse as `ouvrir` does."""
    essais = [(lu, s, _entete(lu, s, format_)) for lu in _decoder(contenu) for s in SEPARATEURS]
    lu, separateur, trouve = max(essais, key=lambda essai: len(essai[2].reconnues) if essai[2] else 0)
    if trouve is None:
        raise FichierRefuse("entete_introuvable", titres=entete.titres(format_, format_.requises))
    try:
        lignes = list(islice(_lignes(lu, separateur), 2 * lignes_max + entete.CHERCHEE_DANS))
    except csv.Error:
        raise FichierRefuse("tronque") from None
    largeur = max(map(len, lignes))
    return trouve, [ligne + [""] * (largeur - len(ligne)) for ligne in lignes]


def _decoder(contenu: bytes) -> list[str]:
    """Return what the bytes may say, the likeliest first: the titles tell which old alphabet it is."""
    if contenu[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return [contenu.decode("utf-16", "replace")]
    try:
        return [contenu.decode("utf-8-sig")]
    except UnicodeDecodeError:
        return [contenu.decode(alphabet, "replace") for alphabet in ANCIENS]


def _lignes(lu: str, separateur: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(lu, newline=""), delimiter=separateur)


def _entete(lu: str, separateur: str, format_: Format) -> Entete | None:
    """Return the row of titles that this separator lets recognise, None where there is none."""
    try:
        return entete.trouver(_lignes(lu[:200_000], separateur), format_)
    except csv.Error:
        return None
