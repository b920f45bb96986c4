"""A decision made once a second person confirms it: checked anew, and the same as was proposed."""

from typing import Any

from sqlalchemy.orm import Session

from app.demandes import a_deux, cycle, interets
from app.demandes.etats import TRANSITIONS
from app.demandes.tables import Demande
from app.referentiel import propositions
from app.referentiel.propositions import Acte, a_la_confirmation, obstacle_a
from app.referentiel.tables import Proposition
from app.socle.acces import Acteur
from app.socle.base_de_donnees import verrouiller
from app.socle.refus import Refus

CHANGEE = (
    "Ce que donne la décision a changé depuis qu’elle fut proposée : refusez-la, pour qu’elle soit proposée "
    "de nouveau sur les chiffres d’aujourd’hui."
)


def acte_d_un_service(modele: type[Demande], **precisions: Any) -> Acte:
    """Declare that deciding on a service's requests is an act of its own, with its right; return it."""
    acte = propositions.acte(**precisions)
    a_deux.ACTES_DES_SERVICES.inscrire(modele, acte)
    a_la_confirmation(acte)(decider)
    obstacle_a(acte)(obstacle)
    return acte


def obstacle(session: Session, proposition: Proposition, acteur: Acteur) -> str:
    """Return why a person may not confirm the decision of a request; empty when she may."""
    demande = session.get(Demande, proposition.objet_id)
    if demande is None or "consulter" not in acteur.droits_sur(demande):
        return "Cette demande n’est pas à votre équipe : quelqu’un de l’équipe qui la tient doit confirmer."
    return interets.obstacle(session, demande, acteur.utilisateur_id)


def decider(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Decide on the request, in the name of who confirms. Raises Refus, also when it gives something else."""
    demande = verrouiller(session, session.get_one(Demande, proposition.objet_id))
    transition, motif = TRANSITIONS[proposition.donnees["transition"]], proposition.motif or ""
    cycle.exiger_permise(session, demande, transition, acteur, motif)
    evenement = cycle.accomplir(session, demande, transition, acteur, motif)
    evenement.motif = f"{motif} {propositions.les_deux(proposition, acteur)}".strip()
    if a_deux.changement(demande, transition, motif).montant != proposition.montant:
        raise Refus(CHANGEE)


a_la_confirmation(a_deux.ACCEPTATION)(decider)
obstacle_a(a_deux.ACCEPTATION)(obstacle)
