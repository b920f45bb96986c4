"""The ledger: operations made of movements between two accounts, written once, never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.cotisations.tables import Cause, CompteComptable, Ecriture, Operation

BRANCHES = ("rp", "pf", "pv", "amu")


class Mouvement(NamedTuple):
    """Francs that enter `debit` and leave `credit` for a month (yyyymm, or None), at a date of value."""

    debit: CompteComptable
    credit: CompteComptable
    periode: int | None
    le: date
    montant: int

    @property
    def du_mois(self) -> int:
        """Return its month; only what is received and not allotted yet has none."""
        assert self.periode is not None
        return self.periode

    def oriente(self) -> Self:
        """Return the same movement with a positive amount."""
        if self.montant >= 0:
            return self
        return self._replace(debit=self.credit, credit=self.debit, montant=-self.montant)

    def inverse(self) -> Self:
        """Return the movement that undoes this one."""
        return self._replace(debit=self.credit, credit=self.debit)


@dataclass(frozen=True)
class PieceComptable:
    """What an operation says: why, when, in which words, under which unique key, for what and by whom."""

    cause: Cause
    le: date
    libelle: str
    cle: str
    demande_id: int | None = None
    contrepasse_id: int | None = None
    motif: str | None = None
    par_id: int | None = None


def passer(
    session: Session, employeur_id: int, piece: PieceComptable, mouvements: Iterable[Mouvement]
) -> Operation:
    """Write one operation and return it, without committing; movements of no franc are left out.

    The key is unique: the database refuses the same operation twice (IntegrityError).
    """
    operation = Operation(employeur_id=employeur_id, **vars(piece))
    session.add(operation)
    session.flush()
    lignes = [
        m.oriente()._asdict() | {"operation_id": operation.id, "employeur_id": employeur_id}
        for m in mouvements
        if m.montant
    ]
    if lignes:
        session.execute(insert(Ecriture.__table__), lignes)
    return operation
