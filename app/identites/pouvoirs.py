"""What somebody of the staff may do: it follows from his functions, his teams and their services."""

from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Date, Row, bindparam, literal, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites.organisation import (
    PAIEMENTS,
    Affectation,
    Attribution,
    EquipeDeLaCaisse,
    Fonction,
    Organisation,
    organiser,
    prise,
)
from app.referentiel.tables import en_vigueur
from app.socle.acces import SERVICES, Acteur, Caisse, Perimetre
from app.socle.droits import Qualite
from app.socle.horloge import aujourd_hui


def caisse_de(session: Session, utilisateur_id: int, jour: date) -> Caisse:
    """Return which rows somebody of the staff sees on a day, and in which qualities he acts."""
    par_sorte: dict[str, list[Row[Any]]] = {modele.__tablename__: [] for modele in REUNIES}
    for ligne in session.execute(TOUT_D_UNE_PERSONNE, {"jour": jour, "utilisateur_id": utilisateur_id}):
        par_sorte[ligne.sorte].append(ligne)
    fonctions, equipes, attributions = (
        en_vigueur(par_sorte[modele.__tablename__], modele.sujet_de, jour) for modele in REUNIES
    )
    return composer(
        {f.fonction for f in fonctions}, {f.equipe for f in fonctions}, organiser(equipes, attributions)
    )


REUNIES: tuple[type[Any], ...] = (Affectation, EquipeDeLaCaisse, Attribution)
"""What tells what somebody of the staff may do."""


def _tout_d_une_personne() -> CompoundSelect[Any]:
    """Return what `_lues` asks three times as one statement, for it is asked at each page of the staff."""
    colonnes = {c.name: c for modele in REUNIES for c in modele.__table__.c if c.name not in A_PART}
    parties = (
        select(
            literal(modele.__tablename__).label("sorte"),
            *(
                modele.__table__.c.get(nom, type_coerce(null(), colonne.type).label(nom))
                for nom, colonne in colonnes.items()
            ),
        ).where(prise(modele.__table__, bindparam("jour", type_=Date)))
        for modele in REUNIES
    )
    siennes, *autres = parties
    return union_all(
        siennes.where(Affectation.__table__.c.utilisateur_id == bindparam("utilisateur_id")), *autres
    ).order_by("effet_le")


A_PART = ("id", "raison", "confirme_le", "retire_le")
"""The columns on which nothing that somebody may do depends."""
TOUT_D_UNE_PERSONNE = _tout_d_une_personne()


def acteur_du_personnel(session: Session, personne: User) -> Acteur:
    """Return somebody of the staff as who acts, where no request says it."""
    caisse = caisse_de(session, personne.id, aujourd_hui())
    perimetre = Perimetre(utilisateur_id=personne.id, caisse=caisse)
    return Acteur(personne.id, personne.get_full_name(), caisse.qualites, perimetre)


def composer(fonctions: set[Fonction], equipes: set[str], chez: Organisation) -> Caisse:
    """Return what follows from what somebody is and from the teams he is of."""
    siennes = frozenset(code for code in equipes if code in chez.equipes)
    services = chez.confies(siennes)
    qualites = {Qualite[f.name] for f in fonctions if f is not Fonction.agent}
    if Fonction.agent in fonctions:
        qualites |= _d_un_agent(siennes, services, redige=any(chez.equipes[code].redige for code in siennes))
    return Caisse(
        qualites=frozenset(qualites),
        equipes=siennes,
        services=services,
        sante=frozenset(code for code in siennes if chez.equipes[code].sante),
    )


def _d_un_agent(equipes: frozenset[str], services: frozenset[str], redige: bool) -> set[Qualite]:
    """Return the qualities that an agent's teams give, and what is entrusted to them."""
    du_registre = any(not SERVICES[service].page_du_visiteur for service in services)
    return {
        qualite
        for qualite, tenue in {
            Qualite.agent: bool(equipes),
            Qualite.gestionnaire: du_registre,
            Qualite.recouvrement: PAIEMENTS in services,
            Qualite.redaction: redige,
        }.items()
        if tenue
    }
