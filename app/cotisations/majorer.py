"""The surcharge job: each night, charges every employer with what lateness has come to since the last one.

Run twice it books once: what it books is what is missing, under a key per employer, month owed and month of
delay.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from sqlalchemy import Case, ColumnElement, case, func, select
from sqlalchemy.orm import Session

from app.cotisations import echeances
from app.cotisations.cotisant import cle_de_majoration
from app.cotisations.tables import Cause, CompteComptable, Ecriture, Operation, SoldeMensuel
from app.regles import mois, retard
from app.regles.bareme import Bareme
from app.regles.francs import ENTIER, arrondi
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur, Periodicite
from app.socle import par_lots
from app.socle.base_de_donnees import transaction
from app.socle.horloge import aujourd_hui, maintenant
from app.travaux.taches import Ronde, tache

C = CompteComptable
EMPLOYEURS_PAR_LOT = 1_000
OPERATION = ("id", "employeur_id", "cause", "le", "libelle", "cle", "ecrite_le")
ECRITURE = ("operation_id", "employeur_id", "debit", "credit", "periode", "le", "montant")
E, S = Ecriture.__table__.c, SoldeMensuel.__table__
_MEME_MOIS = (S.c.employeur_id == E.employeur_id) & (S.c.periode == E.periode)


class Retard(NamedTuple):
    """A surcharge to book, in francs, on an employer's month late since `exigible_le`."""

    employeur_id: int
    periode: int
    exigible_le: date
    montant: int


class Ouverte(NamedTuple):
    """A month with some principal unpaid, `reste`: what was paid of it, surcharges booked and waived."""

    employeur_id: int
    periode: int
    reste: int
    verse: int
    ecrites: int
    remises: int


@tache("majorer", dehors=True, ronde=Ronde.nuit)
def majorer_tous(session: Session) -> None:
    """Book the surcharges of all employers as of today, a thousand employers a transaction."""
    cles = list(session.scalars(select(Employeur.__table__.c.id).order_by(Employeur.__table__.c.id)))
    for debut in range(0, len(cles), EMPLOYEURS_PAR_LOT):
        with transaction(session):
            majorer(session, aujourd_hui(), cles[debut : debut + EMPLOYEURS_PAR_LOT])


def majorer(session: Session, au: date, employeurs: list[int]) -> int:
    """Book the surcharges of these employers as of `au`, in the caller's transaction; return how many."""
    periodicites = _verrouiller(session, employeurs)
    retards = _sans_les_deja_ecrits(session, _retards(session, au, periodicites, bareme(session)), au)
    cles = par_lots.reserver(session, Operation.__table__, len(retards))
    paires = list(zip(cles, retards, strict=True))
    par_lots.inserer(session, Operation.__table__, OPERATION, (_operation(cle, r, au) for cle, r in paires))
    par_lots.inserer(session, Ecriture.__table__, ECRITURE, (_ecriture(cle, r, au) for cle, r in paires))
    return len(retards)


def _verrouiller(session: Session, employeurs: list[int]) -> dict[int, Periodicite]:
    """Take the accounts, in order, and return how often each employer pays."""
    t = Employeur.__table__
    voulus = select(par_lots.parmi(session, employeurs, t.c.id.type).c.value)
    requete = select(t.c.id, t.c.periodicite).where(t.c.id.in_(voulus)).order_by(t.c.id)
    return dict(session.execute(requete.with_for_update(key_share=True)).all())


def _retards(session: Session, au: date, periodicites: dict[int, Periodicite], lois: Bareme) -> list[Retard]:
    """Return, for each month with principal unpaid past its due date, what its surcharge still lacks."""
    ouvertes = list(_ouvertes(session, list(periodicites)))
    parts = _parts(session, sorted({o.employeur_id for o in ouvertes if o.verse}))

    @cache
    def exigible_le(periode: int, periodicite: Periodicite) -> date:
        return retard.exigible_le(echeances.dernier_mois(periode, periodicite), lois)

    @cache
    def taux(exigible: date, jour: date) -> int:
        return retard.taux_de_majoration(exigible, jour, lois)

    retards = []
    for o in ouvertes:
        exigible = exigible_le(o.periode, periodicites[o.employeur_id])
        if exigible < au:
            tranches = [*parts[o.employeur_id, o.periode], (au, o.reste)]
            due = sum(arrondi(montant * taux(exigible, le), ENTIER) for le, montant in tranches)
            if (manque := max(due, o.remises) - o.ecrites) > 0:
                retards.append(Retard(o.employeur_id, o.periode, exigible, manque))
    return retards


