"""« Pourquoi ce solde ? »: each operation up to a day, with its entries, the rates, dates and articles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import Row, extract, func, select
from sqlalchemy.orm import Session

from app.cotisations import livre
from app.cotisations.echeances import exigible_le
from app.cotisations.grand_livre import BRANCHES, Mouvement
from app.cotisations.tables import (
    DU_EMPLOYEUR,
    Cause,
    CompteComptable,
    Ecriture,
    Exercice,
    Operation,
    ajoute_au_solde,
)
from app.demandes.tables import Demande
from app.regles import francais, mois
from app.regles.bareme import Bareme, EnVigueur
from app.regles.etapes import Etape
from app.regles.retard import taux_de_majoration
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur

C = CompteComptable
DE_BRANCHE = frozenset(CompteComptable[nom] for nom in BRANCHES)


@dataclass(frozen=True, kw_only=True)
class Explication:
    """An operation: its day and words, what it adds to the balance (francs), the balance after it, and why.

    `numero` is that of the request that had it booked; `mouvements` are its entries, `etapes` the texts
    applied and the reasoning.
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

    @property
    def calcul(self) -> list[Etape]:
        """Return the reasoning alone, without the texts applied."""
        return [etape for etape in self.etapes if not etape.parametre]


def par_annee(session: Session, employeur_id: int, au: date) -> dict[int, int]:
    """Return what the operations of each year add to the balance of the day `au`, in francs."""
    x = Exercice.__table__.c
    requete = select(x.annee, x.montant, x.dernier_le).where(x.employeur_id == employeur_id)
    exercices = session.execute(requete.order_by(x.annee)).all()
    if all(dernier_le <= au for _, _, dernier_le in exercices):
        return {annee: montant for annee, montant, _ in exercices}
    return _par_annee_jusqu_au(session, employeur_id, au)


def _par_annee_jusqu_au(session: Session, employeur_id: int, au: date) -> dict[int, int]:
    """Return what `par_annee` does on a day before the last entry: its entries are added up."""
    e, o = Ecriture.__table__.c, Operation.__table__.c
    annee = extract("year", o.le)
    requete = (
        select(annee, func.sum(ajoute_au_solde()))
        .join(Operation.__table__, o.id == e.operation_id)
        .where(e.employeur_id == employeur_id, e.le <= au)
        .group_by(annee)
        .order_by(annee)
    )
    return {int(an): int(montant) for an, montant in session.execute(requete)}


def pourquoi(
    session: Session,
    employeur: Employeur,
    au: date,
    annee: int | None = None,
    reporte: int = 0,
) -> list[Explication]:
    """Return the operations that make the balance of the day `au`, in order.

    Those of one year alone when it is given: `reporte` is what the years before made of the balance (francs).
    """
    lois, solde, explications = bareme(session), reporte, []
    for operation, mouvements in _operations(session, employeur.id, au, annee):
        montant = sum(_signe(m) for m in mouvements)
        solde += montant
        explications.append(
            Explication(
                le=mouvements[0].le,
                cause=operation.cause,
                libelle=operation.libelle,
                motif=operation.motif or "",
                numero=operation.numero or "",
                montant=montant,
                solde=solde,
                mouvements=mouvements,
                etapes=list(_etapes(employeur, operation.cause, mouvements, lois)),
            )
        )
    return explications


def _operations(
    session: Session, employeur_id: int, au: date, annee: int | None
) -> Iterator[tuple[Row[*tuple[Any, ...]], list[Mouvement]]]:
    """Yield each (operation, its movements) that counts on the day `au`."""
    e, o, d = Ecriture.__table__, Operation.__table__, Demande.__table__
    requete = (
        select(
            o.c.id, o.c.cause, o.c.libelle, o.c.motif, d.c.numero,
            e.c.debit, e.c.credit, e.c.periode, e.c.le, e.c.montant,
        )
        .join(o, o.c.id == e.c.operation_id)
        .join(d, d.c.id == o.c.demande_id, isouter=True)
        .where(o.c.employeur_id == employeur_id, e.c.le <= au)
        .order_by(o.c.le, o.c.id, e.c.id)
    )  # fmt: skip
    if annee is not None:
        requete = requete.where(o.c.le.between(date(annee, 1, 1), date(annee, 12, 31)))
    for _, lignes in groupby(session.execute(requete), key=lambda ligne: ligne.id):
        rangees = list(lignes)
        yield rangees[0], [Mouvement._make(rangee[5:]) for rangee in rangees]


def _signe(m: Mouvement) -> int:
    """Return what a movement adds to what the employer owes."""
    return m.montant * ((m.debit in DU_EMPLOYEUR) - (m.credit in DU_EMPLOYEUR))


def _etapes(employeur: Employeur, cause: Cause, mouvements: list[Mouvement], lois: Bareme) -> Iterator[Etape]:
    for m in mouvements:
        comptes = {m.debit, m.credit}
        if comptes == {C.retard, C.majorations}:
            yield from _etapes_de_majoration(employeur, m, lois)
        elif branche := comptes & DE_BRANCHE:
            yield from _etapes_de_branche(branche.pop(), m.du_mois, lois)
        elif (m.debit, m.credit) in livre.AFFECTATIONS:
            quoi = "cotisations" if m.credit is C.employeur else "majorations"
            yield Etape(f"Affecté aux {quoi}, {mois.libelle(m.periode)}", francais.francs(m.montant))


def textes(explications: Iterable[Explication]) -> list[Etape]:
    """Return the texts that these operations apply, each once, in the order in which they are first read.

    Most are the same object again, told at once; those left are compared word by word.
    """
    objets = {id(e): e for x in explications for e in x.etapes if e.parametre}
    return list(dict.fromkeys(objets.values()))


@lru_cache(maxsize=1_000)
def _etapes_de_branche(branche: C, periode: int, lois: Bareme) -> tuple[Etape, ...]:
    """Return the rates of a branch in force for a month: the same for every employer."""
    en_vigueur = lois.au(mois.premier_jour(periode))
    codes = (f"taux_{branche.name}_{part}" for part in ("employeur", "travailleur"))
    return tuple(etape for code in codes for etape in _texte(en_vigueur, code))


def _etapes_de_majoration(employeur: Employeur, m: Mouvement, lois: Bareme) -> Iterator[Etape]:
    """Say when the month fell due and what share its surcharge has come to."""
    exigible = exigible_le(employeur, m.du_mois, lois)
    en_vigueur = lois.au(exigible)
    yield Etape(f"Exigible le, pour {mois.libelle(m.periode)}", francais.jour(exigible))
    for code in ("majoration_initiale", "majoration_mois_francs", "majoration_mensuelle"):
        yield from _texte(en_vigueur, code)
    atteint = francais.pourcentage(taux_de_majoration(exigible, m.le, lois))
    yield Etape(f"Taux atteint le {francais.jour(m.le)} sur ce qui reste dû", atteint)
    yield Etape("Porté au compte", francais.francs(_signe(m)))


def _texte(en_vigueur: EnVigueur, code: str) -> Iterator[Etape]:
    """Yield a parameter of the law with its article; nothing for a rate of zero."""
    if (texte := en_vigueur[code]).valeur:
        yield Etape.de(texte)
