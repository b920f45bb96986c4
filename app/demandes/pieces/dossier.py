"""The pieces of one request: joined, taken back, counted against what the service demands, read."""

from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from app.demandes.etats import A_COMPLETER
from app.demandes.pieces import antivirus
from app.demandes.pieces.desarmer import Desarmee, desarmer, dessiner
from app.demandes.pieces.formats import reconnaitre
from app.demandes.pieces.refus import PieceIndesarmable, PieceRefusee
from app.demandes.pieces_demandees import COMPLEMENT, PieceDemandee
from app.demandes.tables import Analyse, Demande, Message, Piece
from app.socle.acces import Acteur
from app.socle.base_de_donnees import transaction, verrouiller
from app.socle.empreinte import empreinte
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from app.travaux import fichiers
from app.travaux.taches import differer, tache

AU_PLUS = 40
"""Pieces of one request, all kinds together."""


def sortes(demande: Demande) -> tuple[PieceDemandee, ...]:
    """Return the kinds of piece that may be joined to a request: its service's, and any other."""
    return (*demande.pieces_demandees, COMPLEMENT)


def sorte(demande: Demande, code: str) -> PieceDemandee:
    """Return the kind `code` of a request; raises KeyError."""
    return {s.code: s for s in sortes(demande)}[code]


@dataclass(frozen=True)
class Envoi:
    """A file sent, made harmless before anything is written, with the fingerprint of what arrived."""

    nom: str
    empreinte: str
    analyse: Analyse
    desarmee: Desarmee


def examiner(nom: str, contenu: bytes) -> Envoi:
    """Return a file fit to be joined; raises PieceRefusee.

    Asks the antivirus and makes the file harmless, for a second or more: hold no lock meanwhile.
    """
    format_ = reconnaitre(contenu)
    analyse = antivirus.analyser(contenu)
    if analyse is Analyse.infectee:
        raise PieceRefusee(
            "L’antivirus de la CNSS signale un danger dans ce fichier : il n’a pas été gardé. "
            "Analysez votre appareil, puis numérisez le document de nouveau."
        )
    desarmee = desarmer(contenu, format_)
    return Envoi(_nom(nom, desarmee.format is format_), empreinte(contenu), analyse, desarmee)


def _nom(recu: str, meme_format: bool) -> str:
    """Return the name of what is kept: a picture converted is not called « .heic » any more."""
    return recu if meme_format else f"{recu.rpartition('.')[0] or recu}.jpg"


def joindre(
    session: Session,
    demande: Demande,
    code: str,
    envoi: Envoi,
    acteur: Acteur,
    nature: str = "",
    message: Message | None = None,
) -> Piece:
    """Keep a file as a piece of kind `code`, in the caller's transaction, and return it.

    Raises PieceRefusee, in French, for one too many or already there, and KeyError for an unknown kind.
    """
    demandee = sorte(demande, code)
    if demandee.natures and nature not in demandee.natures:
        raise PieceRefusee(f"Choisissez le document joint : {' ou '.join(demandee.natures)}.")
    if len(demande.pieces) >= AU_PLUS:
        raise PieceRefusee(f"Cette demande a déjà {AU_PLUS} pièces : retirez celles qui ne servent pas.")
    if message is None and _deja_jointe(demande, code, envoi):
        raise PieceRefusee("Ce fichier est déjà joint : inutile de l’envoyer deux fois.")
    piece = Piece(
        demande=demande,
        code=code,
        nature=nature or None,
        analyse=envoi.analyse,
        fichier=fichiers.deposer(session, envoi.nom, envoi.desarmee.contenu, acteur.utilisateur_id),
        message_id=message.id if message else None,
        jointe_par_id=acteur.utilisateur_id,
    )
    _dire_desarmee(piece, envoi.desarmee, envoi.empreinte)
    session.add(piece)
    session.flush()
    if envoi.analyse is Analyse.non_analysee and current_app.config["CLAMD_URL"]:
        differer(session, analyser_piece, f"piece:{piece.id}", piece_id=piece.id)
    return piece