def _signe(debit: C, credit: C) -> Case[int]:
    """Return the SQL amount of the entries from `credit` to `debit`, less those the other way."""
    return case(
        ((E.debit == debit) & (E.credit == credit), E.montant),
        ((E.debit == credit) & (E.credit == debit), -E.montant),
        else_=0,
    )


def _ouvertes(session: Session, employeurs: list[int]) -> Iterator[Ouverte]:
    """Yield each month with principal unpaid."""
    requete = (
        select(
            E.employeur_id,
            E.periode,
            S.c.cotisations,
            func.sum(_signe(C.avances, C.employeur)),
            func.sum(_signe(C.retard, C.majorations)),
            func.sum(_signe(C.remises, C.retard)),
        )
        .join(S, _MEME_MOIS)
        .where(_chez(session, employeurs), S.c.cotisations > 0)
        .group_by(E.employeur_id, E.periode, S.c.cotisations)
    )
    for ligne in session.execute(requete):
        yield Ouverte(*map(int, ligne))


def _parts(session: Session, employeurs: list[int]) -> dict[tuple[int, int], list[tuple[date, int]]]:
    """Return what these employers paid of each month still owed: (day, francs) by employer and month."""
    parts: dict[tuple[int, int], list[tuple[date, int]]] = defaultdict(list)
    if not employeurs:
        return parts
    verse = func.sum(_signe(C.avances, C.employeur))
    requete = (
        select(E.employeur_id, E.periode, E.le, verse)
        .join(S, _MEME_MOIS)
        .where(_chez(session, employeurs), S.c.cotisations > 0)
        .where((E.debit == C.avances) | (E.credit == C.avances))
        .group_by(E.employeur_id, E.periode, E.le)
        .having(verse > 0)
    )
    for employeur_id, periode, le, montant in session.execute(requete):
        parts[employeur_id, periode].append((le, int(montant)))
    return parts


def _chez(session: Session, employeurs: list[int]) -> ColumnElement[bool]:
    """Return the criterion « of these employers », whose keys are sorted: a range to scan, the exact set."""
    voulus = select(par_lots.parmi(session, employeurs, S.c.employeur_id.type).c.value)
    return S.c.employeur_id.between(employeurs[0], employeurs[-1]) & S.c.employeur_id.in_(voulus)


def _sans_les_deja_ecrits(session: Session, retards: list[Retard], au: date) -> list[Retard]:
    """Leave out the months whose debt changed after this month of delay was booked.

    The account's next event, or next month's run, books the difference.
    """
    t = Operation.__table__.c
    with par_lots.joindre(session, [t.cle], t.cle, [_cle(r, au) for r in retards]) as lignes:
        ecrites = {cle for (cle,) in lignes}
    return [r for r in retards if _cle(r, au) not in ecrites]


def _cle(r: Retard, au: date) -> str:
    return cle_de_majoration(r.employeur_id, r.periode, retard.echelon(r.exigible_le, au))


def _operation(cle: int, r: Retard, au: date) -> tuple[object, ...]:
    libelle = f"Majoration de retard, {mois.libelle(r.periode)}"
    instant = maintenant().isoformat(sep=" ")
    return cle, r.employeur_id, Cause.majoration.name, au.isoformat(), libelle, _cle(r, au), instant


def _ecriture(cle: int, r: Retard, au: date) -> tuple[object, ...]:
    return cle, r.employeur_id, C.retard.name, C.majorations.name, r.periode, au.isoformat(), r.montant
