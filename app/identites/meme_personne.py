"""One person under several accounts: the insured number that they share tells.

An account says no day of birth, so that a name alone would prove nothing. What is given here is SQL, on bare
tables: all rows are looked at, whoever asks.
"""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, union
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites.tables import CompteAssure, Habilitation, Invitation, Personnel

LIENS = (CompteAssure.__table__.c, Personnel.__table__.c)
"""Where an account is said to be an insured person's: by herself, by the administration."""


class Siens(NamedTuple):
    """What is one person's, as SQL: the keys of her insured numbers, those of her accounts."""

    numeros: Select[int]
    comptes: Select[int]


def siens(utilisateur_id: int) -> Siens:
    """Return what is of the person who has an account, which is one of hers."""
    dits = (
        select(t.assure_id).where(t.utilisateur_id == utilisateur_id, t.assure_id.is_not(None)) for t in LIENS
    )
    numeros = select(union(*dits).cte("numeros").c.assure_id)
    partages = (select(t.utilisateur_id).where(t.assure_id.in_(numeros)) for t in LIENS)
    elle = select(literal(utilisateur_id).label("utilisateur_id"))
    return Siens(numeros, select(union(elle, *partages).cte("comptes").c.utilisateur_id))


def une_seule(session: Session, utilisateur_id: int | None, autre_id: int) -> bool:
    """Say whether two accounts are one person's."""
    return session.scalar(select(literal(utilisateur_id).in_(siens(autre_id).comptes))) is True


def agit_pour(employeur_id: int, comptes: Select[int]) -> ColumnElement[bool]:
    """Return the criterion « one of these accounts acts for an employer, or accepted to some day ».

    A mandate taken back is deleted; the invitation that gave it stays.
    """
    h, i, u = Habilitation.__table__.c, Invitation.__table__.c, User.__table__.c
    adresses = select(u.email).where(u.id.in_(comptes))
    invitees = i.acceptee_le.is_not(None), func.lower(i.courriel).in_(adresses)
    return or_(
        exists().where(h.employeur_id == employeur_id, h.utilisateur_id.in_(comptes)),
        exists().where(i.employeur_id == employeur_id, *invitees),
    )
