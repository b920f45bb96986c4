"""An employer's ledger as it is read back: the facts, and what was already drawn from them."""

from bisect import insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cotisations.echeances import exigible_le
from app.cotisations.grand_livre import BRANCHES, Mouvement
from app.cotisations.imputation import Compte, Faits, Regles, Tranche, imputer
from app.cotisations.tables import CompteComptable, Ecriture
from app.regles import retard
from app.regles.bareme import Bareme
from app.repertoire.tables import Employeur

C = CompteComptable
DUS = frozenset((C.employeur, CompteComptable[branche]) for branche in BRANCHES)
VERSEMENT, REMISE, MAJORATION = (C.encaissements, C.avances), (C.remises, C.retard), (C.retard, C.majorations)
AFFECTATIONS = frozenset({(C.avances, C.employeur), (C.avances, C.retard)})
CONNUS = DUS | AFFECTATIONS | {VERSEMENT, REMISE, MAJORATION}


@dataclass
class Livre:
    """An employer's entries, gathered.

    `faits` are what happened; `affectations` and `majorations` what was drawn from them: francs allotted by
    (account, month, day of the payment), surcharges booked by month. `dernier` is the latest day written.
    """

    faits: Faits = field(default_factory=Faits)
    affectations: Counter[tuple[CompteComptable, int, date]] = field(default_factory=Counter)
    majorations: Counter[int] = field(default_factory=Counter)
    declares: Counter[tuple[int, str]] = field(default_factory=Counter)
    dernier: date = date.min

    def porter(self, m: Mouvement) -> None:
        """Add a movement, whichever way it goes."""
        sens = 1
        if (m.debit, m.credit) not in CONNUS:
            m, sens = m.inverse(), -1
        comptes, montant = (m.debit, m.credit), sens * m.montant
        self.dernier = max(self.dernier, m.le)
        if comptes in DUS:
            self.faits.dus[m.le, m.du_mois] += montant
            self.declares[m.du_mois, m.credit.name] += montant
        elif comptes == VERSEMENT:
            self.faits.versements[m.le] += montant
        elif comptes == REMISE:
            self.faits.remises[m.le, m.du_mois] += montant
        elif comptes == MAJORATION:
            self.majorations[m.du_mois] += montant
        else:
            self.affectations[m.credit, m.du_mois, m.le] += montant

    def ecarts(self, compte: Compte) -> list[Mouvement]:
        """Return the movements that bring the allotments booked to those of `compte`."""
        voulues: Counter[tuple[CompteComptable, int, date]] = Counter()
        for ligne in compte.lignes.values():
            for credit, tranches in ((C.employeur, ligne.payes), (C.retard, ligne.majorations_payees)):
                for le, montant in tranches:
                    voulues[credit, ligne.periode, le] += montant
        cles = sorted(voulues.keys() | self.affectations.keys(), key=lambda c: (c[1], c[0].name, c[2]))
        ecarts = [
            Mouvement(
                C.avances,
                credit,
                periode,
                le,
                voulues[credit, periode, le] - self.affectations[credit, periode, le],
            )
            for credit, periode, le in cles
        ]
        return [m for m in ecarts if m.montant]

    def compte(self, regles: Regles) -> Compte:
        """Return the account as the last booking left it, nothing replayed."""
        compte = Compte(regles)
        for (_, periode), montant in self.faits.dus.items():
            compte.ligne(periode).principal += montant
        for (_, periode), montant in self.faits.remises.items():
            compte.ligne(periode).remise += montant
        for (credit, periode, le), montant in self.affectations.items():
            ligne = compte.ligne(periode)
            payes = ligne.payes if credit is C.employeur else ligne.majorations_payees
            if montant:
                insort(payes, Tranche(le, montant))
        return compte


def lire(session: Session, employeur_id: int, periodes: Sequence[int] = ()) -> Livre:
    """Return an employer's ledger, in one query; of these months alone (yyyymm) when some are named."""
    e = Ecriture.__table__.c
    requete = (
        select(e.debit, e.credit, e.periode, e.le, func.sum(e.montant))
        .where(e.employeur_id == employeur_id)
        .group_by(e.debit, e.credit, e.periode, e.le)
    )
    if periodes:
        requete = requete.where(e.periode.in_(periodes))
    livre = Livre()
    for debit, credit, periode, le, montant in session.execute(requete):
        livre.porter(Mouvement(debit, credit, periode, le, int(montant)))
    return livre


def regles(employeur: Employeur, bareme: Bareme) -> Regles:
    """Return the law as it applies to an employer."""
    return Regles(
        lambda periode: exigible_le(employeur, periode, bareme),
        lambda principal, exigible, jour: retard.majoration(principal, exigible, jour, bareme),
    )


def compte(session: Session, employeur: Employeur, au: date, bareme: Bareme) -> Compte:
    """Return an employer's account as of the day `au`, surcharges accrued to it; nothing is written."""
    return imputer(lire(session, employeur.id).faits, au, regles(employeur, bareme))
