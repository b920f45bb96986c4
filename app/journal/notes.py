"""Saying a fact: it becomes a line of the journal with the transaction that it tells of, or not at all.

`noter` keeps the fact with the session; the lines are written as its transaction commits, after all else, so
that the lock under which they are numbered is held for the commit alone. What is rolled back, to a savepoint
or whole, leaves no line and no hole.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from flask import g, has_request_context
from sqlalchemy import Select, String, bindparam, event, func, insert, inspect, select
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction

from app.journal.chaine import ORIGINE, date_ecrite, propre, sceller
from app.journal.sujets import PERSONNE, Sujet, nommer
from app.journal.tables import COLONNES, Fait, LigneDuJournal
from app.socle.acces import Acteur, Perimetre
from app.socle.acteur import acteur as acteur_de_la_requete
from app.socle.base_de_donnees import elle_meme, est_sqlite
from app.socle.horloge import maintenant

TABLE = LigneDuJournal.__table__
PORTAIL = Acteur(None, "Portail", frozenset(), Perimetre())
"""Who does what nobody asks for by a click: the worker, the command line."""
UNE_LECTURE = timedelta(minutes=10)
"""The same thing read again by the same person within this time is the same reading: one line."""
VERROU = 0x6A6F75726E616C
"""The key of PostgreSQL's lock under which lines are numbered (« journal »); SQLite's writer is alone."""
LONGUEURS = {c.name: c.type.length for c in COLONNES if isinstance(c.type, String) and c.type.length}


def noter(
    session: Session,
    fait: Fait,
    quoi: str,
    *,
    sur: DeclarativeBase | Sujet = PERSONNE,
    acteur: Acteur | None = None,
    pourquoi: str = "",
    details: Mapping[str, object] | None = None,
) -> None:
    """Have a fact written in the journal when the session's transaction commits.

    `quoi` is what was done it to, in French; `sur` the row it speaks of, or how it is called; `acteur` who,
    by default the person of the request, else the portal; `details` what JSON holds: no health data.
    """
    ligne = None if isinstance(sur, Sujet) or inspect(sur).persistent else sur
    sujet = PERSONNE if ligne is not None else sur if isinstance(sur, Sujet) else nommer(sur)
    valeurs = _valeurs(fait, quoi, acteur, pourquoi, details) | _colonnes(sujet)
    _en_attente(session).append(Note(_transaction(session), valeurs, ligne))
    if has_request_context():
        g.journal_tenu = True


def deja_dit() -> bool:
    """Say whether the request at hand has said a fact by itself."""
    return "journal_tenu" in g


def deja_lu(session: Session, fait: Fait, quoi: str, sur: Sujet) -> bool:
    """Say whether the person of the request was noted a moment ago as reading this very thing."""
    cette_lecture = {
        "acteur_id": acteur_de_la_requete().utilisateur_id,
        "depuis": maintenant() - UNE_LECTURE,
        "fait": fait,
        "quoi": propre(quoi, LONGUEURS["quoi"]),
        "sorte": sur.sorte,
        "cle": sur.cle,
    }
    return session.scalar(LECTURE_CONNUE, cette_lecture) is not None


def _lecture_connue() -> Select[int]:
    c = COLONNES
    return (
        select(c.rang)
        .where(
            c.acteur_id == bindparam("acteur_id"),
            c.le > bindparam("depuis"),
            c.fait == bindparam("fait"),
            c.quoi == bindparam("quoi"),
            c.objet_sorte == bindparam("sorte"),
            c.objet_cle.is_not_distinct_from(bindparam("cle")),
        )
        .limit(1)
    )


LECTURE_CONNUE = _lecture_connue()
"""A line that says this very reading; asked at each page of the staff, hence written once."""


def _valeurs(
    fait: Fait,
    quoi: str,
    acteur: Acteur | None,
    pourquoi: str,
    details: Mapping[str, object] | None,
) -> dict[str, Any]:
    """Return the columns of a line that are known before its turn comes."""
    acteur = acteur or (acteur_de_la_requete() if has_request_context() else PORTAIL)
    caisse = acteur.perimetre.caisse
    textes = {
        "acteur_nom": acteur.nom,
        "role": acteur.fonctions,
        "equipe": ", ".join(sorted(caisse.equipes)) if caisse else "",
        "quoi": quoi,
        "pourquoi": pourquoi,
        "details": json.dumps(details, ensure_ascii=False, default=str) if details else "",
    }
    return _propres(textes) | {"fait": fait, "acteur_id": acteur.utilisateur_id}


def _colonnes(sujet: Sujet) -> dict[str, Any]:
    """Return the columns of a line that say what it speaks of."""
    return _propres({"objet_sorte": sujet.sorte, "objet": sujet.numero}) | {
        "objet_cle": sujet.cle,
        "assure_id": sujet.assure_id,
        "employeur_id": sujet.employeur_id,
    }


def _propres(textes: dict[str, str]) -> dict[str, Any]:
    return {nom: propre(texte, LONGUEURS.get(nom)) for nom, texte in textes.items()}


class Note(NamedTuple):
    """A fact that waits for its commit, with the transaction or the savepoint in which it was said.

    `ligne` is what it speaks of when that has no key yet.
    """

    transaction: SessionTransaction
    valeurs: dict[str, Any]
    ligne: DeclarativeBase | None

    def finir(self) -> dict[str, Any]:
        """Return the columns of the line, once all rows have their key."""
        return self.valeurs if self.ligne is None else self.valeurs | _colonnes(nommer(self.ligne))


def attend(session: Session) -> bool:
    """Say whether the transaction at hand has said a fact."""
    return bool(session.info.get("journal"))


def _en_attente(session: Session) -> list[Note]:
    attente: list[Note] = session.info.setdefault("journal", [])
    return attente


def _transaction(session: Session) -> SessionTransaction:
    """Return the innermost transaction of a session, begun if there is none."""
    session = elle_meme(session)
    session.connection()
    courante = session.get_nested_transaction() or session.get_transaction()
    assert courante is not None
    return courante


@event.listens_for(Session, "before_commit")
def _ecrire_a_la_fin(session: Session) -> None:
    """Write the facts that wait, once all else is written, unless it is a savepoint that ends."""
    if session.in_nested_transaction() or not attend(session):
        return
    session.flush()
    enchainer(session, [note.finir() for note in session.info.pop("journal")])


@event.listens_for(Session, "after_soft_rollback")
def _oublier(session: Session, defaite: SessionTransaction) -> None:
    """Forget the facts said within a transaction, or a savepoint, that is undone."""
    if "journal" in session.info:
        session.info["journal"] = [n for n in _en_attente(session) if not _dans(n.transaction, defaite)]


def _dans(transaction: SessionTransaction | None, autre: SessionTransaction) -> bool:
    """Say whether a transaction is another, or stands within it."""
    while transaction is not None and transaction is not autre:
        transaction = transaction.parent
    return transaction is autre


@event.listens_for(Session, "after_transaction_end")
def _finir(session: Session, transaction: SessionTransaction) -> None:
    """Leave nothing for the next transaction of a session that was closed without a commit."""
    if transaction.parent is None:
        session.info.pop("journal", None)


def enchainer(session: Session, lignes: list[dict[str, Any]]) -> None:
    """Write lines at the end of the chain, in the session's transaction, which ought to end there."""
    if not est_sqlite(session):
        session.execute(select(func.pg_advisory_xact_lock(VERROU)))
    derniere = session.execute(
        select(COLONNES.rang, COLONNES.empreinte).order_by(COLONNES.rang.desc()).limit(1)
    ).one_or_none()
    rang, precedent = derniere or (0, ORIGINE)
    instant = maintenant()
    scellees = []
    for rang, valeurs in enumerate(lignes, rang + 1):  # noqa: B020 - the number goes on from the last
        ligne = valeurs | {"rang": rang, "le": instant, "precedent": precedent}
        precedent = sceller(ligne | {"le": date_ecrite(instant), "fait": valeurs["fait"].name})
        scellees.append(ligne | {"empreinte": precedent})
    session.execute(insert(TABLE), scellees)
