"""The people who sign in: making an account, giving it roles, an employer or an insured number."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Role, User
from app.generateur.controles import lire_adresse
from app.identites.hachage import hacher
from app.identites.tables import CompteAssure, Contact, Habilitation, Personnel
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


def trouver(session: Session, adresse: str) -> User | None:
    """Return the account that an e-mail or a telephone opens, however it is typed; None when there is none.

    Read past the scope on purpose: whoever signs in is nobody yet.
    """
    c = Contact.__table__.c
    en_vigueur = c.retire_le.is_(None) & c.arrete_le.is_(None) & (c.effet_le <= maintenant())
    sien = select(c.utilisateur_id).where(c.adresse == lire_adresse(adresse), en_vigueur)
    return session.scalars(select(User).where(User.id.in_(sien))).one_or_none()


def existe(session: Session, adresse: str) -> bool:
    """Say whether an account is opened by this e-mail or telephone."""
    return trouver(session, adresse) is not None


def creer(
    session: Session,
    adresse: str,
    nom: str,
    prenoms: str,
    mot_de_passe: str | None,
    roles: list[str],
    prouve_par_id: int | None = None,
) -> User:
    """Return a new active account, opened by its e-mail or telephone. Does not commit.

    Without password, a code sent there opens it. `prouve_par_id` is the agent before whom it was proved. The
    framework wants a name and an e-mail of each account: both are that address.
    """
    adresse = lire_adresse(adresse)
    personne = User(
        username=adresse,
        email=adresse,
        first_name=prenoms,
        last_name=nom,
        active=True,
        password=hacher(mot_de_passe) if mot_de_passe else None,
        created_on=maintenant(),
        roles=list(session.scalars(select(Role).where(Role.name.in_(roles)))),
    )
    session.add(personne)
    session.flush()
    instant = maintenant()
    session.add(
        Contact(
            utilisateur_id=personne.id,
            adresse=adresse,
            prouve_le=instant,
            prouve_par_id=prouve_par_id,
            effet_le=instant,
            vu_le=instant,
        )
    )
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
    """Have an account open an insured person's file, which no other then does."""
    table = CompteAssure.__table__
    du_dossier = table.c.assure_id == assure_id
    deja = select(table.c.id).where(du_dossier, table.c.utilisateur_id == personne.id)
    if session.scalar(deja) is not None:
        return
    session.execute(delete(table).where(du_dossier))
    session.add(compte := CompteAssure(utilisateur_id=personne.id, assure_id=assure_id))
    donner_le_role(session, personne, "Assuré")
    session.flush()
    noter(session, Fait.droits, "Dossier d’assuré rattaché", sur=compte)


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


def donner_le_role(session: Session, personne: User, nom: str) -> None:
    """Let an account hold one more role."""
    if nom not in {role.name for role in personne.roles}:
        personne.roles.append(session.scalars(select(Role).where(Role.name == nom)).one())
