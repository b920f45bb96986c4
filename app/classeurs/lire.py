"""From the bytes of a workbook to its lines, read in a process of their own."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from app.classeurs import titres
from app.classeurs.cellules import Valeur
from app.classeurs.extrait import Extrait
from app.classeurs.lignes import Lignes
from app.classeurs.refus import FichierRefuse
from app.classeurs.titres import Titres
from app.socle.horloge import aujourd_hui
from app.socle.isole import TravailIsole

EXTENSIONS = ".xlsx,.csv"
LIGNES_MAX = 200_000
LECTURE = TravailIsole(
    module="app.classeurs.lecteur",
    fonction="lire",
    attendu=dict,
    memoire=1_200 * 2**20,
    secondes=30,
    refus=FichierRefuse,
    si_mort="demesure",
    si_illisible="tronque",
)
LECTURE_DES_TITRES = replace(LECTURE, fonction="lire_les_titres")
PERSONNE: Mapping[str, str] = MappingProxyType({})
"""The columns named by who named none."""
Sorte = TypeVar("Sorte", bound=Lignes)


def lire(
    sorte: type[Sorte],
    contenu: bytes,
    lignes_max: int = LIGNES_MAX,
    periode: int = 0,
    feuille: str = "",
    nommees: Mapping[str, str] = PERSONNE,
) -> Sorte:
    """Return the lines of an .xlsx or .csv of a kind, cells as canonical values (see `cellules`).

    The sheet `feuille` of a workbook is read; where none is named, that of the month `periode` (yyyymm), else
    the active one (see `choix`). `nommees` are the columns that the sender named (see `Format`).
    Raise FichierRefuse, whose message is a French sentence to show, for a file that is no such thing, lacks
    titles or lines, or goes beyond the limits of size, of memory and of time.
    """
    format_ = sorte.FORMAT.nommant(nommees).en_clair()
    lu = Extrait(**LECTURE(contenu, lignes_max, format_, aujourd_hui().year, periode, feuille))
    numeros = _numeros(lu.numeros)
    vide = [""] * len(numeros)
    return sorte(
        numeros=numeros,
        colonnes={cle: _colonne(lu.colonnes.get(cle, vide)) for cle in sorte.FORMAT.cles},
        lettres=lu.lettres,
        feuille=lu.feuille,
        entete=lu.entete,
        masquees=lu.masquees,
        ecartees=lu.ecartees,
        titre=lu.titre,
        autres=lu.autres,
        a_choisir=lu.a_choisir,
        nommees=lu.nommees,
    )


def lire_les_titres(
    sorte: type[Lignes],
    contenu: bytes,
    periode: int = 0,
    feuille: str = "",
    nommees: Mapping[str, str] = PERSONNE,
) -> Titres:
    """Return the titles of the table that `lire` would read, whatever it lacks; raise FichierRefuse."""
    format_ = sorte.FORMAT.nommant(nommees).en_clair()
    return titres.depuis(LECTURE_DES_TITRES(contenu, LIGNES_MAX, format_, periode, feuille))


def _numeros(recus: Sequence[int]) -> Sequence[int]:
    """Return the row numbers as a sequence that takes little room."""
    return range(recus[0], recus[-1] + 1) if isinstance(recus, tuple) else array("l", recus)


def _colonne(recue: Sequence[Valeur]) -> Sequence[Valeur]:
    """Return a column as it was before it was sent: arrays of 64-bit integers travel as bytes."""
    if not isinstance(recue, bytes):
        return recue
    nombres = array("q")
    nombres.frombytes(recue)
    return nombres
