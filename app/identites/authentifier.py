"""Address and password against the accounts: the same work and the same answer whoever is tried."""

from functools import lru_cache

from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.generateur.controles import lire_adresse
from app.identites import verrou
from app.identites.appareils import AUCUN, Appareil, nom_connu
from app.identites.hachage import est_le_bon, hacher
from app.identites.personnes import trouver
from app.identites.sessions import adresse_abregee
from app.journal.notes import noter
from app.journal.sujets import Sujet
from app.journal.tables import Fait
from app.socle.acces import Acteur, Perimetre
from app.socle.base_de_donnees import transaction

INCONNU = Acteur(None, "Inconnu", frozenset(), Perimetre())
"""Who tries a door and is not let in."""


def authentifier(
    session: Session, identifiant: str, mot_de_passe: str, adresse: str, appareil: Appareil = AUCUN
) -> User | None:
    """Return whose e-mail or telephone and password these are, None when they are nobody's.

    `adresse` is the network address of who tries, `appareil` the device. What is known of the account is read
    once, before anything is counted: it would be read again after each transaction. Raises
    verrou.Verrouille after too many failures, whether the account exists or not, and then says nothing of
    the password. Commits what it counts.
    """
    identifiant = lire_adresse(identifiant) or identifiant.strip().lower()
    personne, leurre = trouver(session, identifiant), _leurre()
    sien = personne.id if personne is not None else None
    secret = personne.password if personne is not None and personne.is_active else None
    connu = nom_connu(session, appareil, sien) if sien is not None else ""
    cles = _comptees(identifiant, sien, adresse, connu)
    with transaction(session):
        permis = verrou.permettre(session, *cles, de=sien)
    if not permis:
        raise verrou.Verrouille(verrou.attente(session, *cles))
    if not est_le_bon(secret or leurre, mot_de_passe) or not secret or personne is None:
        with transaction(session):
            _noter_l_echec(session, identifiant, sien, adresse)
        return None
    with transaction(session):
        verrou.reussir(session, *cles)
    return personne


def _comptees(identifiant: str, sien: int | None, adresse: str, connu: str) -> tuple[str, ...]:
    """Return what an attempt is counted for: the owner's device alone, where it is known."""
    if connu:
        return (verrou.cle("appareil", connu, str(sien)),)
    return (
        verrou.cle(verrou.COMPTE, identifiant),
        verrou.cle("compte-et-reseau", identifiant, verrou.reseau(adresse)),
        verrou.cle_du_reseau("connexion", adresse),
    )


def _noter_l_echec(session: Session, identifiant: str, sien: int | None, adresse: str) -> None:
    """Have the journal tell a refusal: not the address tried, which may be a password typed in its place."""
    hote = "".join(identifiant.rpartition("@")[1:]) if "@" in identifiant else ""
    compte = Sujet("compte", sien, f"…{hote}")
    reseau = {"reseau": adresse_abregee(adresse)}
    noter(session, Fait.ecarte, "Connexion", sur=compte, acteur=INCONNU, details=reseau)


@lru_cache(maxsize=1)
def _leurre() -> str:
    """Return the hash of nobody's password: trying an unknown account takes as long as a known one.

    It is asked for whoever is tried: the first time, it takes a while.
    """
    return hacher("personne")
