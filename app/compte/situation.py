"""An employer's situation as the quitus rules read it, from declarations and the contribution account."""

from datetime import date

from sqlalchemy import select

from app.compte import livre
from app.compte.echeances import exigible_le
from app.cycle import Statut
from app.models import Declaration, DeclarationCotisations, Demande, Employeur
from app.regles import mois, retard
from app.regles.bareme import Bareme
from app.regles.quitus import Dette, Proposition, Situation, decider


def situation(session, employeur: Employeur, au: date, bareme: Bareme) -> Situation:
    """Return what is known of the employer on the day `au`.

    A debt counts with the late surcharge it bears that day, booked or not yet. Only accepted declarations
    count: until then nothing is booked. What is not due yet, for who pays by the quarter, is not asked for.
    """
    compte = livre.compte(session, employeur, au, bareme)
    dispenses = _pas_encore_exigibles(employeur, au, bareme)
    dettes = {
        periode: Dette(ligne.reste, ligne.majoration_due(au))
        for periode, ligne in sorted(compte.lignes.items())
        if periode not in dispenses and (ligne.reste or ligne.majoration_due(au))
    }
    return Situation(
        premier_mois=mois.de_date(employeur.debut_activite_le),
        declares=periodes_declarees(session, employeur.id),
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


def periodes_declarees(session, employeur_id: int) -> frozenset[int]:
    """Return the months (yyyymm) declared: an accepted DNR, or « néant » accepted where nobody was paid."""
    acceptee = (Demande.employeur_id == employeur_id, Demande.statut == Statut.acceptee)
    dnr = session.scalars(select(Declaration.periode).where(*acceptee))
    neant = select(DeclarationCotisations.periode).where(*acceptee, DeclarationCotisations.neant)
    return frozenset(dnr) | frozenset(session.scalars(neant))


def proposer_quitus(session, employeur: Employeur, au: date, bareme: Bareme) -> Proposition:
    """Return what the rules propose for a quitus asked on the day `au`."""
    return decider(situation(session, employeur, au, bareme), au, bareme)
