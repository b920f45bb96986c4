"""Work on a stranger's file: done in a process of its own, with little memory and time, that may die alone.

The process has neither the application nor its environment: the package `app` is there without its factory,
and what it runs imports only what it needs (see `atelier`). What passes between the two processes is plain
values: numbers, text, bytes, lists, dictionaries.
"""

import logging
import marshal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from app.socle.refus import RefusParCode

_AMORCE = """
import sys, types
app = sys.modules["app"] = types.ModuleType("app")
app.__path__ = [sys.argv[1]]
from app.socle.atelier import servir
servir(*sys.argv[2:])
"""
_RACINE = str(Path(__file__).resolve().parents[1])
_journal = logging.getLogger(__name__)
Resultat = TypeVar("Resultat")


@dataclass(frozen=True, slots=True, kw_only=True)
class TravailIsole(Generic[Resultat]):
    """A function run apart: the module that holds it, what it gives, what it may take, how it refuses.

    `memoire` is the address space in bytes, `secondes` the processor time; the wall clock gets twice that.
    `refus` is what it raises; `si_mort` the code of the refusal when the process goes beyond its limits,
    `si_illisible` when the file makes it fail in another way.
    """

    module: str
    fonction: str
    attendu: type[Resultat]
    memoire: int
    secondes: int
    refus: type[RefusParCode]
    si_mort: str
    si_illisible: str

    def __call__(self, *arguments: object) -> Resultat:
        """Return what the function gives for `arguments`, worked out apart; raises `refus`."""
        statut, resultat = marshal.loads(self._lancer(arguments))  # noqa: S302 - written by `atelier.servir`
        if statut == "refus":
            code, details = resultat
            raise self.refus(code, **details)
        if not isinstance(resultat, self.attendu):
            raise self.refus(self.si_illisible)
        return resultat

    def _lancer(self, arguments: tuple[object, ...]) -> bytes:
        """Return what the process writes; raises `refus` when it writes nothing."""
        commande = [sys.executable, "-I", "-X", "utf8", "-c", _AMORCE, _RACINE]
        commande += [self.module, self.fonction, str(self.memoire), str(self.secondes)]
        try:
            fait = subprocess.run(  # noqa: S603 - our own interpreter, our own words
                commande,
                input=marshal.dumps(list(arguments)),
                capture_output=True,
                timeout=2 * self.secondes,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise self.refus(self.si_mort) from None
        if fait.returncode:
            self._journaliser(fait)
            raise self.refus(self.si_illisible if fait.returncode > 0 else self.si_mort)
        return fait.stdout

    def _journaliser(self, fait: subprocess.CompletedProcess[bytes]) -> None:
        """Say in the log what kind of error ended the process, and nothing of the file."""
        lignes = fait.stderr.decode("utf-8", "replace").splitlines() or [""]
        erreur = lignes[-1].partition(":")[0]
        _journal.warning("%s.%s ended with %s (%s)", self.module, self.fonction, fait.returncode, erreur)
