"""The people who sign in to the demonstration, and whom they act for."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import organisation, personnes
from app.identites.organisation import Fonction
from app.identites.tables import CompteAssure, Habilitation
from app.repertoire.tables import Assure, Employeur
from app.socle.acces import Equipe
from demonstration.population import AGENT_CHEZ_ELLE, Personne

MOT_DE_PASSE = "demo-Cnss-2026"  # noqa: S105 - published with the demonstration, refused in production


class Acces(NamedTuple):
    """An account of the demonstration; `employeurs` are the numbers it declares for, the main one first."""

    email: str
    role: str
    prenoms: str
    nom: str
    employeurs: tuple[str, ...] = ()
    equipes: tuple[Equipe, ...] = ()
    fonction: Fonction | None = None


_DES_DEMANDES = tuple(equipe for equipe in Equipe if equipe is not Equipe.communication)
ACCES = (
    Acces("employeur@demo.tg", "Employeur", "Afi Delphine", "Kouévi", ("10427", "128641")),
    Acces("employeur2@demo.tg", "Employeur", "Komlan", "Attiogbé", ("117350",)),
    Acces("assure@demo.tg", "Assuré", "Kossi Emmanuel", "Amégan"),
    Acces("assure2@demo.tg", "Assuré", "Rachidatou", "Ouro-Gnaou"),
    Acces("agent@demo.tg", "Agent", "Mèhèza", "Tchalim", (), _DES_DEMANDES, Fonction.agent),
    Acces(AGENT_CHEZ_ELLE, "Assuré", "Mèhèza", "Tchalim"),
    Acces("agent2@demo.tg", "Agent", "Essohanam", "Batawila", (), _DES_DEMANDES, Fonction.agent),
    Acces("superviseur@demo.tg", "Superviseur", "Yao Gérard", "Dossèh", fonction=Fonction.superviseur),
    Acces("auditeur@demo.tg", "Auditeur", "Ablavi", "Tettekpoe", fonction=Fonction.auditeur),
    Acces("admin@demo.tg", "Admin", "Damigou", "Lamboni", fonction=Fonction.administration),
    Acces("communication@demo.tg", "Agent", "Akouvi", "Mensah", (), (Equipe.communication,), Fonction.agent),
)


@dataclass(frozen=True)
class Troupe:
    """Who acts: the accounts by e-mail, the declarant of an employer by its number, the fund's agent."""

    utilisateurs: dict[str, User]
    declarants: dict[str, User]
    agent: User


def creer(session: Session) -> Troupe:
    """Make the roles and the accounts of the demonstration, linked to nothing yet."""
    personnes.synchroniser_roles(session)
    utilisateurs = {
        a.email: personnes.creer(
            session,
            adresse=a.email,
            nom=a.nom,
            prenoms=a.prenoms,
            mot_de_passe=MOT_DE_PASSE,
            roles=[personnes.PERSONNEL if a.fonction else a.role],
        )
        for a in ACCES
    }
    organisation.semer(session)
    for a in ACCES:
        if a.fonction:
            for equipe in a.equipes or (None,):
                organisation.affecter(session, utilisateurs[a.email].id, a.fonction, equipe)
    declarants = {numero: utilisateurs[a.email] for a in ACCES for numero in a.employeurs}
    return Troupe(utilisateurs, declarants, utilisateurs["agent@demo.tg"])


def rattacher(session: Session, equipe: Troupe, population: list[Personne]) -> None:
    """Link the accounts to their employers and insured numbers, once these are in the register."""
    cles = dict(session.execute(select(Employeur.numero, Employeur.id)).all())
    for acces in ACCES:
        for numero in acces.employeurs:
            personnes.habiliter(session, equipe.utilisateurs[acces.email], cles[numero])
    for personne in population:
        if personne.compte:
            personnes.rattacher(session, equipe.utilisateurs[personne.compte], personne.id)
        if personne.compte == AGENT_CHEZ_ELLE:
            personnes.relier_le_personnel(session, equipe.agent.id, personne.id)
    session.flush()


def comptes(session: Session) -> list[dict]:
    """Return the demonstration's accounts that exist: `{email, role, employeur, assure}`, numbers or None."""
    presents = set(session.scalars(select(User.email).where(User.email.in_([a.email for a in ACCES]))))
    employeurs = _numeros(session, Habilitation, Habilitation.employeur, Employeur.numero)
    assures = _numeros(session, CompteAssure, CompteAssure.assure, Assure.numero)
    return [
        {
            "email": a.email,
            "role": a.role,
            "employeur": employeurs.get(a.email),
            "assure": assures.get(a.email),
        }
        for a in ACCES
        if a.email in presents
    ]


def _numeros(session: Session, lien, relation, numero) -> dict[str, str]:
    """Return the number each account is linked to, the first one where there are several, by e-mail."""
    requete = select(User.email, numero).select_from(lien).join(lien.utilisateur).join(relation)
    return dict(session.execute(requete.order_by(lien.id.desc())).all())
