"""A request handed over to another team of the fund: said in its journal, read by that team from then on."""

from sqlalchemy.orm import Session

from app.demandes.etats import TERMINEES
from app.demandes.tables import Demande, Evenement
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.acces import Acteur, Equipe
from app.socle.refus import Refus

NOM = "transferer"


def possible(demande: Demande, droits: frozenset[str]) -> bool:
    """Say whether who holds `droits` on a request may hand it over: it was sent, and nothing is decided."""
    return "instruire" in droits and demande.soumise_le is not None and demande.statut not in TERMINEES


def transferer(session: Session, demande: Demande, equipe: Equipe, acteur: Acteur, motif: str) -> Evenement:
    """Give a request to another team, without its present agent, and return the journal entry.

    Its state does not change. Does not commit. Raises Refus, in French.
    """
    motif = motif.strip()
    if not possible(demande, acteur.droits_sur(demande)):
        raise Refus("Cette demande ne se transfère pas : elle est décidée, ou n’est pas à vous.")
    if equipe is demande.equipe:
        raise Refus(f"Cette demande est déjà à l’{_nom(equipe)} : choisissez-en une autre.")
    if not motif:
        raise Refus("Écrivez pourquoi vous transférez la demande : l’autre équipe le lira.")
    evenement = Evenement(
        demande=demande,
        transition=NOM,
        de=demande.statut,
        vers=demande.statut,
        acteur_id=acteur.utilisateur_id,
        acteur_nom=acteur.nom,
        motif=f"Transférée de l’{_nom(demande.equipe)} à l’{_nom(equipe)} : {motif}",
    )
    demande.equipe, demande.agent_id = equipe, None
    session.add(evenement)
    vers = f"{demande.libelle_type}, à l’{_nom(equipe)}"
    noter(session, Fait.transfere, vers, sur=demande, acteur=acteur, pourquoi=motif)
    session.flush()
    return evenement


def _nom(equipe: Equipe) -> str:
    return equipe.value[0].lower() + equipe.value[1:]
