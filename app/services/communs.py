"""What every request is asked before it is sent, and what its acceptance rests on."""

from app.cycle import TransitionRefusee, effet
from app.models import Demande
from app.pieces.dossier import manquantes
from app.regles import ecriture
from app.services import etudes


@effet("soumettre", Demande, quand="avant")
def exiger_les_pieces(session, demande, acteur):
    """A request is sent with the pieces its service requires."""
    if absentes := manquantes(demande):
        noms = ", ".join(f"« {s.libelle} »" for s in absentes)
        raise TransitionRefusee(f"Il manque encore des pièces : {noms}. Joignez-les, puis confirmez.")


@effet("soumettre", Demande, quand="avant")
def exiger_un_numero_ouvert(session, demande, acteur):
    """A closed insured number asks for nothing: its holder died, or has another one."""
    if demande.assure and demande.assure.ferme_le:
        raise TransitionRefusee(
            f"Le numéro d’assurance {demande.assure.numero} est clos depuis le "
            f"{ecriture.jour(demande.assure.ferme_le)} ({demande.assure.motif_fermeture or 'sans motif'}) : "
            "adressez-vous à la CNSS avec une pièce d’identité."
        )


@effet("accepter", Demande, quand="avant")
def exiger_une_etude_favorable(session, demande, acteur):
    """An acceptance rests on the rules as they are today; the study and its sentence are kept with it."""
    etude = etudes.etudier(session, demande)
    if etude is None:
        return
    if not etude.favorable:
        raise TransitionRefusee("Les conditions ne sont pas remplies : " + " ".join(etude.manques))
    demande.etude, demande.conclusion = etudes.ecrire(etude), etude.conclusion


@effet("rejeter", Demande, quand="avant")
def garder_l_etude(session, demande, acteur):
    """A refusal keeps what the rules said that day."""
    if etude := etudes.etudier(session, demande):
        demande.etude = etudes.ecrire(etude)
