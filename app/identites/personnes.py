"""The people who sign in: making an account, giving it roles, an employer or an insured number."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Role, User
from app.identites.hachage import hacher
from app.identites.tables import CompteAssure, Habilitation, Personnel
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.acces import Acteur, Perimetre, systeme
from app.socle.horloge import maintenant

PERSONNEL = "Personnel"
ROLES = ("Employeur", "Assuré", PERSONNEL)
"""As what one signs in. What somebody of the staff is, dated rows say (see `app.identites.organisation`)."""


def acteur_de(personne: User) -> Acteur:
    """Return a person as the journal names her, whoever the request at hand is of."""
    return Acteur(personne.id, personne.get_full_name(), frozenset(), Perimetre(utilisateur_id=personne.id))


def synchroniser_roles(session: Session) -> list[str]:
    """Make sure every role exists in the database; return the names added."""
    presents = set(session.scalars(select(Role.name)))
    ajoutes = [nom for nom in ROLES if nom not in presents]
    session.add_all(Role(name=nom) for nom in ajoutes)
    session.flush()
    return ajoutes


def trouver(session: Session, email: str) -> User | None:
    """Return the account of this e-mail, whatever its case; None when there is none."""
    return session.scalars(select(User).where(User.username == email.strip().lower())).one_or_none()


def existe(session: Session, email: str) -> bool:
    """Say whether an account has this e-mail, whatever its case."""
    return trouver(session, email) is not None


def creer(session: Session, email: str, nom: str, prenoms: str, mot_de_passe: str, roles: list[str]) -> User:
    """Return a new active account; its login is the e-mail, lower-cased. Does not commit."""
    adresse = email.strip().lower()
    personne = User(
        username=adresse,
        email=adresse,
        first_name=prenoms,
        last_name=nom,
        active=True,
        password=hacher(mot_de_passe),
        created_on=maintenant(),
        roles=list(session.scalars(select(Role).where(Role.name.in_(roles)))),
    )
    session.add(personne)
    session.flush()
    noter(session, Fait.droits, "Compte créé", sur=personne, details={"roles": sorted(roles)})
    return personne


def habiliter(
    session: Session, personne: User, employeur_id: int, declarer: bool = True, titulaire: bool = True
) -> None:
    """Let the person act for an employer; its owner (titulaire) invites others."""
    habilitation = Habilitation(
        utilisateur_id=personne.id, employeur_id=employeur_id, declarer=declarer, titulaire=titulaire
    )
    session.add(habilitation)
    noter(session, Fait.droits, "Habilitation donnée", sur=habilitation)


def rattacher(session: Session, personne: User, assure_id: int) -> None:
    """Link the account to an insured person."""
    session.add(CompteAssure(utilisateur_id=personne.id, assure_id=assure_id))


def relier_le_personnel(session: Session, utilisateur_id: int, assure_id: int | None) -> None:
    """Say which insured person somebody of the fund's staff is, None where she has no number.

    What was said before is replaced. Does not commit.
    """
    with systeme("who says it acts for the fund"):
        dit = session.scalars(
            select(Personnel).where(Personnel.utilisateur_id == utilisateur_id)
        ).one_or_none()
    if dit is None:
        session.add(dit := Personnel(utilisateur_id=utilisateur_id))
    dit.assure_id = assure_id
    session.flush()
