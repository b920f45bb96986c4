"""An employer's year: what was declared, what is paid, late or missing, and when each month falls due."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.cotisations.declarees import Declarees, declarees
from app.cotisations.echeances import exigible_le, premier_mois
from app.cotisations.etat import Du, EtatDuCompte, etat
from app.regles import mois, retard
from app.regles.bareme import Bareme
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.socle.horloge import aujourd_hui


class EtatMois(enum.Enum):
    """Where a month stands; the value is what people read."""

    trop_ancien = "Non suivi en ligne"
    hors_activite = "Hors activité"
    a_venir = "À venir"
    a_declarer = "À déclarer"
    en_examen = "Déclaration en examen"
    manquant = "Non déclaré"
    a_payer = "À payer"
    en_retard = "En retard"
    paye = "Payé"
    neant = "Néant"


@dataclass(frozen=True)
class MoisCotisant:
    """A month of an employer: when it falls due, what was due and what of it is still owed, in francs.

    No due date is known for a month older than the texts.
    """

    periode: int
    exigible_le: date | None
    etat: EtatMois
    du: int = 0
    reste: int = 0
    majoration: int = 0

    @property
    def chiffre(self) -> bool:
        """Whether its amounts are known: a declaration was accepted."""
        return self.etat in CHIFFRES

    @property
    def paye(self) -> int:
        """Return the principal paid."""
        return self.du - self.reste

    @property
    def total(self) -> int:
        """Return all that is still owed."""
        return self.reste + self.majoration


CHIFFRES = frozenset({EtatMois.neant, EtatMois.a_payer, EtatMois.en_retard, EtatMois.paye})
ENTETES = ["Mois", "État", "Au plus tard le", "Déclaré", "Payé", "Reste dû", "Majorations", "Total dû"]


def rangee(m: MoisCotisant) -> list[object]:
    """Return a month as a row under ENTETES, to export."""
    montants = [m.du, m.paye, m.reste, m.majoration, m.total] if m.chiffre else [None] * 5
    return [mois.iso(m.periode), m.etat, m.exigible_le, *montants]


A_FAIRE = frozenset({EtatMois.a_declarer, EtatMois.manquant, EtatMois.a_payer, EtatMois.en_retard})


@dataclass(frozen=True)
class Calendrier:
    """An employer's months as they stand on the day `au`; a month is worked out when it is asked for.

    It goes from the year of `debut`, the first month asked of him, or the one before `au`, to that of `au`.
    """

    au: date
    employeur: Employeur
    lois: Bareme
    debut: int
    etat: EtatDuCompte
    declarees: Declarees

    @property
    def du(self) -> int:
        """Return all that is owed, advances deducted; below zero, an advance."""
        return self.etat.du

    @property
    def annees(self) -> range:
        """Return the years it covers."""
        return range(min(self.debut // 100, self.au.year - 1), self.au.year + 1)

    def annee(self, annee: int) -> list[MoisCotisant]:
        """Return the twelve months of a year."""
        return [self.mois(periode) for periode in mois.suite(annee * 100 + 1, annee * 100 + 12)]

    def douze_derniers(self) -> list[MoisCotisant]:
        """Return the last twelve months over: for a chart."""
        dernier = mois.plus(mois.de_date(self.au), -1)
        return [self.mois(periode) for periode in mois.suite(mois.plus(dernier, -11), dernier)]

    def a_faire(self) -> list[MoisCotisant]:
        """Return the months to declare or to pay, late ones included, the first due first."""
        courant = mois.de_date(self.au)
        periodes = {*self.etat.impayes, *self._sans_montant(courant)}
        retenus = (m for m in map(self.mois, periodes) if m.etat in A_FAIRE and m.periode <= courant)
        return sorted(retenus, key=lambda m: (m.exigible_le, m.periode))

    def _sans_montant(self, courant: int) -> Iterator[int]:
        return (p for p in mois.suite(self.debut, courant) if p not in self.etat.mois)

    def mois(self, periode: int) -> MoisCotisant:
        """Return where a month stands."""
        if periode < retard.premier_mois(self.lois):
            return MoisCotisant(periode, None, EtatMois.trop_ancien)
        exigible, du = exigible_le(self.employeur, periode, self.lois), self.etat.mois.get(periode)
        if du is None:
            return MoisCotisant(periode, exigible, self._etat_sans_compte(periode, exigible))
        return MoisCotisant(periode, exigible, _etat_du_compte(du, exigible, self.au), *du)

    def _etat_sans_compte(self, periode: int, exigible: date) -> EtatMois:
        """Say where a month stands of which nothing is booked."""
        if periode in self.declarees.acceptees:
            return EtatMois.neant
        if periode in self.declarees.a_l_examen:
            return EtatMois.en_examen
        if periode < self.debut or self._ferme(periode):
            return EtatMois.hors_activite
        if exigible < self.au:
            return EtatMois.manquant
        return EtatMois.a_declarer if mois.dernier_jour(periode) < self.au else EtatMois.a_venir

    def _ferme(self, periode: int) -> bool:
        fermeture = self.employeur.ferme_le
        return fermeture is not None and periode > mois.de_date(fermeture)


def _etat_du_compte(du: Du, exigible: date, au: date) -> EtatMois:
    if du.reste or du.majoration:
        return EtatMois.en_retard if exigible < au else EtatMois.a_payer
    return EtatMois.paye


def etablir(session: Session, employeur: Employeur, au: date | None = None) -> Calendrier:
    """Return the calendar of an employer as of the day `au`, today by default, surcharges to that day."""
    jour, lois = au or aujourd_hui(), bareme(session)
    return Calendrier(
        au=jour,
        employeur=employeur,
        lois=lois,
        debut=premier_mois(employeur, lois),
        etat=etat(session, employeur, jour, lois),
        declarees=declarees(session, employeur.id),
    )
