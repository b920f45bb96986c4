"""The proof by a contact that the same person, or an agent, proved before."""

from sqlalchemy.orm import Session

from app.identites import codes
from app.identites.preuves.etat import ajouter, contact_connu
from app.identites.preuves.tables import SorteDePreuve
from app.identites.tables import Inscription

POUR = "prouver que le dossier est le vôtre"


def envoyer(session: Session, inscription: Inscription) -> int:
    """Send a code to a known contact and return its key; where there is none, nothing, told to nobody.

    It is for this inscription alone: whoever claims another file meanwhile proves nothing by it. Raises what
    `codes.envoyer` does.
    """
    connu = contact_connu(session, inscription)
    return codes.envoyer(
        session,
        _objet(inscription),
        connu or "personne@inconnu",
        POUR,
        muet=connu is None,
        frein=f"dossier {inscription.numero}",
    )


def verifier(session: Session, inscription: Inscription, cle: int, saisi: str) -> bool:
    """Say whether a code proves who she is; it counts either way. Raises codes.CodeMort."""
    if codes.verifier(session, _objet(inscription), cle, saisi) is None:
        return False
    ajouter(session, inscription, SorteDePreuve.contact)
    return True


def _objet(inscription: Inscription) -> str:
    return f"identite-{inscription.id}"
