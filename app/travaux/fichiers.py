"""The files people send: kept once each under their sha-256, outside the web root.

The row (`app.models.Fichier`) says whose file it is and under what name; the depot holds bytes only. Another
depot (object storage) is another class with the same methods.
"""

import errno
import logging
import os
import re
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.generateur import televersement
from app.socle import place
from app.socle.empreinte import empreinte
from app.socle.horloge import age
from app.travaux.tables import Fichier
from app.travaux.taches import Ronde, tache

ORPHELIN_APRES = 24 * 3600
"""Seconds after which a file that no row names is erased: its transaction was rolled back."""
LONGUEUR_DU_NOM = 160
PLEIN = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What a disk answers that has no room."""
journal = logging.getLogger(__name__)


class FichierAltere(RuntimeError):
    """The stored bytes are missing or no longer match their fingerprint."""


class DepotLocal:
    """A directory of this machine, in which `abcd…` lies at `ab/cd/abcd…`."""

    def __init__(self, racine: Path):
        self.racine = Path(racine)

    def _chemin(self, nom: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{64}(\.[0-9a-f]{32})?", nom):
            raise ValueError("not a name of the depot")
        return self.racine / nom[:2] / nom[2:4] / nom

    def ecrire(self, sha256: str, contenu: bytes) -> None:
        """Store `contenu` whole or not at all; bytes already there grow younger, safe from the purge.

        Raises place.PlusDePlace.
        """
        cible, provisoire = self._chemin(sha256), self._chemin(f"{sha256}.{uuid.uuid4().hex}")
        if cible.exists():
            os.utime(cible)
            return
        with _tant_qu_il_y_a_de_la_place(provisoire):
            cible.parent.mkdir(parents=True, exist_ok=True)
            with provisoire.open("xb") as sortie:
                sortie.write(contenu)
                sortie.flush()
                os.fsync(sortie.fileno())
            provisoire.replace(cible)
            _synchroniser(cible.parent)

    def lire(self, sha256: str) -> bytes:
        """Return the stored bytes; raises FileNotFoundError."""
        return self._chemin(sha256).read_bytes()

    def anciens(self, secondes: int) -> Iterator[str]:
        """Yield the names of what nobody wrote for `secondes`, unfinished files included."""
        for chemin in self.racine.glob("??/??/*"):
            if age(chemin) > secondes:
                yield chemin.name

    def effacer(self, nom: str) -> None:
        """Erase what `anciens` named."""
        self._chemin(nom).unlink(missing_ok=True)


@contextmanager
def _tant_qu_il_y_a_de_la_place(provisoire: Path) -> Iterator[None]:
    """Say that the disk is full as what measures it would, and leave nothing of what did not fit."""
    try:
        yield
    except OSError as panne:
        if panne.errno not in PLEIN:
            raise
        provisoire.unlink(missing_ok=True)
        journal.error("the disk of the files is full")
        raise place.PlusDePlace from panne


def _synchroniser(dossier: Path) -> None:
    """Make a rename in `dossier` survive a power cut."""
    descripteur = os.open(dossier, os.O_RDONLY)
    try:
        os.fsync(descripteur)
    finally:
        os.close(descripteur)


def depot() -> DepotLocal:
    """Return the depot of the current application."""
    return DepotLocal(current_app.config["DEPOT_FICHIERS"])


def deposer(session: Session, nom: str, contenu: bytes, utilisateur_id: int | None) -> Fichier:
    """Keep `contenu` and return its new row, flushed in the caller's transaction.

    The bytes are on disk before the row exists; a rolled-back transaction leaves an orphan for the purge.
    Raises place.PlusDePlace.
    """
    place.exiger()
    sha256 = empreinte(contenu)
    depot().ecrire(sha256, contenu)
    fichier = Fichier(
        sha256=sha256,
        nom=nom_propre(nom),
        taille=len(contenu),
        depose_par_id=utilisateur_id,
    )
    session.add(fichier)
    session.flush()
    return fichier


def remplacer(fichier: Fichier, contenu: bytes) -> None:
    """Keep other bytes in a row, in the caller's transaction; the former ones are left to the purge."""
    sha256 = empreinte(contenu)
    depot().ecrire(sha256, contenu)
    fichier.sha256, fichier.taille = sha256, len(contenu)


def lire(fichier: Fichier) -> bytes:
    """Return the bytes of `fichier`; raises FichierAltere unless they are those that were received."""
    try:
        contenu = depot().lire(fichier.sha256)
    except FileNotFoundError:
        contenu = b""
    if empreinte(contenu) != fichier.sha256:
        raise FichierAltere(
            f"Le fichier n° {fichier.id} est introuvable ou altéré dans le dépôt : prévenez l’administrateur."
        )
    return contenu


def nom_propre(nom: str) -> str:
    """Return a name fit for a screen and a download: no directory, no control character."""
    feuille = re.split(r"[/\\]", unicodedata.normalize("NFC", nom))[-1]
    visible = "".join(c for c in feuille if unicodedata.category(c)[0] != "C")
    radical, point, extension = visible.strip(" .").rpartition(".")
    if not point:
        radical, extension = extension, ""
    fin = point + extension[:10]
    return (radical or "fichier")[: LONGUEUR_DU_NOM - len(fin)] + fin


@tache("purger_orphelins", dehors=True, ronde=Ronde.nuit)
def purger_orphelins(session: Session) -> None:
    """Erase the files that no row names and that nobody touched for a day."""
    magasin = depot()
    for nom in magasin.anciens(ORPHELIN_APRES):
        if session.scalar(select(Fichier.id).where(Fichier.sha256 == nom).limit(1)) is None:
            magasin.effacer(nom)


@tache("purger_receptions", dehors=True, ronde=Ronde.nuit)
def purger_receptions(_session) -> None:
    """Erase the files that nobody went on sending for a day."""
    televersement.purger()


@tache("surveiller_la_place", dehors=True, ronde=Ronde.heure)
def surveiller_la_place(_session) -> None:
    """Say in the log that the disk of the files fills, before it stops taking any."""
    if place.manque():
        journal.warning("the disk of the files fills: %d MB are left", place.libre() // place.MEGA_OCTET)
