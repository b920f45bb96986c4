"""A national number attached by mistake, taken off by two people: whose it is may then give it."""

from sqlalchemy.orm import Session

from app.demandes import interets
from app.referentiel import propositions
from app.referentiel.propositions import Changement, a_la_confirmation, acte, obstacle_a
from app.referentiel.tables import Proposition
from app.repertoire.tables import Assure
from app.socle.acces import Acteur
from app.socle.base_de_donnees import verrouiller
from app.socle.refus import Refus

DETACHER = acte(
    code="detacher_niu", libelle="Détacher un numéro national", domaine="campagne", droit="instruire"
)
SANS = "Cet assuré n’a pas de NIU : il n’y a rien à détacher."


def proposer(session: Session, assure: Assure, acteur: Acteur, motif: str) -> str:
    """Propose that the number of an insured person be taken off; return what to tell. Raises Refus."""
    if not assure.niu:
        raise Refus(SANS)
    if obstacle := interets.obstacle_d_un_assure(session, assure.id, acteur.utilisateur_id):
        raise Refus(obstacle)
    changement = Changement(
        objet_id=assure.id,
        resume=f"Détacher le NIU de {assure}",
        avant=[("NIU", "Rattaché")],
        apres=[("NIU", "Aucun")],
        motif=motif,
    )
    propositions.proposer(session, DETACHER, changement, acteur)
    return "C’est proposé : une autre personne doit confirmer."


@obstacle_a(DETACHER)
def le_sien(session: Session, proposition: Proposition, acteur: Acteur) -> str:
    """Return why a person may not decide on her own number; empty when it is another's."""
    return interets.obstacle_d_un_assure(session, proposition.objet_id, acteur.utilisateur_id)


@a_la_confirmation(DETACHER)
def detacher(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Take the number off. Raises Refus when there is none any more."""
    assure = verrouiller(session, session.get_one(Assure, proposition.objet_id))
    if not assure.niu:
        raise Refus(SANS)
    assure.niu = None
