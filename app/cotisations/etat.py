"""Where each month of an account stands on a day: what was declared, what is still owed and its surcharge.

From the day of the last entry on, nothing is replayed: the payments stay allotted as the last booking left
them, the database keeps the totals of each month, and only the months still owed are surcharged to the day.
On a day before that, the facts known then are replayed.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.cotisations import livre
from app.cotisations.imputation import Compte
from app.cotisations.tables import Exercice, SoldeMensuel
from app.regles.bareme import Bareme
from app.repertoire.tables import Employeur


class Du(NamedTuple):
    """What was declared for a month, what of it is still owed, and the surcharge still owed, in francs."""

    principal: int
    reste: int
    majoration: int

    @property
    def total(self) -> int:
        """Return all that is still owed."""
        return self.reste + self.majoration


@dataclass(frozen=True)
class EtatDuCompte:
    """An account on a day: what was received and owes nothing yet, and its months (yyyymm), oldest first."""

    avance: int
    mois: dict[int, Du]

    @property
    def du(self) -> int:
        """Return all that is owed, advances deducted, in francs; below zero, an advance."""
        return sum(m.total for m in self.mois.values()) - self.avance

    @property
    def majorations(self) -> int:
        """Return the surcharges still owed, in francs."""
        return sum(m.majoration for m in self.mois.values())

    @property
    def impayes(self) -> dict[int, Du]:
        """Return the months of which something is owed, or was paid too much."""
        return {periode: m for periode, m in self.mois.items() if m.reste or m.majoration}


def etat(session: Session, employeur: Employeur, au: date, lois: Bareme) -> EtatDuCompte:
    """Return an employer's account as of the day `au`, surcharges accrued to it; nothing is written."""
    if au < dernier_jour(session, employeur.id):
        return _rejoue(session, employeur, au, lois)
    soldes = session.execute(_soldes(employeur.id)).all()
    mois = {
        periode: Du(principal, reste, majoration)
        for periode, _, principal, reste, majoration in soldes
        if principal or reste or majoration
    }
    ouverts = [periode for periode, m in mois.items() if m.reste]
    majores = _majores(session, employeur, ouverts, au, lois)
    return EtatDuCompte(-sum(avances for _, avances, *_ in soldes), mois | majores)


def dernier_jour(session: Session, employeur_id: int) -> date:
    """Return the latest date of value of an employer's entries; `date.min` when he has none."""
    e = Exercice.__table__.c
    requete = select(func.max(e.dernier_le)).where(e.employeur_id == employeur_id)
    return session.scalar(requete) or date.min


def _soldes(employeur_id: int) -> Select[int, int, int, int, int]:
    s = SoldeMensuel.__table__.c
    requete = select(s.periode, s.avances, s.principal, s.cotisations, s.majorations)
    return requete.where(s.employeur_id == employeur_id).order_by(s.periode)


def _majores(
    session: Session, employeur: Employeur, periodes: list[int], au: date, lois: Bareme
) -> dict[int, Du]:
    """Return these months, each part paid of them surcharged to its day and the rest to `au`."""
    if not periodes:
        return {}
    compte = livre.lire(session, employeur.id, periodes).compte(livre.regles(employeur, lois))
    return _mois(compte, au)


def _rejoue(session: Session, employeur: Employeur, au: date, lois: Bareme) -> EtatDuCompte:
    compte = livre.compte(session, employeur, au, lois)
    return EtatDuCompte(compte.avance, {p: m for p, m in _mois(compte, au).items() if any(m)})


def _mois(compte: Compte, au: date) -> dict[int, Du]:
    return {p: Du(x.principal, x.reste, x.majoration_due(au)) for p, x in sorted(compte.lignes.items())}
