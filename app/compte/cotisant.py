"""The contribution account (compte cotisant): append-only operations whose entries sum to zero.

An employer owes, for a period, the sum of the entries of that period on the account « employeur ».
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.models import Cause, CompteComptable, Ecriture, Operation

BRANCHES = ("rp", "pf", "pv", "amu")


class EcritureDesequilibree(ValueError):
    """The entries of an operation do not sum to zero: a programming error, nothing is written."""


@dataclass(frozen=True)
class Mouvement:
    """One signed amount, in francs, on an account for a period (yyyymm; None for an advance)."""

    compte: CompteComptable
    periode: int | None
    montant: int


def passer(
    session,
    employeur_id: int,
    cause: Cause,
    le: date,
    libelle: str,
    cle: str,
    mouvements: list[Mouvement],
    declaration_id: int | None = None,
) -> Operation:
    """Write one operation and return it, without committing.

    `cle` is unique: the database refuses the same operation twice. Raises EcritureDesequilibree.
    """
    if sum(m.montant for m in mouvements):
        raise EcritureDesequilibree(f"{libelle} : la somme des écritures n’est pas nulle.")
    operation = Operation(
        employeur_id=employeur_id,
        cause=cause,
        le=le,
        libelle=libelle,
        cle=cle,
        declaration_id=declaration_id,
        ecritures=[
            Ecriture(employeur_id=employeur_id, compte=m.compte, periode=m.periode, montant=m.montant)
            for m in mouvements
            if m.montant
        ],
    )
    session.add(operation)
    session.flush()
    return operation


def devoir(session, declaration, le: date) -> Operation:
    """Book what an accepted declaration makes due; a corrective one books the difference with what stands.

    `declaration` is an `app.models.Declaration` with its totals by branch, `le` the day of acceptance.
    """
    du = {b: getattr(declaration, b) for b in BRANCHES}
    deja = _declare(session, declaration.employeur_id, declaration.periode)
    ecarts = {b: du[b] - deja.get(b, 0) for b in BRANCHES}
    mouvements = [Mouvement(CompteComptable.employeur, declaration.periode, sum(ecarts.values()))]
    mouvements += [Mouvement(CompteComptable[b], declaration.periode, -ecart) for b, ecart in ecarts.items()]
    cause = Cause.correction if deja else Cause.declaration
    return passer(
        session,
        declaration.employeur_id,
        cause,
        le,
        f"{declaration.libelle_type} {declaration.numero}",
        f"declaration:{declaration.id}",
        mouvements,
        declaration.id,
    )


def _declare(session, employeur_id: int, periode: int) -> dict[str, int]:
    """Return what declarations already booked for a period, in francs by branch."""
    lignes = session.execute(
        select(Ecriture.compte, func.sum(Ecriture.montant))
        .where(
            Ecriture.employeur_id == employeur_id,
            Ecriture.periode == periode,
            Ecriture.compte.in_([CompteComptable[b] for b in BRANCHES]),
        )
        .group_by(Ecriture.compte)
    )
    return {compte.name: -int(somme) for compte, somme in lignes}


def encaisser(session, employeur_id: int, montant: int, le: date, reference: str) -> Operation:
    """Book a payment received, allotted to the oldest period first; what is left over is an advance.

    `montant` is in francs, above 0; `reference` is the payer's or the bank's and makes the payment unique.
    """
    if montant <= 0:
        raise ValueError("Un paiement est un montant positif, en francs.")
    mouvements, reste = [Mouvement(CompteComptable.encaissements, None, montant)], montant
    for periode, du in impayes(session, employeur_id).items():
        part = min(du, reste)
        if part:
            mouvements.append(Mouvement(CompteComptable.employeur, periode, -part))
        reste -= part
    mouvements.append(Mouvement(CompteComptable.employeur, None, -reste))
    return passer(
        session,
        employeur_id,
        Cause.paiement,
        le,
        f"Paiement {reference}",
        f"paiement:{reference}",
        mouvements,
    )


def soldes(session, employeur_id: int) -> dict[int | None, int]:
    """Return what is owed by period, in francs, oldest first; an advance is negative, under None."""
    lignes = session.execute(
        select(Ecriture.periode, func.sum(Ecriture.montant))
        .where(Ecriture.employeur_id == employeur_id, Ecriture.compte == CompteComptable.employeur)
        .group_by(Ecriture.periode)
        .order_by(Ecriture.periode)
    )
    return {periode: int(somme) for periode, somme in lignes}


def impayes(session, employeur_id: int) -> dict[int, int]:
    """Return the periods still owed and how much, in francs, oldest first."""
    return {p: du for p, du in soldes(session, employeur_id).items() if p is not None and du > 0}


def solde(session, employeur_id: int) -> int:
    """Return all that is owed, advances deducted, in francs."""
    return sum(soldes(session, employeur_id).values())
