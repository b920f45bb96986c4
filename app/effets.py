"""What each decision triggers, service by service, in the transaction of the decision itself."""

from app import certificats
from app.compte.situation import proposer_quitus
from app.cycle import TransitionRefusee, effet
from app.dnr import declarer
from app.models import Declaration, Quitus, aujourd_hui
from app.parametres import bareme
from app.schemas import PropositionSchema


@effet("soumettre", Declaration, quand="avant")
def verifier_la_declaration(session, declaration, acteur):
    """A declaration is sent with nothing blocking and every warning answered."""
    declarer.exiger_envoyable(session, declaration)


@effet("accepter", Declaration)
def comptabiliser_la_declaration(session, declaration, acteur):
    """Accepting books the careers and the contribution due, once."""
    declarer.comptabiliser(session, declaration)


@effet("soumettre", Quitus)
def proposer(session, demande, acteur):
    """The rules say at once whether the employer is eligible (communiqué of 22 August 2024)."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)


@effet("accepter", Quitus)
def delivrer_le_quitus(session, demande, acteur):
    """Issue the certificate if the employer is still up to date today."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)
    if not proposition.eligible:
        raise TransitionRefusee("Le quitus ne peut être délivré : " + " ".join(proposition.motifs))
    certificats.delivrer(session, demande, aujourd_hui(), proposition.valable_jusqu_au, acteur)
