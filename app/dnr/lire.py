"""From the bytes of an employer's file to its lines, read in a process of their own."""

from array import array
from collections.abc import Sequence

from app.dnr import isole
from app.dnr.colonnes import CLES
from app.dnr.lignes import Lignes

LIGNES_MAX = 200_000
MEMOIRE_MAX = 1_200 * 2**20
SECONDES_MAX = 30


def lire(contenu: bytes, lignes_max: int = LIGNES_MAX) -> Lignes:
    """Return the lines of an .xlsx or .csv declaration, cells as canonical values (see `cellules`).

    Raise FichierRefuse, whose message is a French sentence to show, for a file that is no such thing, lacks
    titles or lines, or goes beyond the limits of size, of memory and of time.
    """
    lu = isole.executer("lire", (contenu, lignes_max), MEMOIRE_MAX, SECONDES_MAX, si_mort="demesure")
    numeros = lu["numeros"]
    lu["numeros"] = range(numeros[0], numeros[1] + 1) if isinstance(numeros, tuple) else array("l", numeros)
    vide = [""] * len(lu["numeros"])
    lu["colonnes"] = {cle: _colonne(lu["colonnes"].get(cle, vide)) for cle in CLES}
    return Lignes(**lu)


def _colonne(recue: Sequence | bytes) -> Sequence:
    """Return a column as it was before it was sent: arrays of 64-bit integers travel as bytes."""
    if not isinstance(recue, bytes):
        return recue
    nombres = array("q")
    nombres.frombytes(recue)
    return nombres
