"""What visitors send from the public site: answered before it is closed, applied for while it is open."""

from app.cycle import TransitionRefusee, effet
from app.horloge import aujourd_hui
from app.models import Candidature, Cote, MessageContact


@effet("accepter", MessageContact, quand="avant")
def exiger_une_reponse(session, demande, acteur):
    """A message is closed as answered once somebody has answered it."""
    if not any(m.pour is Cote.demandeur for m in demande.messages):
        raise TransitionRefusee(
            "Écrivez d’abord votre réponse dans les messages de la demande : la personne l’y lira."
        )


@effet("soumettre", Candidature, quand="avant")
def exiger_une_offre_ouverte(session, demande, acteur):
    """An offer that closed in between takes no more applications."""
    if demande.offre and demande.offre.cloture_le and demande.offre.cloture_le < aujourd_hui():
        raise TransitionRefusee(
            "Cette offre n’est plus ouverte aux candidatures : choisissez-en une autre, "
            "ou postulez spontanément."
        )
