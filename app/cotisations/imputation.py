"""Which debt each franc paid extinguishes, and what surcharge that leaves: a pure function of the facts.

The oldest period first, and in it the principal before the surcharge. The facts are replayed in the order of
their dates, whatever the order in which the fund learned of them: a transfer found late on a statement is
allotted as if it had been known on its day, so that the order of bookings never changes what is owed.
"""

from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.regles import mois


class Tranche(NamedTuple):
    """Francs received on a day."""

    le: date
    montant: int


class Regles(NamedTuple):
    """The law as the allotment needs it.

    `exigible(periode)` is the due date of a month, `majoration(principal, exigible_le, jour)` the surcharge
    on a principal paid, or still owed, on a day, in francs.
    """

    exigible: Callable[[int], date]
    majoration: Callable[[int, date, date], int]


def par_jour(tranches: Iterable[Tranche]) -> list[Tranche]:
    """Return the parts received, those of one day together: each is rounded once."""
    montants: Counter[date] = Counter()
    for le, montant in tranches:
        montants[le] += montant
    return [Tranche(le, montant) for le, montant in sorted(montants.items())]


@dataclass
class Faits:
    """What happened to an account, in francs: owed and waived by (day, month), received by day.

    Amounts are sums: what was reversed is worth nothing.
    """

    dus: Counter[tuple[date, int]] = field(default_factory=Counter)
    remises: Counter[tuple[date, int]] = field(default_factory=Counter)
    versements: Counter[date] = field(default_factory=Counter)


@dataclass
class LigneImputee:
    """What is known of one month: due, paid part by part, waived; francs."""

    periode: int
    exigible_le: date
    majorer: Callable[[int, date, date], int]
    principal: int = 0
    remise: int = 0
    payes: list[Tranche] = field(default_factory=list)
    majorations_payees: list[Tranche] = field(default_factory=list)

    @property
    def reste(self) -> int:
        """Return the principal still owed."""
        return self.principal - sum(t.montant for t in self.payes)

    def majoration(self, au: date) -> int:
        """Return the surcharge accrued on the day `au`: each part to the day it was paid, the rest to `au`.

        What was waived counts as accrued, were it later found not to be due.
        """
        payes = par_jour(self.payes) if len(self.payes) > 1 else self.payes
        parts = [part for part in (*payes, Tranche(au, self.reste)) if part.montant]
        due = sum(self.majorer(part.montant, self.exigible_le, part.le) for part in parts)
        return max(due, self.remise)

    def majoration_due(self, au: date) -> int:
        """Return the surcharge still owed on the day `au`; below zero, too much was paid."""
        return self.majoration(au) - self.remise - sum(t.montant for t in self.majorations_payees)


class Compte:
    """An account being replayed: its months, and what was received and owes nothing yet."""

    def __init__(self, regles: Regles):
        self.regles = regles
        self.lignes: dict[int, LigneImputee] = {}
        self.avances: list[Tranche] = []
        self.ouvertes: set[int] = set()

    @property
    def avance(self) -> int:
        """Return what was received and is not allotted, in francs."""
        return sum(t.montant for t in self.avances)

    def ligne(self, periode: int) -> LigneImputee:
        """Return what is known of a month, open again to payments."""
        self.ouvertes.add(periode)
        if periode not in self.lignes:
            exigible_le = self.regles.exigible(periode)
            self.lignes[periode] = LigneImputee(periode, exigible_le, self.regles.majoration)
        return self.lignes[periode]

    def corriger(self, ligne: LigneImputee, jour: date) -> None:
        """Take back what a debt that has fallen no longer needs, the latest received first."""
        self._reprendre(ligne.payes, -ligne.reste)
        if ligne.majorations_payees:
            self._reprendre(ligne.majorations_payees, -ligne.majoration_due(jour))

    def _reprendre(self, tranches: list[Tranche], surplus: int) -> None:
        while surplus > 0 and tranches:
            le, montant = tranches.pop()
            repris = min(montant, surplus)
            if montant > repris:
                tranches.append(Tranche(le, montant - repris))
            insort(self.avances, Tranche(le, repris))
            surplus -= repris

    def affecter(self, jour: date) -> None:
        """Pay what is owed on `jour` with what was received."""
        for periode in sorted(self.ouvertes):
            if not self.avances:
                return
            ligne = self.lignes[periode]
            principal = self._payer(ligne.payes, ligne.reste)
            majoration = self._payer(ligne.majorations_payees, ligne.majoration_due(jour))
            if not principal and not majoration:
                self.ouvertes.discard(periode)

    def _payer(self, tranches: list[Tranche], du: int) -> int:
        """Pay `du` francs with what was received and return what is still lacking."""
        while du > 0 and self.avances:
            le, montant = self.avances.pop(0)
            verse = min(montant, du)
            insort(tranches, Tranche(le, verse))
            if montant > verse:
                self.avances.insert(0, Tranche(le, montant - verse))
            du -= verse
        return du


def imputer(faits: Faits, au: date, regles: Regles) -> Compte:
    """Return the account as it stands on the day `au`, all the facts up to then replayed in order.

    A debt booked later counts as of `au` when its month was worked by then: the declaration only said so
    afterwards.
    """
    courant = mois.de_date(au)
    connus = {(le, periode): du for (le, periode), du in faits.dus.items() if le <= au or periode <= courant}
    dus, remises = _ranger(connus, au), _ranger(faits.remises, date.max)
    compte = Compte(regles)
    for jour in sorted(j for j in {*dus, *remises, *faits.versements} if j <= au):
        for periode, montant in dus[jour]:
            compte.ligne(periode).principal += montant
        for periode, montant in remises[jour]:
            compte.ligne(periode).remise += montant
        for periode in {p for p, _ in (*dus[jour], *remises[jour])}:
            compte.corriger(compte.lignes[periode], jour)
        if versement := faits.versements[jour]:
            insort(compte.avances, Tranche(jour, versement))
        compte.affecter(jour)
    return compte


def _ranger(montants: Mapping[tuple[date, int], int], au_plus: date) -> dict[date, list[tuple[int, int]]]:
    """Return (month, francs) by day, what came after `au_plus` brought back to it."""
    rangees: dict[date, list[tuple[int, int]]] = defaultdict(list)
    for (le, periode), montant in sorted(montants.items()):
        if montant:
            rangees[min(le, au_plus)].append((periode, montant))
    return rangees
