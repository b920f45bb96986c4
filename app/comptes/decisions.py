"""What the decisions about accounts trigger (registered by importing this file, see `app.effets`)."""

from app.comptes import inscription, profil
from app.cycle import TransitionRefusee, effet
from app.models import InscriptionEnLigne, ModificationInfos


@effet("demander_complement", InscriptionEnLigne, quand="avant")
def refuser_le_complement(session, demande, acteur):
    """Who has no account could not answer."""
    raise TransitionRefusee(
        "Cette personne n’a pas encore de compte où compléter : refusez l’accès en disant ce qui manque, "
        "elle recommencera son inscription."
    )


@effet("accepter", InscriptionEnLigne)
def ouvrir_l_acces(session, demande, acteur):
    """The person receives the link that opens her account."""
    inscription.accepter(session, demande)


@effet("accepter", ModificationInfos)
def modifier_le_registre(session, demande, acteur):
    """What the person asked to change is written in the register."""
    profil.appliquer(session, demande)
