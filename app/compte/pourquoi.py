"""« Pourquoi ce solde ? »: each operation up to a day, with its entries, the rates, dates and articles."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from sqlalchemy import case, extract, func, select

from app.compte import livre
from app.compte.echeances import exigible_le
from app.compte.grand_livre import BRANCHES, DU_EMPLOYEUR, Mouvement
from app.documents.totaux import LIBELLES
from app.models import Cause, CompteComptable, Demande, Ecriture, Employeur, Operation
from app.parametres import bareme
from app.regles import ecriture, mois
from app.regles.bareme import Bareme, EnVigueur
from app.regles.etapes import Etape
from app.regles.retard import taux_de_majoration

C = CompteComptable


@dataclass(frozen=True)
class Explication:
    """An operation: its day and words, what it adds to the balance (francs), the balance after it, and why.

    `numero` is that of the request that had it booked; `mouvements` are its entries, `etapes` the reasoning.
    """

    le: date
    cause: Cause
    libelle: str
    motif: str
    numero: str
    montant: int
    solde: int
    mouvements: list[Mouvement]
    etapes: list[Etape] = field(default_factory=list)


def annees(session, employeur_id: int, au: date) -> list[int]:
    """Return the years that have operations up to the day `au`, the latest first."""
    o = Operation.__table__.c
    annee = extract("year", o.le)
    requete = select(annee).where(o.employeur_id == employeur_id, o.le <= au).distinct()
    return sorted(map(int, session.scalars(requete)), reverse=True)


def reporte(session, employeur_id: int, au: date, avant: date) -> int:
    """Return what the operations before the day `avant` make of the balance of the day `au`, in francs."""
    e, o = Ecriture.__table__.c, Operation.__table__.c
    sens = case((e.debit.in_(DU_EMPLOYEUR), 1), else_=0) - case((e.credit.in_(DU_EMPLOYEUR), 1), else_=0)
    requete = select(func.sum(e.montant * sens)).join(Operation.__table__, o.id == e.operation_id)
    return int(session.scalar(requete.where(e.employeur_id == employeur_id, e.le <= au, o.le < avant)) or 0)


def pourquoi(session, employeur: Employeur, au: date, depuis: date = date.min) -> list[Explication]:
    """Return the operations that make the balance of the day `au`, in order, from the day `depuis` on."""
    lois, explications = bareme(session), []
    solde = reporte(session, employeur.id, au, depuis)
    for (operation, numero), mouvements in _operations(session, employeur.id, au, depuis):
        montant = sum(_signe(m) for m in mouvements)
        solde += montant
        explications.append(
            Explication(
                mouvements[0].le,
                operation.cause,
                operation.libelle,
                operation.motif or "",
                numero or "",
                montant,
                solde,
                mouvements,
                list(_etapes(employeur, operation.cause, mouvements, lois)),
            )
        )
    return explications


def _operations(session, employeur_id: int, au: date, depuis: date) -> Iterator[tuple]:
    """Yield each ((operation, number of its request), movements) that counts on the day `au`."""
    e, o, d = Ecriture.__table__, Operation.__table__, Demande.__table__
    requete = (
        select(o, d.c.numero, e.c.debit, e.c.credit, e.c.periode, e.c.le.label("valeur"), e.c.montant)
        .join(o, o.c.id == e.c.operation_id)
        .join(d, d.c.id == o.c.demande_id, isouter=True)
        .where(e.c.employeur_id == employeur_id, e.c.le <= au, o.c.le >= depuis)
        .order_by(o.c.le, o.c.id, e.c.id)
    )
    for _, lignes in groupby(session.execute(requete), key=lambda ligne: ligne.id):
        rangees = list(lignes)
        mouvements = [Mouvement(r.debit, r.credit, r.periode, r.valeur, r.montant) for r in rangees]
        yield (rangees[0], rangees[0].numero), mouvements


def _signe(m: Mouvement) -> int:
    """Return what a movement adds to what the employer owes."""
    return m.montant * ((m.debit in DU_EMPLOYEUR) - (m.credit in DU_EMPLOYEUR))


def _etapes(employeur: Employeur, cause: Cause, mouvements: list[Mouvement], lois: Bareme) -> Iterator[Etape]:
    for m in mouvements:
        comptes = {m.debit, m.credit}
        if comptes == {C.retard, C.majorations}:
            yield from _etapes_de_majoration(employeur, m, lois)
        elif comptes & {C[b] for b in BRANCHES}:
            yield from _etapes_de_branche(m, lois)
        elif (m.debit, m.credit) in livre.AFFECTATIONS:
            quoi = "cotisations" if m.credit is C.employeur else "majorations"
            yield Etape(f"Affecté aux {quoi}, {mois.libelle(m.periode)}", ecriture.francs(m.montant))


def _etapes_de_branche(m: Mouvement, lois: Bareme) -> Iterator[Etape]:
    branche = next(c.name for c in (m.debit, m.credit) if c.name in BRANCHES)
    textes = lois.au(mois.premier_jour(m.periode))
    for part in ("employeur", "travailleur"):
        yield from _texte(textes, f"taux_{branche}_{part}")
    yield Etape(f"{LIBELLES[branche]}, {mois.libelle(m.periode)}", ecriture.francs(_signe(m)))


def _etapes_de_majoration(employeur: Employeur, m: Mouvement, lois: Bareme) -> Iterator[Etape]:
    """Say when the month fell due and what share its surcharge has come to."""
    exigible = exigible_le(employeur, m.periode, lois)
    textes = lois.au(exigible)
    yield Etape(f"Exigible le, pour {mois.libelle(m.periode)}", ecriture.jour(exigible))
    for code in ("majoration_initiale", "majoration_mois_francs", "majoration_mensuelle"):
        yield from _texte(textes, code)
    atteint = ecriture.pourcentage(taux_de_majoration(exigible, m.le, lois))
    yield Etape(f"Taux atteint le {ecriture.jour(m.le)} sur ce qui reste dû", atteint)
    yield Etape("Porté au compte", ecriture.francs(_signe(m)))


def _texte(textes: EnVigueur, code: str) -> Iterator[Etape]:
    """Yield a parameter of the law with its article; nothing for a rate of zero."""
    if (texte := textes[code]).valeur:
        yield Etape.de(texte)
