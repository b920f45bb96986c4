"""What a process made for one task does: bind itself to its limits, work, send the result (see `isole`)."""

import gc
import importlib
import marshal
import os
import resource
import sys

from app.socle.refus import RefusParCode


def servir(module: str, fonction: str, memoire: str, secondes: str) -> None:
    """Run a function of a module: arguments on standard input, result on standard output."""
    _limiter(int(memoire), int(secondes))
    gc.disable()
    arguments = marshal.loads(sys.stdin.buffer.read())  # noqa: S302 - written by `isole.TravailIsole`
    sys.stdout.buffer.write(marshal.dumps(_resultat(module, fonction, arguments)))
    sys.stdout.flush()
    os._exit(0)  # giving back a large table's memory piece by piece would take a tenth of the whole


def _resultat(module: str, fonction: str, arguments: list[object]) -> list[object]:
    """Return « fait » and what the function gives, « refus » and the reason, or die for want of memory."""
    try:
        return ["fait", getattr(importlib.import_module(module), fonction)(*arguments)]
    except RefusParCode as refus:
        return ["refus", (refus.code, refus.details)]
    except MemoryError:
        os.abort()


def _limiter(memoire: int, secondes: int) -> None:
    for limite, valeur in (
        (resource.RLIMIT_AS, memoire),
        (resource.RLIMIT_CPU, secondes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, memoire),
    ):
        _, dure = resource.getrlimit(limite)
        borne = valeur if dure == resource.RLIM_INFINITY else min(valeur, dure)
        resource.setrlimit(limite, (borne, borne))
