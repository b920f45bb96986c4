"""How the fund is organised: its teams, what is entrusted to each, who is of them; all of it dated rows.

What somebody of the staff may do follows from it at once: see `app.identites.pouvoirs`.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Row,
    String,
    insert,
    select,
)
from sqlalchemy.orm import Session, relationship
from wtforms.validators import Regexp

from app.generateur.adaptateur import Model, User
from app.generateur.champs import Choix, champ, cle_etrangere, cle_primaire
from app.referentiel import sortes
from app.referentiel.tables import Datee, en_vigueur
from app.socle.acces import SERVICES, Caisse, Equipe, Perimetre, mien, si
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui, maintenant
from app.socle.refus import ChampRefuse

ORIGINE = date(2000, 1, 1)
"""Since when what comes with a release, or with the command line, is there."""
PAIEMENTS = "paiement"
"""The service whose team receives the fund's money."""
code_d_equipe = Regexp(
    r"^[a-z0-9]+(_[a-z0-9]+)*$", message="Écrivez des minuscules sans accent, des chiffres et des tirets bas."
)


class Fonction(enum.Enum):
    """What somebody is at the fund."""

    agent = "Agent"
    superviseur = "Superviseur"
    auditeur = "Auditeur"
    administration = "Administrateur"


def equipes_a_choisir() -> list[tuple[str, str]]:
    """Return the teams there are today, as a form offers them."""
    return [(e.code, e.nom) for e in lues(db.session, EquipeDeLaCaisse, aujourd_hui())]


def services_a_choisir() -> list[tuple[str, str]]:
    """Return the services that may be entrusted to a team, as a form offers them."""
    return sorted(((e.cle, e.valeur.libelle_type) for e in SERVICES), key=lambda choix: choix[1])


class EquipeDeLaCaisse(Datee, Model):
    """A team of the fund, from a day on."""

    __tablename__ = "equipe"
    publique = True
    sujet_de = ("code",)

    id = cle_primaire()
    code = champ(String(40), "Code", "Celui d’une équipe connue la change", controles=[code_d_equipe])
    nom = champ(String(80), "Nom de l’équipe")
    sante = champ(Boolean, "Traite les dossiers de santé", "Lit les pièces médicales", default=False)
    redige = champ(Boolean, "Écrit le site public", default=False)
    fermee = champ(Boolean, "Fermée", "N’a plus ni membre ni service", default=False)

    def __str__(self) -> str:
        return self.nom


class Attribution(Datee, Model):
    """Which team a service is entrusted to, from a day on."""

    __tablename__ = "attribution"
    publique = True
    sujet_de = ("service",)

    id = cle_primaire()
    service = champ(String(60), "Service", choix=services_a_choisir)
    equipe = champ(String(40), "Équipe", choix=equipes_a_choisir)

    def __str__(self) -> str:
        return f"{SERVICES[self.service].libelle_type if self.service in SERVICES else self.service}"


class Affectation(Datee, Model):
    """What somebody is at the fund, and in which team, between two days."""

    __tablename__ = "affectation"
    sujet_de = ("utilisateur_id", "fonction", "equipe")

    id = cle_primaire()
    utilisateur_id = cle_etrangere("ab_user.id", "Personne", index=True)
    fonction = champ(Choix(Fonction), "Fonction", default=Fonction.agent)
    equipe = champ(
        String(40), "Équipe", "Pour un agent, et pour qui lit les dossiers de santé d’une équipe",
        facultatif=True, choix=equipes_a_choisir,
    )  # fmt: skip
    raison = champ(String(300), "Raison", "Ce qui la fonde : note, remplacement, recrutement")

    utilisateur = relationship(User)

    @classmethod
    def portee(cls, p: Perimetre) -> ColumnElement[bool]:
        return mien((cls.utilisateur_id, p.utilisateur_id))

    @classmethod
    def reserve(cls, caisse: Caisse) -> ColumnElement[bool]:
        return si(caisse.administre)

    def __str__(self) -> str:
        return f"{self.utilisateur} : {self.fonction.value}"


def exiger_coherente(fonction: Fonction, equipe: str | None) -> None:
    """Raise ChampRefuse for an agent without a team."""
    if fonction is Fonction.agent and not equipe:
        raise ChampRefuse("equipe", "Choisissez l’équipe dont cette personne sera l’agent.")


@sortes.exige(Affectation)
def d_une_equipe(session: Session, ligne: Affectation) -> None:
    """An agent is of a team."""
    exiger_coherente(ligne.fonction, ligne.equipe)


@dataclass(frozen=True)
class Organisation:
    """The teams in force on a day, by code, and the team of each service."""

    equipes: dict[str, Row[Any]]
    services: dict[str, str]

    def confies(self, equipes: Iterable[str]) -> frozenset[str]:
        """Return the services entrusted to these teams."""
        voulues = frozenset(equipes)
        return frozenset(service for service, equipe in self.services.items() if equipe in voulues)

    def nom(self, code: str) -> str:
        """Return the name of a team, its code when it is not known any more."""
        return self.equipes[code].nom if code in self.equipes else code


