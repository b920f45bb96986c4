"""What the person and the fund write to each other about a request, and who has still to read it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.demandes.pieces import dossier
from app.demandes.pieces_demandees import COMPLEMENT
from app.demandes.tables import Cote, Demande, Message
from app.socle.acces import Acteur
from app.socle.refus import Refus

LONGUEUR = 4_000
TABLE = Demande.__table__


AUTRE = {Cote.caisse: Cote.demandeur, Cote.demandeur: Cote.caisse}
"""Who reads what one side writes."""


def ecrire(
    session: Session, *, demande: Demande, texte: str, envois: list[dossier.Envoi], acteur: Acteur, cote: Cote
) -> Message:
    """Add a message written on the side `cote`, with its pieces, in the caller's transaction, and return it.

    Raises Refus before the request is sent or when there is nothing to say, PieceRefusee.
    """
    texte = texte.strip()
    if demande.soumise_le is None:
        raise Refus("Cette demande n’est pas encore envoyée : la CNSS n’y lit aucun message.")
    if not texte:
        raise Refus("Écrivez votre message avant de l’envoyer.")
    if len(texte) > LONGUEUR:
        raise Refus(f"Ce message est trop long : {LONGUEUR} caractères au plus.")
    message = Message(
        demande=demande,
        texte=texte,
        pour=AUTRE[cote],
        auteur_id=acteur.utilisateur_id,
        auteur_nom=acteur.nom,
    )
    session.add(message)
    session.flush()
    for envoi in envois:
        dossier.joindre(session, demande, COMPLEMENT.code, envoi, acteur, message=message)
    demande.message_pour = AUTRE[cote]
    return message


def marquer_lus(session: Session, demande: Demande) -> None:
    """Note that nobody has a message of this request left to read; the request itself does not change."""
    session.execute(update(TABLE).where(TABLE.c.id == demande.id).values(message_pour=None))
