"""Deferred tasks: what a decision asks for beyond its own rows, done by the worker after the commit.

`differer()` writes a row in the caller's transaction, so that a rolled-back request asks for nothing and a
committed one loses nothing. The worker (`app.travaux.ouvrier`) calls `executer_en_attente()`, which claims a
due row under a lease, runs the function made a task by `@tache`, and tries again later when it fails or dies.
"""

import enum
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from traceback import extract_tb
from typing import Any

from flask import Flask
from sqlalchemy import Row, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.socle.acces import systeme
from app.socle.base_de_donnees import db, est_sqlite, lignes_touchees, transaction
from app.socle.horloge import maintenant
from app.socle.registre import Registre
from app.travaux.tables import EtatTache, Tache

BAIL = timedelta(minutes=15)
"""How long a worker holds a task before it is believed dead and another takes it up."""
ATTENTE = timedelta(seconds=30)
"""Wait before the second attempt; it doubles at each failure."""
TENTATIVES = 8
"""Attempts before a task is given up for a person to look at."""

journal = logging.getLogger(__name__)
TABLE = Tache.__table__


class Ronde(enum.Enum):
    """How often a task is asked for again by the worker itself (see `app.travaux.ouvrier`)."""

    heure = "each hour"
    nuit = "each night"


@dataclass(frozen=True)
class Travail:
    """A function that the worker runs: `differer` asks for it, its row holds its name.

    `dehors` says that it acts outside the database, `ronde` that it is also asked for by the clock.
    """

    nom: str
    fonction: Callable[..., None]
    dehors: bool
    ronde: Ronde | None

    def __call__(self, session: Session, *donnees: object, **arguments: object) -> None:
        """Do it now, in the caller's hands."""
        self.fonction(session, *donnees, **arguments)

    @property
    def __wrapped__(self) -> Callable[..., None]:
        return self.fonction


TRAVAUX: Registre[str, Travail] = Registre("travaux")
"""All that may be deferred, by the name its rows hold."""


def tache(
    nom: str, dehors: bool = False, ronde: Ronde | None = None
) -> Callable[[Callable[..., None]], Travail]:
    """Return a decorator that makes `fonction(session, **arguments)` the task `nom`.

    By default the function runs in the write transaction that marks the task done: exactly once, all or
    nothing; it stays short. With `dehors=True` (mail, files, another service) it runs before that transaction
    and holds no lock; a worker killed in between runs it again, so that it must bear being repeated.
    """

    return lambda fonction: TRAVAUX.inscrire(nom, Travail(nom, fonction, dehors, ronde))


def differer(
    session: Session, travail: Travail, cle: str, dans: timedelta = timedelta(0), **arguments: object
) -> None:
    """Ask, within the caller's transaction, for a task to be done once it commits, or `dans` later.

    `cle` makes the request unique: asking again for the same key changes nothing. `arguments` are what JSON
    holds.
    """
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    ligne = inserer(TABLE).values(
        nom=travail.nom, cle=cle, arguments=arguments, a_faire_le=maintenant() + dans
    )
    session.execute(ligne.on_conflict_do_nothing(index_elements=["cle"]))


def executer_en_attente(app: Flask, limite: int = 100) -> int:
    """Run the tasks that are due, the oldest first, at most `limite`; return how many were claimed."""
    with app.app_context(), systeme("the worker acts for nobody in particular"):
        for faites in range(limite):
            prise = _reclamer(db.session)
            if prise is None:
                return faites
            _executer(db.session, prise)
    return limite


def _reclamer(session: Session) -> Row[Any] | None:
    """Take the oldest due task under a lease and return its row, or None.

    A task that is running is due again when its lease ends: `a_faire_le` says so in both states. PostgreSQL
    skips the rows that other workers are claiming; SQLite has one writer at a time, and nobody waits behind a
    worker that finds nothing due.
    """
    instant = maintenant()
    due = (
        select(TABLE.c.id)
        .where(TABLE.c.etat.in_([EtatTache.en_attente, EtatTache.en_cours]), TABLE.c.a_faire_le <= instant)
        .order_by(TABLE.c.a_faire_le, TABLE.c.id)
        .limit(1)
    )
    if session.scalar(due) is None:
        return None
    prendre = (
        update(TABLE)
        .where(TABLE.c.id == due.with_for_update(skip_locked=True).scalar_subquery())
        .values(etat=EtatTache.en_cours, tentatives=TABLE.c.tentatives + 1, a_faire_le=instant + BAIL)
        .returning(TABLE)
    )
    with transaction(session):
        return session.execute(prendre).one_or_none()


def _executer(session: Session, prise: Row[Any]) -> None:
    """Run a claimed task and write how it ended."""
    try:
        _accomplir(session, prise, TRAVAUX[prise.nom])
    except Exception as erreur:
        session.rollback()
        journal.warning("tâche %s n° %s : échec %s", prise.nom, prise.id, ou(erreur))
        with transaction(session):
            _conclure(session, prise, **_apres_un_echec(prise, erreur))


def _accomplir(session: Session, prise: Row[Any], travail: Travail) -> None:
    if travail.dehors:
        travail(session, **prise.arguments)
    with transaction(session):
        if not travail.dehors:
            travail(session, **prise.arguments)
        _conclure(session, prise, etat=EtatTache.faite, terminee_le=maintenant(), erreur=None)


class BailPerdu(RuntimeError):
    """The task outlived its lease and another worker took it up: what this one did is rolled back."""


def _conclure(session: Session, prise: Row[Any], **valeurs: object) -> None:
    """Write the end of an attempt if it is still ours; raises BailPerdu otherwise."""
    c = TABLE.c
    a_nous = (c.id == prise.id) & (c.tentatives == prise.tentatives) & (c.etat == EtatTache.en_cours)
    if lignes_touchees(session, update(TABLE).where(a_nous).values(**valeurs)) != 1:
        raise BailPerdu(f"La tâche n° {prise.id} a été reprise par un autre ouvrier.")


def _apres_un_echec(prise: Row[Any], erreur: Exception) -> dict[str, object]:
    if prise.tentatives >= TENTATIVES:
        return {"etat": EtatTache.echouee, "terminee_le": maintenant(), "erreur": ou(erreur)}
    essai = prochaine(prise.tentatives, maintenant())
    return {"etat": EtatTache.en_attente, "a_faire_le": essai, "erreur": ou(erreur)}


def prochaine(tentatives: int, depuis: datetime) -> datetime:
    """Return when to try again after `tentatives` failures: 30 s, 1 min, 2 min… after `depuis`."""
    return depuis + ATTENTE * 2 ** (tentatives - 1)


def ou(erreur: Exception) -> str:
    """Return the kind of an error and its place in the code, without its message, which may name a person."""
    cadre = extract_tb(erreur.__traceback__)[-1] if erreur.__traceback__ else None
    lieu = f" ({cadre.filename.rpartition('/')[2]}:{cadre.lineno})" if cadre else ""
    return type(erreur).__name__ + lieu
