"""The journal of who read health data or a piece (loi 2019-014), and the mark of messages read."""

from sqlalchemy.orm import Session

from app.demandes import messages
from app.demandes.tables import Consultation, Cote, Demande, Piece
from app.socle.acces import Acteur


def a_noter(demande: Demande, cote: Cote) -> bool:
    """Say whether showing a request on one side is to be written down: health data, or messages to read."""
    return demande.message_pour is cote or (demande.reservee and cote is Cote.caisse)


def noter(session: Session, demande: Demande, acteur: Acteur, cote: Cote) -> None:
    """Write down that a person of the fund read a request of health data; its messages are read too."""
    if demande.reservee and cote is Cote.caisse:
        session.add(_consultation(demande, acteur, _nom(demande)))
    if demande.message_pour is cote:
        messages.marquer_lus(session, demande)


def noter_la_piece(session: Session, piece: Piece, acteur: Acteur) -> None:
    """Write down that a person read a piece."""
    quoi = f"{_nom(piece.demande)} : {piece.fichier.nom}"
    session.add(_consultation(piece.demande, acteur, quoi, piece.id))


def _consultation(demande: Demande, acteur: Acteur, quoi: str, piece_id: int | None = None) -> Consultation:
    return Consultation(
        demande_id=demande.id,
        piece_id=piece_id,
        acteur_id=acteur.utilisateur_id,
        acteur_nom=acteur.nom,
        quoi=quoi[:200],
    )


def _nom(demande: Demande) -> str:
    return f"{demande.libelle_type} {demande.numero or 'en préparation'}"
