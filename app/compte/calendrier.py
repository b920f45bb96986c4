"""An employer's year: what was declared, what is paid, late or missing, and when each month falls due."""

import enum
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.compte import livre
from app.compte.echeances import exigible_le
from app.compte.situation import periodes_declarees
from app.cycle import EN_ATTENTE, Statut
from app.horloge import aujourd_hui
from app.models import Declaration, DeclarationCotisations, Demande, Employeur, Paiement
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


def calendrier(session, employeur: Employeur, annee: int, au: date | None = None) -> list[MoisCotisant]:
    """Return the twelve months of a year as they stand on the day `au`, today by default."""
    return _mois(session, employeur, list(mois.suite(annee * 100 + 1, annee * 100 + 12)), au or aujourd_hui())


def douze_mois(session, employeur: Employeur, au: date | None = None) -> list[MoisCotisant]:
    """Return the last twelve months over on the day `au`, today by default, the oldest first: for a chart."""
    jour = au or aujourd_hui()
    dernier = mois.plus(mois.de_date(jour), -1)
    return _mois(session, employeur, list(mois.suite(mois.plus(dernier, -11), dernier)), jour)


def prochaines_echeances(session, employeur: Employeur, au: date | None = None) -> list[MoisCotisant]:
    """Return the months to declare or to pay, late ones included, the first due first."""
    jour = au or aujourd_hui()
    debut, courant = mois.de_date(employeur.debut_activite_le), mois.de_date(jour)
    tous = _mois(session, employeur, list(mois.suite(debut, courant)), jour)
    a_faire = {EtatMois.a_declarer, EtatMois.manquant, EtatMois.a_payer, EtatMois.en_retard}
    return sorted((m for m in tous if m.etat in a_faire), key=lambda m: (m.exigible_le, m.periode))


def _mois(session, employeur: Employeur, periodes: list[int], au: date) -> list[MoisCotisant]:
    lois = bareme(session)
    compte = livre.compte(session, employeur, au, lois)
    declares, examines = periodes_declarees(session, employeur.id), _en_examen(session, employeur.id)
    rangees = []
    for periode in periodes:
        exigible, ligne = exigible_le(employeur, periode, lois), compte.lignes.get(periode)
        montants = (ligne.principal, ligne.reste, ligne.majoration_due(au)) if ligne else (0, 0, 0)
        if sum(montants):
            etat = _etat_du_compte(montants, exigible, au)
        elif periode in declares:
            etat = EtatMois.neant
        else:
            etat = _etat_sans_compte(employeur, periode, exigible, examines, au)
        rangees.append(MoisCotisant(periode, exigible, etat, *montants))
    return rangees


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


def paiements(session, employeur_id: int, limite: int = 100) -> list[Paiement]:
    """Return the payments an employer has sent, the latest first."""
    return list(
        session.scalars(
            select(Paiement)
            .where(Demande.employeur_id == employeur_id, Demande.statut != Statut.brouillon)
            .order_by(Demande.id.desc())
            .limit(limite)
        )
    )
