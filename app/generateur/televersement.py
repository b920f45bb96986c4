"""Files that arrive piece by piece over a bad line: kept aside, under their sender, until a form names them.

A file is known by the sha-256 its sender says it has: chosen again after a cut, even on another page, it goes
on from where it stopped; once whole, it is what it was said to be or it is nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from app.socle import place
from app.socle.empreinte import empreinte
from app.socle.horloge import age

GARDE = 24 * 3600
"""Seconds after which what nobody goes on sending is erased."""
OCTETS_PAR_PERSONNE = 60 * 2**20
"""Bytes that one person may have under way: a request with its heaviest pieces."""


class Decalage(ValueError):
    """A piece does not follow what was received; `recu` says how many bytes were."""

    def __init__(self, recu: int):
        super().__init__(recu)
        self.recu = recu


class TropDEnvois(ValueError):
    """A person has too much under way."""


def recu(utilisateur_id: int, sha256: str) -> int:
    """Return how many bytes of the file were received so far. Raises ValueError unless it is a sha-256."""
    chemin = _chemin(utilisateur_id, sha256)
    return chemin.stat().st_size if chemin.exists() else 0


def ajouter(utilisateur_id: int, sha256: str, debut: int, morceau: bytes) -> int:
    """Append the piece that starts at byte `debut`; return how many bytes are there now.

    Raises Decalage when it does not start where the last one ended, TropDEnvois beyond what one may send,
    place.PlusDePlace, ValueError unless it is a sha-256.
    """
    place.exiger()
    chemin = _chemin(utilisateur_id, sha256)
    chemin.parent.mkdir(parents=True, exist_ok=True)
    if sum(c.stat().st_size for c in _de(utilisateur_id)) + len(morceau) > OCTETS_PAR_PERSONNE:
        raise TropDEnvois
    with chemin.open("ab") as sortie:
        if sortie.tell() != debut:
            raise Decalage(sortie.tell())
        sortie.write(morceau)
        return sortie.tell()


def entier(utilisateur_id: int, sha256: str) -> Path | None:
    """Return where the file lies when all of it is there, else None; what is altered starts afresh."""
    chemin = _chemin(utilisateur_id, sha256)
    if not chemin.exists():
        return None
    if empreinte(chemin.read_bytes()) == sha256:
        return chemin
    chemin.unlink()
    return None


def oublier(utilisateur_id: int, sha256: str) -> None:
    """Erase a file that a form has taken."""
    _chemin(utilisateur_id, sha256).unlink(missing_ok=True)


def _racine() -> Path:
    return Path(current_app.config["DEPOT_FICHIERS"]) / "en_cours"


def _chemin(utilisateur_id: int, sha256: str) -> Path:
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        raise ValueError("not a sha-256")
    return _racine() / f"{utilisateur_id}-{sha256}"


def _de(utilisateur_id: int) -> Iterator[Path]:
    return _racine().glob(f"{utilisateur_id}-*")


def purger() -> None:
    """Erase the files that nobody went on sending for a day."""
    for chemin in _racine().glob("*"):
        if age(chemin) > GARDE:
            chemin.unlink(missing_ok=True)
