"""What every request is asked before it is sent, and what its acceptance rests on."""

from sqlalchemy.orm import Session

from app.demandes import etudes
from app.demandes.cycle import avant
from app.demandes.etats import ACCEPTER, REJETER, SOUMETTRE
from app.demandes.pieces.dossier import manquantes
from app.demandes.tables import Demande
from app.regles import francais
from app.socle.acces import Acteur
from app.socle.refus import Refus


@avant(SOUMETTRE, Demande)
def exiger_les_pieces(session: Session, demande: Demande, acteur: Acteur) -> None:
    """A request is sent with the pieces its service requires."""
    if absentes := manquantes(demande):
        noms = ", ".join(f"« {s.libelle} »" for s in absentes)
        raise Refus(f"Il manque encore des pièces : {noms}. Joignez-les, puis confirmez.")


@avant(SOUMETTRE, Demande)
def exiger_un_numero_ouvert(session: Session, demande: Demande, acteur: Acteur) -> None:
    """A closed insured number asks for nothing: its holder died, or has another one."""
    if demande.assure and demande.assure.ferme_le:
        raise Refus(
            f"Le numéro d’assurance {demande.assure.numero} est clos depuis le "
            f"{francais.jour(demande.assure.ferme_le)} ({demande.assure.motif_fermeture or 'sans motif'}) : "
            "adressez-vous à la CNSS avec une pièce d’identité."
        )


@avant(ACCEPTER, Demande)
def exiger_une_etude_favorable(session: Session, demande: Demande, acteur: Acteur) -> None:
    """An acceptance rests on the rules as they are today; the study and its sentence are kept with it."""
    etude = etudes.etudier(session, demande)
    if etude is None:
        return
    if not etude.favorable:
        raise Refus("Les conditions ne sont pas remplies : " + " ".join(etude.manques))
    demande.etude, demande.conclusion = etudes.ecrire(etude), etude.conclusion


@avant(REJETER, Demande)
def garder_l_etude(session: Session, demande: Demande, acteur: Acteur) -> None:
    """A refusal keeps what the rules said that day."""
    if etude := etudes.etudier(session, demande):
        demande.etude = etudes.ecrire(etude)
