"""One person under several accounts: the insured number that they share tells.

An account says no day of birth, so that a name alone would prove nothing. All rows are looked at, whoever
asks: the SQL is of bare tables, and written once, for it takes longer to write than to run.
"""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select, union
from sqlalchemy.orm import Session

from app.generateur.champs import Cle
from app.identites.tables import CompteAssure, Contact, Habilitation, Invitation, Personnel

LIENS = (CompteAssure.__table__.c, Personnel.__table__.c)
"""Where an account is said to be an insured person's: by herself, by the administration."""


class Siens(NamedTuple):
    """What is one person's, as SQL: the keys of her insured numbers, those of her accounts."""

    numeros: Select[int]
    comptes: Select[int]


def _siens() -> Siens:
    moi = bindparam("utilisateur_id", type_=Cle)
    dits = (select(t.assure_id).where(t.utilisateur_id == moi, t.assure_id.is_not(None)) for t in LIENS)
    numeros = select(union(*dits).cte("numeros").c.assure_id)
    partages = (select(t.utilisateur_id).where(t.assure_id.in_(numeros)) for t in LIENS)
    comptes = union(select(moi.label("utilisateur_id")), *partages).cte("comptes")
    return Siens(numeros, select(comptes.c.utilisateur_id))


SIENS = _siens()
"""What is of the person of the account `utilisateur_id`, a parameter; that account is one of hers."""


def _agit_pour() -> ColumnElement[bool]:
    h, i, c = Habilitation.__table__.c, Invitation.__table__.c, Contact.__table__.c
    employeur, adresses = (
        bindparam("employeur_id", type_=Cle),
        select(c.adresse).where(c.utilisateur_id.in_(SIENS.comptes)),
    )
    acceptee = i.acceptee_le.is_not(None), func.lower(i.courriel).in_(adresses)
    return or_(
        exists().where(h.employeur_id == employeur, h.utilisateur_id.in_(SIENS.comptes)),
        exists().where(i.employeur_id == employeur, *acceptee),
    )


AGIT_POUR = _agit_pour()
"""The criterion « the person of `utilisateur_id` acts for the employer `employeur_id`, or did ».

A mandate taken back is deleted; the invitation that gave it stays, accepted. One that nobody accepted binds
nobody, or anybody could be shut out by being invited.
"""


def une_seule(session: Session, utilisateur_id: int | None, autre_id: int) -> bool:
    """Say whether two accounts are one person's."""
    requete = select(bindparam("autre_id", type_=Cle).in_(SIENS.comptes))
    return session.scalar(requete, {"utilisateur_id": utilisateur_id, "autre_id": autre_id}) is True


def agit_pour(session: Session, utilisateur_id: int, employeur_id: int) -> bool:
    """Say whether somebody acts for an employer, or did, under any of her accounts."""
    cles = {"utilisateur_id": utilisateur_id, "employeur_id": employeur_id}
    return session.scalar(select(AGIT_POUR), cles) is True
