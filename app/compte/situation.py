"""An employer's situation as the quitus rules read it, from declarations and the contribution account."""

from datetime import date

from sqlalchemy import select

from app.compte.cotisant import impayes
from app.cycle import Statut
from app.models import Declaration, Demande, Employeur
from app.regles import mois
from app.regles.bareme import Bareme
from app.regles.quitus import Dette, Proposition, Situation, decider
from app.regles.retard import exigible_le, majoration


def situation(session, employeur: Employeur, au: date, bareme: Bareme) -> Situation:
    """Return what is known of the employer on the day `au`.

    A debt counts with the late surcharge it would carry that day (loi 2011-006). Only accepted declarations
    count: until then nothing is booked.
    """
    dettes = {
        periode: Dette(du, majoration(du, exigible_le(periode, bareme), au, bareme))
        for periode, du in impayes(session, employeur.id).items()
    }
    return Situation(
        premier_mois=mois.de_date(employeur.debut_activite_le),
        declares=periodes_declarees(session, employeur.id),
        dettes=dettes,
        reprise=mois.de_date(employeur.reprise_le) if employeur.reprise_le else None,
        ferme_le=employeur.ferme_le,
    )


def periodes_declarees(session, employeur_id: int) -> frozenset[int]:
    """Return the months (yyyymm) for which a declaration of the employer was accepted."""
    requete = select(Declaration.periode).where(
        Demande.employeur_id == employeur_id, Demande.statut == Statut.acceptee
    )
    return frozenset(session.scalars(requete))


def proposer_quitus(session, employeur: Employeur, au: date, bareme: Bareme) -> Proposition:
    """Return what the rules propose for a quitus asked on the day `au`."""
    return decider(situation(session, employeur, au, bareme), au, bareme)
