"""What a process does, and what it holds of the supervisor that watches it."""

import multiprocessing
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from socket import socket

PATIENCE = 20
"""Seconds given to what is in hand, requests and task, when the server stops."""

contexte = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Metier:
    """What a process does: `faire(poste, *arguments)`, on the socket `prise` if it listens.

    A process that has said that it works, and then nothing for `silence` seconds, is held to hang.
    """

    faire: Callable
    arguments: tuple
    silence: float
    prise: socket | None = None


class Poste:
    """What a job holds of its supervisor: whether to go on, and the means to say that it works."""

    def __init__(self):
        self.battements = contexte.RawValue("L", 0)
        self._superviseur, self._arret = os.getpid(), False

    def battre(self) -> None:
        """Say that this process works."""
        self.battements.value += 1

    def ouvert(self) -> bool:
        """Say whether to go on: nobody has asked this process to stop and its supervisor lives."""
        return not self._arret and os.getppid() == self._superviseur

    def continuer(self) -> bool:
        """Say that this process works, and return whether it is to go on."""
        self.battre()
        return self.ouvert()

    def fermer(self, *_signal) -> None:
        """Ask for the job to end, at once when it has not begun; handles SIGTERM."""
        self._arret = True
        if not self.battements.value:
            sys.exit()
