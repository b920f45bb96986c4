"""An employer's year: what was declared, what is paid, late or missing, and when each month falls due."""

import enum
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.compte import livre
from app.compte.echeances import exigible_le
from app.compte.situation import periodes_declarees
from app.cycle import EN_ATTENTE
from app.horloge import aujourd_hui
from app.models import Declaration, DeclarationCotisations, Demande, Employeur
from app.parametres import bareme
from app.regles import mois


class EtatMois(enum.Enum):
    """Where a month stands; the value is what people read."""

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
    """A month of an employer: when it falls due, what was due and what of it is still owed, in francs."""

    periode: int
    exigible_le: date
    etat: EtatMois
    du: int = 0
    reste: int = 0
    majoration: int = 0

    @property
    def paye(self) -> int:
        """Return the principal paid."""
        return self.du - self.reste

    @property
    def total(self) -> int:
        """Return all that is still owed."""
        return self.reste + self.majoration


@dataclass(frozen=True)
class Calendrier:
    """An employer's months as they stand on the day `au`, the oldest first, and his advance, in francs."""

    au: date
    avance: int
    mois: list[MoisCotisant]

    def annee(self, annee: int) -> list[MoisCotisant]:
        """Return the twelve months of a year."""
        return [m for m in self.mois if m.periode // 100 == annee]

    @property
    def annees(self) -> list[int]:
        """Return the years it covers."""
        return sorted({m.periode // 100 for m in self.mois})

    def douze_derniers(self) -> list[MoisCotisant]:
        """Return the last twelve months over: for a chart."""
        dernier = mois.plus(mois.de_date(self.au), -1)
        return [m for m in self.mois if mois.plus(dernier, -11) <= m.periode <= dernier]

    def a_faire(self) -> list[MoisCotisant]:
        """Return the months to declare or to pay, late ones included, the first due first."""
        courant = mois.de_date(self.au)
        retenus = (m for m in self.mois if m.etat in A_FAIRE and m.periode <= courant)
        return sorted(retenus, key=lambda m: (m.exigible_le, m.periode))

    @property
    def du(self) -> int:
        """Return all that is owed, advances deducted; below zero, an advance."""
        return sum(m.total for m in self.mois) - self.avance


A_FAIRE = frozenset({EtatMois.a_declarer, EtatMois.manquant, EtatMois.a_payer, EtatMois.en_retard})


def etablir(session, employeur: Employeur, au: date | None = None) -> Calendrier:
    """Return the calendar of an employer as of the day `au`, today by default, surcharges to that day.

    It goes from the year of the employer's beginnings, or the one before `au`, to the end of that of `au`.
    """
    jour, lois = au or aujourd_hui(), bareme(session)
    premiere = min(employeur.debut_activite_le.year, jour.year - 1)
    compte = livre.compte(session, employeur, jour, lois)
    declares, examines = periodes_declarees(session, employeur.id), _en_examen(session, employeur.id)
    rangees = []
    for periode in mois.suite(premiere * 100 + 1, jour.year * 100 + 12):
        exigible, ligne = exigible_le(employeur, periode, lois), compte.lignes.get(periode)
        montants = (ligne.principal, ligne.reste, ligne.majoration_due(jour)) if ligne else (0, 0, 0)
        if sum(montants):
            etat = _etat_du_compte(montants, exigible, jour)
        elif periode in declares:
            etat = EtatMois.neant
        else:
            etat = _etat_sans_compte(employeur, periode, exigible, examines, jour)
        rangees.append(MoisCotisant(periode, exigible, etat, *montants))
    return Calendrier(jour, compte.avance, rangees)


def _etat_du_compte(montants: tuple[int, int, int], exigible: date, au: date) -> EtatMois:
    _, reste, majoration = montants
    if reste or majoration:
        return EtatMois.en_retard if exigible < au else EtatMois.a_payer
    return EtatMois.paye


def _etat_sans_compte(employeur: Employeur, periode: int, exigible: date, examines, au: date) -> EtatMois:
    """Say where a month stands of which nothing is booked."""
    if periode in examines:
        return EtatMois.en_examen
    ferme = employeur.ferme_le is not None and periode > mois.de_date(employeur.ferme_le)
    if ferme or periode < mois.de_date(employeur.debut_activite_le):
        return EtatMois.hors_activite
    if exigible < au:
        return EtatMois.manquant
    return EtatMois.a_declarer if mois.dernier_jour(periode) < au else EtatMois.a_venir


def _en_examen(session, employeur_id: int) -> frozenset[int]:
    """Return the months whose declaration is at the fund."""
    encours = (Demande.employeur_id == employeur_id, Demande.statut.in_(EN_ATTENTE))
    return frozenset(
        periode
        for modele in (Declaration, DeclarationCotisations)
        for periode in session.scalars(select(modele.periode).where(*encours))
    )
