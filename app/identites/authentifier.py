"""E-mail and password against the accounts: the same work and the same answer whoever is tried."""

from functools import lru_cache

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import verrou
from app.identites.appareils import AUCUN, Appareil
from app.identites.hachage import est_le_bon, hacher
from app.identites.personnes import trouver
from app.identites.sessions import adresse_abregee
from app.journal.notes import noter
from app.journal.sujets import Sujet
from app.journal.tables import Fait
from app.socle.acces import Acteur, Perimetre
from app.socle.base_de_donnees import transaction
from app.socle.horloge import maintenant

INCONNU = Acteur(None, "Inconnu", frozenset(), Perimetre())
"""Who tries a door and is not let in."""


def authentifier(
    session: Session, email: str, mot_de_passe: str, adresse: str, appareil: Appareil = AUCUN
) -> User | None:
    """Return whose e-mail and password these are, None when they are nobody's.

    `adresse` is the network address of who tries, `appareil` the device. Raises verrou.Verrouille after too
    many failures, whether the account exists or not, and then says nothing of the password. Commits what it
    counts.
    """
    email = email.strip().lower()
    personne = trouver(session, email)
    cles = _comptees(email, personne, adresse, appareil)
    with transaction(session):
        permis = verrou.permettre(session, *cles, de=personne.id if personne else None)
    if not permis:
        raise verrou.Verrouille(verrou.attente(session, *cles))
    secret = personne.password if personne is not None and personne.is_active else None
    if not est_le_bon(secret or _leurre(), mot_de_passe) or not secret or personne is None:
        with transaction(session):
            _noter_l_echec(session, email, personne, adresse)
        return None
    with transaction(session):
        verrou.reussir(session, *cles)
        dater(session, personne.id)
    return personne


def _comptees(email: str, personne: User | None, adresse: str, appareil: Appareil) -> tuple[str, ...]:
    """Return what an attempt is counted for: the owner's device alone, where it is known."""
    if personne is not None and (sien := appareil.connu_de(personne.id)):
        return (verrou.cle("appareil", sien, str(personne.id)),)
    return (
        verrou.cle(verrou.COMPTE, email),
        verrou.cle("compte-et-reseau", email, verrou.reseau(adresse)),
        verrou.cle_du_reseau("connexion", adresse),
    )


def _noter_l_echec(session: Session, email: str, personne: User | None, adresse: str) -> None:
    """Have the journal tell a refusal: not the address tried, which may be a password typed in its place."""
    compte = Sujet("compte", personne.id if personne else None, f"…@{email.rpartition('@')[2]}")
    reseau = {"reseau": adresse_abregee(adresse)}
    noter(session, Fait.ecarte, "Connexion", sur=compte, acteur=INCONNU, details=reseau)


@lru_cache(maxsize=1)
def _leurre() -> str:
    """Return the hash of nobody's password: trying an unknown account takes as long as a known one."""
    return hacher("personne")


def dater(session: Session, utilisateur_id: int) -> None:
    """Write that a person has just signed in."""
    table = User.__table__
    session.execute(
        update(table)
        .where(table.c.id == utilisateur_id)
        .values(
            last_login=maintenant().replace(tzinfo=None),
            login_count=func.coalesce(table.c.login_count, 0) + 1,
        )
    )
