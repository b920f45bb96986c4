"""Work on a stranger's file: done in a process of its own, with little memory and time, that may die alone.

Only this package is loaded there (see `atelier`), without the application nor its environment. What passes
between the two processes is plain values: numbers, text, bytes, lists, dictionaries.
"""

import logging
import marshal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from .refus import FichierRefuse

_AMORCE = (
    "import sys; sys.path.append(sys.argv[1]); from classeurs.atelier import servir; servir(*sys.argv[2:])"
)
_RACINE = str(Path(__file__).resolve().parents[1])
_journal = logging.getLogger(__name__)
TACHES = {"lire": "classeurs.lecteur", "annoter": "classeurs.annoteur"}
Resultat = TypeVar("Resultat")


@dataclass(frozen=True, slots=True)
class Limites:
    """What a task may take: `memoire` is the address space in bytes, `secondes` the processor time.

    The wall clock gets twice that. `si_mort` is the code of the refusal when the process is stopped or goes
    beyond them.
    """

    memoire: int
    secondes: int
    si_mort: str


def executer(tache: str, arguments: list[object], limites: Limites, attendu: type[Resultat]) -> Resultat:
    """Return what the function `tache` of its module (see TACHES) gives for `arguments`, worked out apart.

    `attendu` is what it must be. Raise the FichierRefuse raised there, the one of `limites` when they are
    gone beyond, FichierRefuse("tronque") when the file made the process fail in another way.
    """
    recu = _lancer(tache, arguments, limites)
    statut, resultat = marshal.loads(recu)  # noqa: S302 - written by `atelier.servir`
    if statut == "refus":
        code, details = resultat
        raise FichierRefuse(code, **details)
    if not isinstance(resultat, attendu):
        raise FichierRefuse("tronque")
    return resultat


def _lancer(tache: str, arguments: list[object], limites: Limites) -> bytes:
    """Return what the process of a task writes; raise FichierRefuse when it writes nothing."""
    commande = [sys.executable, "-I", "-X", "utf8", "-c", _AMORCE]
    commande += [_RACINE, TACHES[tache], tache, str(limites.memoire), str(limites.secondes)]
    try:
        fait = subprocess.run(  # noqa: S603 - our own interpreter, our own words
            commande,
            input=marshal.dumps(arguments),
            capture_output=True,
            timeout=2 * limites.secondes,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FichierRefuse(limites.si_mort) from None
    if fait.returncode:
        _journaliser(tache, fait)
        raise FichierRefuse("tronque" if fait.returncode > 0 else limites.si_mort)
    return fait.stdout


def _journaliser(tache: str, fait: subprocess.CompletedProcess[bytes]) -> None:
    """Say in the log what kind of error ended a process, and nothing of the file."""
    lignes = fait.stderr.decode("utf-8", "replace").splitlines() or [""]
    _journal.warning("task %s ended with %s (%s)", tache, fait.returncode, lignes[-1].partition(":")[0])
