"""The contribution accounts: what each accepted declaration makes due, and what was paid, in time or late.

Payments never overtake one another, so that each goes to its own month as `app.cotisations.imputation` would.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.cotisations.cotisant import BRANCHES, cle_de_majoration
from app.cotisations.grand_livre import Mouvement
from app.cotisations.tables import Cause, CompteComptable, Ecriture, Operation
from app.regles import mois
from app.regles.retard import echelon, exigible_le, majoration
from app.services.dnr.tables import Declaration
from app.socle import par_lots
from demonstration.declarations import numero
from demonstration.decor import Decor
from demonstration.feuilles import Feuille, Feuilles

C = CompteComptable


class Passage(NamedTuple):
    """An operation and its entries."""

    feuille: Feuille
    cause: Cause
    le: date
    libelle: str
    cle: str
    ecritures: list[Mouvement]


def comptabiliser(session: Session, feuilles: Feuilles, decor: Decor) -> None:
    """Write the operations of every accepted sheet and of its payment."""
    passages = sorted(_passages(feuilles, decor), key=lambda p: p.le)
    session.execute(
        insert(Operation.__table__),
        [
            {
                "id": rang,
                "employeur_id": p.feuille.entreprise.id,
                "cause": p.cause,
                "le": p.le,
                "libelle": p.libelle,
                "cle": p.cle,
                "demande_id": p.feuille.id if p.cause is Cause.declaration else None,
            }
            for rang, p in enumerate(passages, 1)
        ],
    )
    par_lots.inserer(
        session,
        Ecriture.__table__,
        ("operation_id", "employeur_id", "debit", "credit", "periode", "le", "montant"),
        (
            (
                rang,
                p.feuille.entreprise.id,
                m.debit.name,
                m.credit.name,
                m.periode,
                m.le.isoformat(),
                m.montant,
            )
            for rang, p in enumerate(passages, 1)
            for m in p.ecritures
            if m.montant
        ),
    )


def _passages(feuilles: Feuilles, decor: Decor) -> Iterator[Passage]:
    dernier_paiement: dict[int, date] = {}
    for feuille in feuilles.values():
        if feuille.acceptee:
            yield _devoir(feuille)
            if (le := _jour_de_paiement(feuille, decor, dernier_paiement)) is not None:
                yield from _payer(feuille, le, decor)


def _devoir(f: Feuille) -> Passage:
    le = f.decidee_le.date()
    ecritures = [
        Mouvement(C.employeur, CompteComptable[b], f.periode, le, getattr(f.totaux, b)) for b in BRANCHES
    ]
    libelle = f"{Declaration.libelle_type} {numero(f)}"
    return Passage(
        feuille=f,
        cause=Cause.declaration,
        le=le,
        libelle=libelle,
        cle=f"declaration:{f.id}",
        ecritures=ecritures,
    )


def _jour_de_paiement(f: Feuille, decor: Decor, derniers: dict[int, date]) -> date | None:
    """Return the day the month was paid, None where it is not paid as of the demonstration."""
    entreprise, hasard = f.entreprise, decor.hasard
    en_retard = hasard.random() < entreprise.en_retard
    ecart = hasard.randint(4, 45) if en_retard else -hasard.randint(0, 4)
    le = exigible_le(f.periode, decor.bareme) + timedelta(days=ecart)
    le = derniers[entreprise.id] = max(le, derniers.get(entreprise.id, le))
    impaye = f.periode > mois.plus(entreprise.acceptee, -entreprise.impayes)
    return None if impaye or le > decor.aujourd_hui else le


def _payer(f: Feuille, le: date, decor: Decor) -> Iterator[Passage]:
    """Yield the payment of a month, after the surcharge it bears when it is late."""
    reference = f"VIR-{le:%Y%m%d}-{f.id:06d}"
    surcharge = majoration(f.totaux.total, exigible_le(f.periode, decor.bareme), le, decor.bareme)
    if surcharge:
        yield _majorer(f, le, surcharge, decor)
    verse = f.totaux.total + surcharge
    ecritures = [
        Mouvement(C.encaissements, C.avances, None, le, verse),
        Mouvement(C.avances, C.employeur, f.periode, le, f.totaux.total),
        Mouvement(C.avances, C.retard, f.periode, le, surcharge),
    ]
    yield Passage(
        feuille=f,
        cause=Cause.paiement,
        le=le,
        libelle=f"Paiement {reference}",
        cle=f"paiement:{reference}",
        ecritures=ecritures,
    )


def _majorer(f: Feuille, le: date, surcharge: int, decor: Decor) -> Passage:
    libelle = f"Majoration de retard, {mois.libelle(f.periode)}"
    mois_couru = echelon(exigible_le(f.periode, decor.bareme), le)
    cle = cle_de_majoration(f.entreprise.id, f.periode, mois_couru)
    ecritures = [Mouvement(C.retard, C.majorations, f.periode, le, surcharge)]
    return Passage(feuille=f, cause=Cause.majoration, le=le, libelle=libelle, cle=cle, ecritures=ecritures)
