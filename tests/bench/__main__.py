"""Run every job and print the table: `python -m tests.bench [--petit]`.

BENCH_DIR keeps the files and the SQLite database between runs, URL_POSTGRESQL names a server that keeps its
own; without them both are made for the run and erased.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench import moteurs, travaux
from tests.bench.echelles import ENTIERE, PETITE, Echelle
from tests.bench.tableau import Rang, imprimer


def principal() -> None:
    """Read the command line, run, print."""
    lecteur = argparse.ArgumentParser(prog="python -m tests.bench")
    lecteur.add_argument("--petit", action="store_true", help="a tenth of everything, to try the benchmark")
    echelle = PETITE if lecteur.parse_args().petit else ENTIERE
    debut = time.monotonic()
    with ExitStack() as pile:
        garde = os.environ.get("BENCH_DIR")
        dossier = Path(garde or pile.enter_context(tempfile.TemporaryDirectory(prefix="cnss-bench-")))
        dossier.mkdir(parents=True, exist_ok=True)
        rangs = list(_rangs(dossier, echelle))
    print(f"Register of {echelle.assures} insured, {echelle.lignes} lines already booked; ", end="")
    print(f"medians of {travaux.FOIS} fresh processes; {time.monotonic() - debut:.0f} s in all; ", end="")
    print(f"PostgreSQL started with {moteurs.TAMPONS}.\n")
    imprimer(rangs)


def _rangs(dossier: Path, echelle: Echelle) -> Iterator[Rang]:
    for nom, moteur in moteurs.disponibles().items():
        _dire(f"{nom}: building the database")
        with moteur(dossier, echelle) as url:
            os.sync()  # what building left to write would weigh on whatever is timed first
            _dire(f"{nom}: declarations")
            yield from travaux.declarations(nom, url, dossier, echelle)
            _dire(f"{nom}: pages")
            yield from travaux.listes(nom, url, dossier, echelle)
            _dire(f"{nom}: contribution accounts")
            yield from travaux.comptes(nom, url, dossier, echelle)
            yield from travaux.site_public(nom, url, dossier)
            _dire(f"{nom}: journal")
            yield from travaux.journal(nom, url, dossier, echelle)
    _dire("without a database")
    yield from travaux.annotations(dossier, echelle)
    yield from travaux.pensions()
    yield from travaux.rapprochements()
    yield from travaux.documents()


def _dire(quoi: str) -> None:
    print(f"… {quoi}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    principal()
