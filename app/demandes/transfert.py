"""A request handed over to another team of the fund: said in its journal, read by that team from then on."""

from sqlalchemy.orm import Session

from app.demandes import a_deux, interets
from app.demandes.etats import INSTRUIRE, TERMINEES
from app.demandes.tables import Demande, Evenement
from app.identites.organisation import Organisation, organisation
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus

NOM = "transferer"


def possible(demande: Demande, droits: frozenset[str]) -> bool:
    """Say whether who holds `droits` on a request may hand it over: it was sent, and nothing is decided."""
    return INSTRUIRE in droits and demande.soumise_le is not None and demande.statut not in TERMINEES


def equipes(session: Session, demande: Demande) -> list[tuple[str, str]]:
    """Return the teams that may take a request, `(code, name)`: health goes to one that may read it."""
    chez = organisation(session, aujourd_hui())
    return [
        (code, equipe.nom)
        for code, equipe in chez.equipes.items()
        if code != demande.equipe and (equipe.sante or not demande.sante)
    ]


def transferer(session: Session, demande: Demande, equipe: str, acteur: Acteur, motif: str) -> Evenement:
    """Give a request to another team, by its code, without its present agent; return the journal entry.

    Its state does not change. Does not commit. Raises Refus, in French.
    """
    motif = motif.strip()
    if not possible(demande, acteur.droits_sur(demande)):
        raise Refus("Cette demande ne se transfère pas : elle est décidée, ou n’est pas à vous.")
    interets.exiger_aucun(session, demande, acteur.utilisateur_id)
    chez = organisation(session, aujourd_hui())
    if equipe == demande.equipe:
        raise Refus(f"Cette demande est déjà à l’{_nom(chez, equipe)} : choisissez-en une autre.")
    if equipe not in dict(equipes(session, demande)):
        raise Refus(
            "Cette équipe ne peut pas recevoir cette demande : un dossier de santé ne va qu’à une équipe "
            "qui en traite. Choisissez-en une autre."
        )
    if not motif:
        raise Refus("Écrivez pourquoi vous transférez la demande : l’autre équipe le lira.")
    a_deux.abandonner(session, demande, acteur)
    evenement = Evenement(
        demande=demande,
        transition=NOM,
        de=demande.statut,
        vers=demande.statut,
        acteur_id=acteur.utilisateur_id,
        acteur_nom=acteur.nom,
        motif=f"Transférée de l’{_nom(chez, demande.equipe)} à l’{_nom(chez, equipe)} : {motif}",
    )
    demande.equipe, demande.agent_id = equipe, None
    session.add(evenement)
    vers = f"{demande.libelle_type}, à l’{_nom(chez, equipe)}"
    noter(session, Fait.transfere, vers, sur=demande, acteur=acteur, pourquoi=motif)
    session.flush()
    return evenement


def _nom(chez: Organisation, code: str) -> str:
    """Return the name of a team within a sentence."""
    nom = chez.nom(code)
    return nom[0].lower() + nom[1:]
