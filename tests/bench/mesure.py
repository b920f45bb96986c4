"""How a job is measured: in a fresh process, by the clock, with the memory it grew by.

`python -m tests.bench.mesure MODULE:FUNCTION JSON` is that process: it prints what the function returns.
"""

import importlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

RACINE = Path(__file__).parents[2]
Temps = dict[str, float]


def a_part(fonction: Callable, **arguments) -> dict:
    """Return what `fonction` of a module of this package returns, called in a process of its own."""
    cible = f"{fonction.__module__}:{fonction.__name__}"
    commande = [sys.executable, "-m", "tests.bench.mesure", cible, json.dumps(arguments, default=str)]
    fait = subprocess.run(commande, cwd=RACINE, stdout=subprocess.PIPE, check=True)
    return json.loads(fait.stdout.splitlines()[-1])


def plusieurs(fonction: Callable, fois: int, **arguments) -> Temps:
    """Return the median of each figure over so many fresh processes."""
    return mediane([a_part(fonction, **arguments) for _ in range(fois)])


def mediane(releves: list[Temps]) -> Temps:
    """Return the median of each figure of several measures."""
    return {nom: statistics.median(r[nom] for r in releves) for nom in releves[0]}


@contextmanager
def chronometrer(temps: Temps, nom: str) -> Iterator[None]:
    """Add to `temps[nom]` the seconds spent inside."""
    debut = time.perf_counter()
    try:
        yield
    finally:
        temps[nom] = temps.get(nom, 0) + time.perf_counter() - debut


@contextmanager
def detailler(temps: Temps, parts: dict[str, tuple[object, str]]) -> Iterator[None]:
    """Add to `temps` the seconds spent in functions of the application, `name: (module, function)`."""
    with ExitStack() as pile:
        for nom, (module, fonction) in parts.items():
            pile.enter_context(patch.object(module, fonction, _chronometree(module, fonction, temps, nom)))
        yield


def _chronometree(module, fonction: str, temps: Temps, nom: str) -> Callable:
    origine = getattr(module, fonction)

    def appel(*arguments, **options):
        with chronometrer(temps, nom):
            return origine(*arguments, **options)

    return appel


@contextmanager
def croissance(temps: Temps) -> Iterator[None]:
    """Note in `temps["mib"]` by how many MiB this process grew at its highest."""
    Path("/proc/self/clear_refs").write_text("5")
    avant = _memoire("VmRSS")
    yield
    temps["mib"] = (_memoire("VmHWM") - avant) / 1024


def _memoire(quoi: str) -> int:
    lignes = Path("/proc/self/status").read_text().splitlines()
    return next(int(ligne.split()[1]) for ligne in lignes if ligne.startswith(quoi))


def repeter(fonction: Callable, secondes: float = 0.5) -> float:
    """Return the median time of a call, in seconds, over as many calls as fit."""
    fonction()
    durees, fin = [], time.perf_counter() + secondes
    while time.perf_counter() < fin or len(durees) < 3:
        debut = time.perf_counter()
        fonction()
        durees.append(time.perf_counter() - debut)
    return statistics.median(durees)


if __name__ == "__main__":
    module, _, nom = sys.argv[1].partition(":")
    print(json.dumps(getattr(importlib.import_module(module), nom)(**json.loads(sys.argv[2]))))
