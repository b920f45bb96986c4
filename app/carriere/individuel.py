"""The individual account (compte individuel): what was declared for an insured person, month by month."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.carriere.tables import LigneCarriere
from app.regles import mois


@dataclass(frozen=True)
class ReleveDeCarriere:
    """A career in figures.

    `gains` gives the pay of each insured month (yyyymm, francs), oldest first; `lacunes` the (first, last)
    months of each gap between the first month insured and the last.
    """

    gains: tuple[tuple[int, int], ...]
    lacunes: tuple[tuple[int, int], ...]

    @property
    def mois_assures(self) -> int:
        """Return how many months have pay."""
        return len(self.gains)

    def par_annee(self) -> list[tuple[int, int, int]]:
        """Return (year, months insured, pay in francs) for each year from the first to the last."""
        annees: dict[int, list[int]] = defaultdict(list)
        for periode, gain in self.gains:
            annees[periode // 100].append(gain)
        if not annees:
            return []
        return [(a, len(annees[a]), sum(annees[a])) for a in range(min(annees), max(annees) + 1)]


def gains(session: Session, assure_id: int) -> list[tuple[int, int]]:
    """Return (month, pay in francs) of each insured month, oldest first; replaced lines do not count."""
    t = LigneCarriere.__table__
    requete = (
        select(t.c.periode, func.sum(t.c.remuneration))
        .where(t.c.assure_id == assure_id, t.c.remplacee_par_id.is_(None))
        .group_by(t.c.periode)
        .order_by(t.c.periode)
    )
    return [(periode, int(somme)) for periode, somme in session.execute(requete)]


def relever(session: Session, assure_id: int) -> ReleveDeCarriere:
    """Return the career of an insured person in figures."""
    connus = gains(session, assure_id)
    return ReleveDeCarriere(tuple(connus), tuple(_lacunes([periode for periode, _ in connus])))


def _lacunes(periodes: list[int]):
    for avant, apres in pairwise(periodes):
        if mois.ecart(avant, apres) > 1:
            yield mois.plus(avant, 1), mois.plus(apres, -1)
