"""Keeps one process for each job, replaces the dead and the silent, and stops them all together.

It is ours because none that is kept does what `tests/test_serveur.py` asks. honcho 2 stops everything when
one process dies. circus 0.19 would bring tornado, pyzmq and psutil, and sees a process that hangs by a
plugin only, in a process more. gunicorn 27 keeps web processes, not the worker beside them: of their
eighteen tests its arbiter passes five (`gthread`), eight (`sync`), or fourteen with our `guichet`. granian
2.8 passes eight, eleven behind a layer of ours that reads requests whole: one that hangs is not seen and
keeps its share of the visitors, and its processes outlive it.
"""

import signal
import sys
import time
from multiprocessing.connection import wait
from socket import socket

from processus.metier import PATIENCE, Metier, Poste, contexte

VEILLE = 0.5
"""Seconds between two looks at the processes."""


class Enfant:
    """A process at its job, as its supervisor sees it."""

    def __init__(self, metier: Metier, etrangeres: list[socket]):
        self.metier, self.poste = metier, Poste()
        self.silence, self._entendus = 0.0, 0
        self.processus = contexte.Process(target=_vivre, args=(metier, self.poste, etrangeres))
        self.processus.start()

    def ecouter(self, duree: float) -> None:
        """Count how long it has been silent, `duree` seconds after the last time.

        It is left the time to start, which may be long on a machine that has much to do.
        """
        battements = self.poste.battements.value
        self.silence = self.silence + duree if 0 < battements == self._entendus else 0.0
        self._entendus = battements

    def muet(self) -> bool:
        """Say whether it has been silent for too long."""
        return self.silence > self.metier.silence

    def tuer(self) -> None:
        """End it at once."""
        self.processus.kill()
        self.processus.join()

    def incapable(self) -> bool:
        """Say whether it ended by itself before it ever worked."""
        return (self.processus.exitcode or 0) >= 0 and not self.poste.battements.value


def _vivre(metier: Metier, poste: Poste, etrangeres: list[socket]) -> None:
    """Do a job, in a process deaf to the terminal's Ctrl-C: its supervisor tells it when to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, poste.fermer)
    for prise in etrangeres:
        prise.close()
    metier.faire(poste, *metier.arguments)


class Superviseur:
    """Runs the jobs it is given until SIGINT or SIGTERM."""

    def __init__(self, metiers: list[Metier]):
        self.metiers = metiers
        self.vivants: list[Enfant] = []
        self.arret = False

    def tourner(self) -> int:
        """Run; return the exit status, 1 when a process cannot work at all."""
        for numero in (signal.SIGINT, signal.SIGTERM):
            signal.signal(numero, self._demander_l_arret)
        try:
            for metier in self.metiers:
                self._lancer(metier)
            return self._veiller()
        finally:
            self._arreter()

    def _demander_l_arret(self, *_signal):
        self.arret = True

    def _prises(self, sauf: socket | None = None) -> list[socket]:
        return [m.prise for m in self.metiers if m.prise not in (None, sauf)]

    def _lancer(self, metier: Metier):
        self.vivants.append(Enfant(metier, self._prises(sauf=metier.prise)))

    def _veiller(self) -> int:
        while not self.arret:
            self._tuer_les_muets(self._attendre())
            for mort in self._enterrer():
                if mort.incapable():
                    print("Le serveur ne peut pas démarrer : l’erreur est écrite ci-dessus.", file=sys.stderr)
                    return 1
                self._lancer(mort.metier)
        return 0

    def _attendre(self) -> float:
        """Wait for a death, not long; return how long, what this process itself slept through left out."""
        debut = time.monotonic()
        wait([enfant.processus.sentinel for enfant in self.vivants], timeout=VEILLE)
        return min(time.monotonic() - debut, VEILLE)

    def _tuer_les_muets(self, duree: float):
        for enfant in self.vivants:
            enfant.ecouter(duree)
            if enfant.muet():
                numero = enfant.processus.pid
                print(f"Le processus {numero} ne répond plus : un autre le remplace.", file=sys.stderr)
                enfant.tuer()

    def _enterrer(self) -> list[Enfant]:
        morts = [enfant for enfant in self.vivants if not enfant.processus.is_alive()]
        self.vivants = [enfant for enfant in self.vivants if enfant not in morts]
        return morts

    def _arreter(self):
        """Take no more visitors, wait for what is in hand, end what does not end."""
        for prise in self._prises():
            prise.close()
        echeance = time.monotonic() + PATIENCE
        while self.vivants and time.monotonic() < echeance:
            for enfant in self.vivants:
                enfant.processus.terminate()
            self._attendre()
            self._enterrer()
        for enfant in self.vivants:
            enfant.tuer()
