"""Four eyes are two people's, whatever their accounts, and both still have the right as it is done."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import meme_personne
from app.identites.pouvoirs import acteur_du_personnel
from app.referentiel.propositions import (
    Changement,
    acte_de,
    exigee_pour_confirmer,
    obstacle_a,
    obstacle_a_proposer,
)
from app.referentiel.tables import Issue, Proposition
from app.socle.acces import Acteur


@obstacle_a_proposer(None)
def pour_soi(session: Session, changement: Changement, acteur: Acteur) -> str:
    """Return why somebody may not propose a change that gives a power to another account of his."""
    beneficiaire = changement.beneficiaire_id
    if beneficiaire is None or not meme_personne.une_seule(session, acteur.utilisateur_id, beneficiaire):
        return ""
    return "Vous ne vous donnez pas un pouvoir à vous-même : une autre personne doit le proposer."


@obstacle_a(None)
def sous_un_autre_compte(session: Session, proposition: Proposition, acteur: Acteur) -> str:
    """Return why a person may not be her own second under another account; empty when she is not."""
    autres = (proposition.proposee_par_id, proposition.beneficiaire_id)
    if any(
        meme_personne.une_seule(session, acteur.utilisateur_id, autre)
        for autre in autres
        if autre is not None
    ):
        return "Un autre de vos comptes l’a proposé ou y gagne un pouvoir : une autre personne doit décider."
    return ""


@obstacle_a(None)
def doit_son_pouvoir(session: Session, proposition: Proposition, acteur: Acteur) -> str:
    """Return why who owes an account or a power to the first person may not be the second."""
    siens = {"utilisateur_id": acteur.utilisateur_id}
    requete = select(Proposition.proposee_par_id).where(
        Proposition.beneficiaire_id.in_(meme_personne.SIENS.comptes), Proposition.issue == Issue.confirmee
    )
    donneurs = set(session.scalars(requete, siens)) - {None}
    if proposition.proposee_par_id in donneurs:
        return (
            f"{proposition.proposee_par_nom} a proposé votre compte ou votre pouvoir : "
            "une personne qui ne les lui doit pas doit confirmer."
        )
    if proposition.beneficiaire_id in donneurs:
        return (
            "Cela donne un pouvoir à qui a proposé votre compte ou le vôtre : "
            "une personne qui ne les lui doit pas doit confirmer."
        )
    return ""


@exigee_pour_confirmer(None)
def propose_encore(session: Session, proposition: Proposition, acteur: Acteur) -> str:
    """Return why what was proposed may only be refused: who proposed it could not propose it today."""
    if proposition.proposee_par_id is None or _peut(session, proposition):
        return ""
    return (
        f"{proposition.proposee_par_nom} n’a plus ce droit, ou son compte est fermé : une personne qui l’a "
        "doit le proposer de nouveau."
    )


def _peut(session: Session, proposition: Proposition) -> bool:
    """Say whether who proposed has an open account that still holds the right of the act."""
    qui = session.get(User, proposition.proposee_par_id)
    if qui is None or not qui.active:
        return False
    de = acte_de(proposition)
    return de.droit in acteur_du_personnel(session, qui).droits(de.domaine)
