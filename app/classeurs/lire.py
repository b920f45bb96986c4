"""From the bytes of a workbook to its lines, read in a process of their own."""

from array import array
from collections.abc import Sequence
from typing import TypeVar

from app.classeurs import isole
from app.classeurs.lignes import Lignes

EXTENSIONS = ".xlsx,.csv"
LIGNES_MAX = 200_000
MEMOIRE_MAX = 1_200 * 2**20
SECONDES_MAX = 30
Sorte = TypeVar("Sorte", bound=Lignes)


def lire(sorte: type[Sorte], contenu: bytes, lignes_max: int = LIGNES_MAX) -> Sorte:
    """Return the lines of an .xlsx or .csv of a kind, cells as canonical values (see `cellules`).

    Raise FichierRefuse, whose message is a French sentence to show, for a file that is no such thing, lacks
    titles or lines, or goes beyond the limits of size, of memory and of time.
    """
    arguments = (contenu, lignes_max, sorte.FORMAT.en_clair())
    lu = isole.executer("lire", arguments, MEMOIRE_MAX, SECONDES_MAX, si_mort="demesure")
    numeros = lu["numeros"]
    lu["numeros"] = range(numeros[0], numeros[1] + 1) if isinstance(numeros, tuple) else array("l", numeros)
    vide = [""] * len(lu["numeros"])
    lu["colonnes"] = {cle: _colonne(lu["colonnes"].get(cle, vide)) for cle in sorte.FORMAT.cles}
    return sorte(**lu)


def _colonne(recue: Sequence | bytes) -> Sequence:
    """Return a column as it was before it was sent: arrays of 64-bit integers travel as bytes."""
    if not isinstance(recue, bytes):
        return recue
    nombres = array("q")
    nombres.frombytes(recue)
    return nombres
