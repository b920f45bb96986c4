"""Work on a stranger's file: done in a process of its own, with little memory and time, that may die alone.

Only this package is loaded there, without the application nor its environment. What passes between the two
processes is plain values (numbers, text, bytes, lists, dictionaries).
"""

import logging
import marshal
import os
import subprocess
import sys
from pathlib import Path

from .refus import FichierRefuse

_AMORCE = (
    "import sys; sys.path.append(sys.argv[1]); from classeurs.isole import servir; servir(*sys.argv[2:])"
)
_RACINE = str(Path(__file__).resolve().parents[1])
_journal = logging.getLogger(__name__)
TACHES = {"lire": "classeurs.lecteur", "annoter": "classeurs.annoteur"}


def executer(tache: str, arguments: tuple, memoire: int, secondes: int, si_mort: str) -> object:
    """Return what the function `tache` of its module (see TACHES) gives for `arguments`, worked out apart.

    `memoire` is the address space in bytes, `secondes` the processor time; the wall clock gets twice that.
    Raise the FichierRefuse raised there, FichierRefuse(`si_mort`) when the process is stopped or goes beyond
    its limits, FichierRefuse("tronque") when the file made it fail in another way.
    """
    commande = [sys.executable, "-I", "-X", "utf8", "-c", _AMORCE]
    commande += [_RACINE, tache, str(memoire), str(secondes)]
    try:
        fait = subprocess.run(  # noqa: S603 - our own interpreter, our own words
            commande,
            input=marshal.dumps(arguments),
            capture_output=True,
            timeout=2 * secondes,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FichierRefuse(si_mort) from None
    if fait.returncode:
        _journaliser(tache, fait)
        raise FichierRefuse("tronque" if fait.returncode > 0 else si_mort)
    statut, resultat = marshal.loads(fait.stdout)  # noqa: S302 - written by `servir`, below
    if statut == "refus":
        code, details = resultat
        raise FichierRefuse(code, **details)
    return resultat


def _journaliser(tache: str, fait: subprocess.CompletedProcess) -> None:
    """Say in the log what kind of error ended a process, and nothing of the file."""
    lignes = fait.stderr.decode("utf-8", "replace").splitlines() or [""]
    _journal.warning("task %s ended with %s (%s)", tache, fait.returncode, lignes[-1].partition(":")[0])


def servir(tache: str, memoire: str, secondes: str) -> None:
    """Run one task in the process made for it: arguments on standard input, result on standard output."""
    import gc
    import importlib

    _limiter(int(memoire), int(secondes))
    gc.disable()
    arguments = marshal.loads(sys.stdin.buffer.read())  # noqa: S302 - written by `executer`, above
    try:
        module = importlib.import_module(TACHES[tache])
        resultat = "fait", getattr(module, tache)(*arguments)
    except FichierRefuse as refus:
        resultat = "refus", (refus.code, refus.details)
    except MemoryError:
        os.abort()
    sys.stdout.buffer.write(marshal.dumps(resultat))
    sys.stdout.flush()
    os._exit(0)  # giving back a large table's memory piece by piece would take a tenth of the whole


def _limiter(memoire: int, secondes: int) -> None:
    import resource

    for limite, valeur in (
        (resource.RLIMIT_AS, memoire),
        (resource.RLIMIT_CPU, secondes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, memoire),
    ):
        _, dure = resource.getrlimit(limite)
        borne = valeur if dure == resource.RLIM_INFINITY else min(valeur, dure)
        resource.setrlimit(limite, (borne, borne))