def organisation(session: Session, jour: date) -> Organisation:
    """Return how the fund is organised on a day; a service that no row entrusts goes where its code says."""
    return organiser(lues(session, EquipeDeLaCaisse, jour), lues(session, Attribution, jour))


def organiser(equipes: list[Row[Any]], attributions: list[Row[Any]]) -> Organisation:
    """Return how the fund is organised by rows in force; `organisation` reads them."""
    confies = {a.service: a.equipe for a in attributions}
    services = {e.cle: confies.get(e.cle, str(e.valeur.confiee_a)) for e in SERVICES}
    return Organisation({e.code: e for e in equipes if not e.fermee}, services)


def intitules(session: Session, jour: date) -> dict[int, list[str]]:
    """Return what each of the staff is on a day, in words, by account: « Agent, Équipe prestations »."""
    chez = organisation(session, jour)
    mots: dict[int, list[str]] = {}
    for ligne in lues(session, Affectation, jour):
        mots.setdefault(ligne.utilisateur_id, []).append(intitule(ligne.fonction, ligne.equipe, chez))
    return mots


def membres(session: Session, jour: date) -> dict[str, list[tuple[int, str]]]:
    """Return who is of each team on a day: accounts and names, by the team's code."""
    lignes = [ligne for ligne in lues(session, Affectation, jour) if ligne.equipe]
    comptes = select(User).where(User.id.in_({ligne.utilisateur_id for ligne in lignes}))
    noms = {personne.id: personne.get_full_name() for personne in session.scalars(comptes).unique()}
    par_equipe: dict[str, dict[int, str]] = {}
    for ligne in lignes:
        par_equipe.setdefault(ligne.equipe, {})[ligne.utilisateur_id] = noms[ligne.utilisateur_id]
    return {equipe: sorted(siens.items(), key=lambda qui: qui[1]) for equipe, siens in par_equipe.items()}


def intitule(fonction: Fonction, equipe: str | None, chez: Organisation) -> str:
    """Return a function in words, with its team."""
    return f"{fonction.value}, {chez.nom(equipe)}" if equipe else fonction.value


def equipe_de(session: Session, service: str) -> str:
    """Return the code of the team to which a service is entrusted today."""
    return organisation(session, aujourd_hui()).services[service]


def fonctions_de(session: Session, utilisateur_id: int, jour: date) -> list[Row[Any]]:
    """Return what somebody is at the fund on a day: rows `(fonction, equipe, …)`."""
    return lues(session, Affectation, jour, Affectation.__table__.c.utilisateur_id == utilisateur_id)


def lues(session: Session, modele: type[Any], jour: date, *criteres: ColumnElement[bool]) -> list[Row[Any]]:
    """Return the rows in force as bare rows: asked before anybody's scope is known."""
    t = modele.__table__
    lignes = session.execute(select(t).where(prise(t, jour), *criteres).order_by(t.c.effet_le))
    return en_vigueur(lignes, modele.sujet_de, jour)


def prise(t: Any, jour: date | BindParameter[date]) -> ColumnElement[bool]:
    """Return `Datee.prise` on a bare table."""
    critere: ColumnElement[bool] = (
        t.c.confirme_le.is_not(None) & t.c.retire_le.is_(None) & (t.c.effet_le <= jour)
    )
    return critere


NOMS = {
    Equipe.immatriculation: "Équipe immatriculation",
    Equipe.recouvrement: "Équipe recouvrement",
    Equipe.prestations: "Équipe prestations",
    Equipe.capital_humain: "Équipe capital humain",
    Equipe.communication: "Équipe communication",
}
"""The names of the teams that a release brings."""


def semer(session: Session) -> int:
    """Add the release's own teams where no row speaks of them; return how many. Does not commit."""
    table = EquipeDeLaCaisse.__table__
    connues = set(session.scalars(select(table.c.code)))
    nouvelles = [
        {
            "code": equipe.value,
            "nom": nom,
            "sante": equipe is Equipe.prestations,
            "redige": equipe is Equipe.communication,
            "fermee": False,
            "effet_le": ORIGINE,
            "confirme_le": maintenant(),
        }
        for equipe, nom in NOMS.items()
        if equipe.value not in connues
    ]
    if nouvelles:
        session.execute(insert(table), nouvelles)
    return len(nouvelles)


def affecter(session: Session, utilisateur_id: int, fonction: Fonction, equipe: str | None = None) -> None:
    """Make somebody something at the fund at once: the command line's, before two people can agree.

    Does not commit.
    """
    session.add(
        Affectation(
            utilisateur_id=utilisateur_id,
            fonction=fonction,
            equipe=equipe,
            raison="Mise en service",
            effet_le=ORIGINE,
            confirme_le=maintenant(),
        )
    )


EQUIPES = sortes.declarer(
    EquipeDeLaCaisse, "Équipe", "pouvoirs", ("code", "nom", "sante", "redige", "fermee", "effet_le")
)
ATTRIBUTIONS = sortes.declarer(Attribution, "Service confié", "pouvoirs", ("service", "equipe", "effet_le"))
AFFECTATIONS = sortes.declarer(
    Affectation,
    "Affectation",
    "pouvoirs",
    ("utilisateur", "fonction", "equipe", "effet_le", "fin_le", "raison"),
)
