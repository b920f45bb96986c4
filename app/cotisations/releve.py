"""The statement of an employer's account: each operation, what it adds or takes, and the balance after it."""

from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.cotisations.cotisant import solde
from app.cotisations.tables import DU_EMPLOYEUR, Ecriture, Operation, ajoute_au_solde
from app.documents.releve_cotisant import MouvementImprime

E, OP = Ecriture.__table__.c, Operation.__table__.c
ENTETES = ["Date", "Opération", "Motif", "Débit", "Crédit", "Solde"]


def lignes(session: Session, employeur_id: int, du: date, au: date) -> list[MouvementImprime]:
    """Return the account between two days of value, both included; the first line is the balance before."""
    reporte = solde(session, employeur_id, du - timedelta(days=1))
    releve = [MouvementImprime(du, "Solde reporté", "", 0, reporte)]
    for le, libelle, motif, montant in session.execute(_operations(employeur_id, du, au)):
        reporte += int(montant)
        releve.append(MouvementImprime(le, libelle, motif or "", int(montant), reporte))
    return releve


def _operations(employeur_id: int, du: date, au: date) -> Select[date, str, str | None, int]:
    """Return the query of the operations that change the balance, in the order of their day of value."""
    montant, le = func.sum(ajoute_au_solde()), func.max(E.le)
    fait = E.credit.not_in(DU_EMPLOYEUR) | E.debit.not_in(DU_EMPLOYEUR)
    return (
        select(E.le, OP.libelle, OP.motif, montant)
        .join(Operation.__table__, OP.id == E.operation_id)
        .where(E.employeur_id == employeur_id, E.le.between(du, au), fait)
        .group_by(OP.id, E.le, OP.libelle, OP.motif)
        .having(montant != 0)
        .order_by(le, OP.id)
    )


def rangees(releve: list[MouvementImprime]) -> list[list[object]]:
    """Return the statement as rows under ENTETES, to export."""
    return [[x.le, x.libelle, x.motif, max(x.montant, 0), max(-x.montant, 0), x.solde] for x in releve]
