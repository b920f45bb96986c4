"""Who brought a statement books none of its lines: a file is not the bank's word, anybody can write one."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.demandes import a_deux
from app.identites import meme_personne
from app.services.paiement.tables import LigneReleve, Paiement
from app.socle.acces import Acteur
from app.socle.refus import Refus

MEME_MAIN = (
    "Vous avez importé le relevé de ce versement : une autre personne de l’équipe le confirme, ou le porte "
    "au compte de l’employeur."
)


def empechees(session: Session, lignes: Iterable[LigneReleve], acteur: Acteur) -> frozenset[int]:
    """Return the keys of the lines that somebody may not book, for having brought their statement.

    From the amount from which a payment without a line takes two people: see `a_deux.seuil`.
    """
    importateurs = {ligne: ligne.releve.par_id for ligne in lignes}
    siens = {
        importateur
        for importateur in set(importateurs.values())
        if importateur is not None and meme_personne.une_seule(session, acteur.utilisateur_id, importateur)
    }
    seuil = a_deux.seuil(session, Paiement) if siens else None
    if seuil is None:
        return frozenset()
    return frozenset(
        ligne.id
        for ligne, importateur in importateurs.items()
        if importateur in siens and ligne.montant >= seuil
    )


def exiger(session: Session, ligne: LigneReleve, acteur: Acteur) -> None:
    """Raise Refus when who would book a line brought it."""
    if empechees(session, [ligne], acteur):
        raise Refus(MEME_MAIN)
