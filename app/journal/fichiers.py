"""The journal as files of JSON lines, one a day, which begins with the fingerprint the day before ended with.

A day without a line has its file too, so that a missing day is seen. They are checked with nothing but
themselves and the public keys. With them goes the last checkpoint signed before they were written.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.cles import Trousseau
from app.journal.chaine import ORIGINE, Maillon, date_ecrite, texte_de
from app.journal.controle import JournalFaux, Suivi, lire_note
from app.journal.points import dernier_point
from app.journal.tables import COLONNES
from app.regles import francais
from app.socle.horloge import aujourd_hui, en_utc
from app.socle.par_lots import PAR_LOTS

MOTIF = "journal-*.jsonl"
POINT = "point-de-controle.txt"
UN_JOUR = timedelta(days=1)


class Debut(NamedTuple):
    """Where a day begins: its date, how many lines come before it, the fingerprint of the last of them."""

    jour: date
    apres: int
    precedent: str

    @property
    def nom(self) -> str:
        """Return the name of its file."""
        return f"journal-{self.jour}.jsonl"

    def ecrire(self) -> str:
        """Return the first line of its file."""
        return json.dumps({"jour": str(self.jour), "apres": self.apres, "precedent": self.precedent})

    @classmethod
    def lire(cls, texte: str) -> "Debut":
        """Return what `ecrire` wrote; raises JournalFaux for anything else."""
        try:
            dit = json.loads(texte)
            return cls(date.fromisoformat(dit["jour"]), int(dit["apres"]), str(dit["precedent"]))
        except (ValueError, KeyError, TypeError):
            raise JournalFaux("Un fichier du journal ne commence pas comme il se doit.") from None


def exporter(session: Session, dossier: Path) -> int:
    """Write the days that the directory lacks, the last one again, and return how many files were written."""
    dossier.mkdir(parents=True, exist_ok=True)
    debut = _reprise(session, dossier)
    ecrits = 0
    lignes = _lignes(session, debut.apres) if debut else iter(())
    attente = next(lignes, None)
    while debut and debut.jour <= aujourd_hui():
        apres, precedent = debut.apres, debut.precedent
        with _remplacer(dossier / debut.nom) as fichier:
            fichier.write(debut.ecrire() + "\n")
            while attente is not None and _jour(attente) <= debut.jour:
                fichier.write(json.dumps(attente, ensure_ascii=False) + "\n")
                apres, precedent = attente["rang"], attente["empreinte"]
                attente = next(lignes, None)
        ecrits += 1
        debut = Debut(debut.jour + UN_JOUR, apres, precedent)
    if point := dernier_point(session):
        with _remplacer(dossier / POINT) as fichier:
            fichier.write(point.note)
    return ecrits


def _reprise(session: Session, dossier: Path) -> Debut | None:
    """Return where to go on: at the last day written, else at the first line; None when there is none."""
    if presents := _jours(dossier):
        with presents[-1].open(encoding="utf-8") as fichier:
            return Debut.lire(fichier.readline())
    premiere = session.scalar(select(COLONNES.le).order_by(COLONNES.rang).limit(1))
    return Debut(en_utc(premiere).date(), 0, ORIGINE) if premiere else None


def _lignes(session: Session, apres: int) -> Iterator[dict[str, Any]]:
    """Yield the lines after the line `apres`, by column, as a file has them."""
    requete = select(*COLONNES).where(COLONNES.rang > apres).order_by(COLONNES.rang)
    for ligne in session.execute(requete, execution_options=PAR_LOTS).mappings():
        yield dict(ligne) | {"le": date_ecrite(ligne["le"]), "fait": ligne["fait"].name}


def _jour(ligne: dict[str, Any]) -> date:
    return date.fromisoformat(ligne["le"][:10])


def _jours(dossier: Path) -> list[Path]:
    return sorted(dossier.glob(MOTIF))


@contextmanager
def _remplacer(chemin: Path) -> Iterator[IO[str]]:
    """Give a file to write, which takes the place of `chemin` once it is whole and on the disk."""
    provisoire = chemin.with_suffix(".en-cours")
    with provisoire.open("w", encoding="utf-8") as fichier:
        yield fichier
        fichier.flush()
        os.fsync(fichier.fileno())
    provisoire.replace(chemin)


def verifier_les_fichiers(dossier: Path, cles: Trousseau) -> int:
    """Follow the chain through the files of a directory and return how many lines it has.

    Raises JournalFaux at the first line or day that was changed, swapped, added or taken away, and when the
    checkpoint that goes with them does not hold.
    """
    note = dossier / POINT
    engagements = [lire_note(note.read_text(encoding="utf-8"), cles)] if note.is_file() else []
    suivi = Suivi()
    suivi.suivre(_maillons(_jours(dossier), suivi), engagements)
    return suivi.arbre.taille


def _maillons(fichiers: list[Path], suivi: Suivi) -> Iterator[Maillon]:
    """Yield the lines of the files, each of which begins where `suivi` has come to."""
    attendu = None
    for chemin in fichiers:
        with chemin.open(encoding="utf-8") as fichier:
            debut = Debut.lire(fichier.readline())
            if attendu and debut.jour != attendu:
                raise JournalFaux(f"Le fichier du {francais.jour(attendu)} manque.")
            if (debut.apres, debut.precedent) != (suivi.arbre.taille, suivi.tete):
                raise JournalFaux(
                    f"Le fichier du {francais.jour(debut.jour)} ne commence pas où finit celui d’avant."
                )
            attendu = debut.jour + UN_JOUR
            yield from map(_maillon, fichier)


def _maillon(texte: str) -> Maillon:
    try:
        valeurs = json.loads(texte)
        return valeurs["rang"], texte_de(valeurs), valeurs["precedent"], valeurs["empreinte"]
    except (ValueError, KeyError, TypeError):
        raise JournalFaux(f"Cette ligne ne se lit pas : {francais.abrege(texte.strip())}") from None
