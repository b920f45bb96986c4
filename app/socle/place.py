"""The room left for files: the staff is told when it runs short, and no more is taken before it runs out.

The rest goes on: what is full is the disk of the files, and what people send can wait until it is not.
"""

import shutil
import time
from pathlib import Path

from flask import current_app

from app.socle.refus import EnvoiRefuse

FRAICHEUR = 5.0
"""Seconds for which a process takes the room it measured as the room there is."""
MEGA_OCTET = 2**20


class PlusDePlace(EnvoiRefuse):
    """The disk of the files is full, or nearly."""

    statut = 507

    def __init__(self) -> None:
        super().__init__(
            "La CNSS ne peut plus garder de fichier pour le moment, la place manque : ses techniciens sont "
            "prévenus. Rien n’a été pris de cet envoi. Recommencez dans quelques heures."
        )


def libre() -> int:
    """Return how many bytes are free where files are kept, as measured a few seconds ago at most."""
    mesures: dict[str, tuple[float, int]] = current_app.extensions.setdefault("place", {})
    le, octets = mesures.get("libre", (-FRAICHEUR, 0))
    instant = time.monotonic()
    if instant - le >= FRAICHEUR:
        octets = shutil.disk_usage(_existant(Path(current_app.config["DEPOT_FICHIERS"]))).free
        mesures["libre"] = instant, octets
    return octets


def manque() -> bool:
    """Say whether so little room is left that somebody has to make some."""
    return _moins_que("DISQUE_A_SURVEILLER_MO")


def exiger() -> None:
    """Raise PlusDePlace where too little is left to take a file."""
    if _moins_que("DISQUE_PLEIN_MO"):
        raise PlusDePlace


def _moins_que(seuil: str) -> bool:
    return bool(libre() < current_app.config.get(seuil, 0) * MEGA_OCTET)


def _existant(dossier: Path) -> Path:
    """Return the directory, or the nearest above it that exists already."""
    return dossier if dossier.exists() else _existant(dossier.parent)
