"""An employer's situation as the quitus rules read it, from declarations and the contribution account."""

from datetime import date

from sqlalchemy.orm import Session

from app.cotisations.declarees import declarees
from app.cotisations.echeances import exigible_le, premier_mois
from app.cotisations.etat import etat
from app.regles import mois, retard
from app.regles.bareme import Bareme
from app.regles.quitus import Dette, Situation
from app.repertoire.tables import Employeur


def situation(session: Session, employeur: Employeur, au: date, bareme: Bareme) -> Situation:
    """Return what is known of the employer on the day `au`.

    A debt counts with the late surcharge it bears that day, booked or not yet. Only accepted declarations
    count: until then nothing is booked. What is not due yet, for who pays by the quarter, is not asked for.
    """
    dispenses = _pas_encore_exigibles(employeur, au, bareme)
    dettes = {
        periode: Dette(du.reste, du.majoration)
        for periode, du in etat(session, employeur, au, bareme).impayes.items()
        if periode not in dispenses
    }
    connues = declarees(session, employeur.id)
    return Situation(
        premier_mois=premier_mois(employeur, bareme),
        declares=connues.acceptees,
        a_l_examen=connues.a_l_examen,
        dettes=dettes,
        reprise=mois.de_date(employeur.reprise_le) if employeur.reprise_le else None,
        dispenses=dispenses,
        ferme_le=employeur.ferme_le,
    )


def _pas_encore_exigibles(employeur: Employeur, au: date, bareme: Bareme) -> frozenset[int]:
    """Return the months of the quarter under way, that a monthly employer would already owe."""
    courant = mois.de_date(au)
    recents = mois.suite(mois.plus(courant, -4), courant)
    return frozenset(
        m for m in recents if retard.exigible_le(m, bareme) < au <= exigible_le(employeur, m, bareme)
    )