def _dire_desarmee(piece: Piece, desarmee: Desarmee, empreinte_recue: str) -> None:
    piece.format, piece.desarmee_le, piece.empreinte_recue = desarmee.format, maintenant(), empreinte_recue
    piece.retraits, piece.feuilles = desarmee.retraits, desarmee.feuilles


def _deja_jointe(demande: Demande, code: str, envoi: Envoi) -> bool:
    return any(p.empreinte_recue == envoi.empreinte for p in jointes(demande)[code])


def retirer(session: Session, piece: Piece) -> None:
    """Take back a piece while its request may still change; raises Refus once it is sent."""
    if piece.demande.statut not in A_COMPLETER or piece.message_id:
        raise Refus("Cette demande est envoyée : ses pièces ne se retirent plus.")
    session.delete(piece)
    session.delete(piece.fichier)


def jointes(demande: Demande) -> dict[str, list[Piece]]:
    """Return the pieces of each kind, those of messages apart, in the order the service asks for them."""
    return {
        s.code: [p for p in demande.pieces if p.code == s.code and p.message_id is None]
        for s in sortes(demande)
    }


def manquantes(demande: Demande) -> list[PieceDemandee]:
    """Return the kinds that the service requires and that have no file."""
    presentes = {p.code for p in demande.pieces}
    return [s for s in demande.pieces_demandees if s.obligatoire and s.code not in presentes]


def obstacle(piece: Piece) -> str:
    """Return the French sentence that says why a piece is not opened; empty when it is."""
    if piece.analyse is Analyse.infectee:
        return "L’antivirus a signalé un danger dans ce fichier : il ne s’ouvre pas."
    if piece.desarmee_le is None:
        return (
            "Ce fichier n’a pas été nettoyé à son arrivée : il ne s’ouvre pas. Demandez-en une nouvelle "
            "copie par un message, ou le nettoyage des anciennes pièces à l’administrateur."
        )
    return ""


def lire(piece: Piece) -> bytes:
    """Return the bytes of a piece; raises PieceRefusee for one that is not opened (see `obstacle`)."""
    if raison := obstacle(piece):
        raise PieceRefusee(raison)
    return fichiers.lire(piece.fichier)


def montrer(piece: Piece, rang: int, largeur: int, quarts: int) -> bytes:
    """Return the sheet `rang` (from 0) of a piece, a WebP so wide and turned; raises PieceRefusee."""
    return dessiner(lire(piece), piece.format, rang, largeur, quarts)


def desarmer_apres_coup(session: Session, piece: Piece) -> str:
    """Disarm a piece kept as it came, in a transaction of its own; return why it could not be, or nothing."""
    try:
        recu = fichiers.lire(piece.fichier)
        desarmee = desarmer(recu, piece.format)
    except (fichiers.FichierAltere, PieceIndesarmable) as raison:
        return str(raison)
    with transaction(session):
        verrouiller(session, piece)
        piece.fichier.nom = _nom(piece.fichier.nom, desarmee.format is piece.format)
        fichiers.remplacer(piece.fichier, desarmee.contenu)
        _dire_desarmee(piece, desarmee, empreinte(recu))
    return ""


class AntivirusMuet(RuntimeError):
    """The antivirus still does not answer: the task tries again later."""


@tache("analyser_piece", dehors=True)
def analyser_piece(session: Session, piece_id: int) -> None:
    """Scan a piece that the antivirus could not look at when it came; raises AntivirusMuet to try again."""
    piece = session.get(Piece, piece_id)
    if piece is None:
        return
    analyse = antivirus.analyser(fichiers.lire(piece.fichier))
    if analyse is Analyse.non_analysee:
        raise AntivirusMuet
    with transaction(session):
        session.get_one(Piece, piece_id).analyse = analyse
