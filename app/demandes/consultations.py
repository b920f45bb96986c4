"""The reading of a piece, told to the journal (loi 2019-014); that of a page, the journal sees by itself."""

from sqlalchemy.orm import Session

from app.demandes.pieces.dossier import sorte
from app.demandes.tables import Piece
from app.journal.notes import noter
from app.journal.sujets import nommer
from app.journal.tables import Fait
from app.socle.acces import Acteur


def noter_la_piece(session: Session, piece: Piece, acteur: Acteur) -> None:
    """Write down that a person reads a piece, each time: which kind of paper, never the name of a file."""
    quoi = f"Pièce « {sorte(piece.demande, piece.code).libelle} »"
    noter(session, Fait.lit, quoi, sur=nommer(piece.demande), acteur=acteur, details={"piece": piece.id})
