"""What the forms of an insured person open on: what the register and the account already know."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.carriere import individuel
from app.carriere.depart import premier_depart
from app.carriere.tables import LigneCarriere
from app.repertoire.parametres import bareme
from app.repertoire.tables import Assure, Employeur
from app.socle.horloge import aujourd_hui


def identite(assure: Assure) -> dict:
    """Return who one is, for a form that asks again."""
    noms = ("nom", "prenoms", "naissance_le", "sexe", "telephone")
    return {nom: getattr(assure, nom) for nom in noms} | {"numero_assurance": assure.numero}


def emploi(session: Session, assure: Assure) -> dict:
    """Return the employer who declared last, under the names that the forms give it."""
    derniere = (
        select(LigneCarriere)
        .where(LigneCarriere.assure_id == assure.id)
        .order_by(LigneCarriere.periode.desc(), LigneCarriere.id.desc())
    )
    ligne = session.scalars(derniere.limit(1)).first()
    if ligne is None or ligne.employeur is None:
        return {}
    employeur: Employeur = ligne.employeur
    return {
        "dernier_employeur": employeur.raison_sociale,
        "employeur_actuel": employeur.raison_sociale,
        "employeur_nom": employeur.raison_sociale,
        "employeur_activite": employeur.activite,
        "dernier_salaire": ligne.remuneration,
    }


def pension(session: Session, assure: Assure) -> dict:
    """Return the first departure that age opens, as the simulator proposes it."""
    depart = premier_depart(assure, bareme(session), aujourd_hui())
    return emploi(session, assure) | {"depart_le": depart, "telephone": assure.telephone}


def lacune(session: Session, assure: Assure, debut: int) -> dict:
    """Return the gap of the account that begins in `debut` (yyyymm); nothing for any other month."""
    lacunes = dict(individuel.relever(session, assure.id).lacunes)
    if debut not in lacunes:
        return {}
    return {"periode_debut": debut, "periode_fin": lacunes[debut]}
