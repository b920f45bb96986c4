"""How many files, and how heavy, are taken in a day: from an account, a visitor, a network, all visitors.

They are counted as they arrive, kept or not: looking at a file costs as much as keeping it. The counts are
in the database, for all processes; the settings `ENVOIS_…` say how far they go, and why.
"""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.identites import verrou
from app.identites.coffre import empreinte
from app.identites.tables import EnvoisDuJour, Expediteur
from app.regles.francais import nombre
from app.socle import place
from app.socle.base_de_donnees import est_sqlite, transaction
from app.socle.horloge import aujourd_hui
from app.socle.refus import EnvoiRefuse

CONSERVATION = timedelta(days=7)
"""How long a day's counts stay, for who administers to see what comes."""
TABLE = EnvoisDuJour.__table__
PHRASES = {
    Expediteur.personne: "Votre compte a déjà envoyé aujourd’hui ce qui se prend en un jour ({}). Continuez "
    "demain, ou réunissez plusieurs pages en un seul PDF.",
    Expediteur.visiteur: "Votre adresse a déjà envoyé aujourd’hui ce qui se prend en un jour sans compte "
    "({}). Continuez demain par le lien du courriel, ou réunissez plusieurs pages en un seul PDF.",
    Expediteur.reseau: "Trop de fichiers sont déjà venus aujourd’hui de votre connexion à Internet ({}), que "
    "d’autres emploient peut-être. Continuez demain, ou depuis une autre connexion, par le lien du courriel.",
    Expediteur.visiteurs: "La CNSS a déjà reçu aujourd’hui tous les fichiers qu’elle prend sans compte ({}). "
    "Ce que vous avez écrit est gardé : continuez demain par le lien du courriel, ou déposez vos papiers à "
    "une agence.",
}
"""What to do, and when, where no more is taken from each."""


class TropDeFichiers(EnvoiRefuse):
    """Too much came today from who sends; the message is a French sentence that says what to do and when."""

    statut = 429

    def __init__(self, genre: Expediteur):
        fichiers, mega_octets = _plafond(genre)
        super().__init__(PHRASES[genre].format(f"{nombre(fichiers)} fichiers ou {nombre(mega_octets)} Mo"))


@dataclass(frozen=True, slots=True)
class Envoyeur:
    """Of whom files are counted: `qui` is an account's key, an e-mail, a network."""

    genre: Expediteur
    qui: str = ""

    @property
    def cle(self) -> str:
        """Return what the counts are kept under: it names nobody."""
        return f"{self.genre.name}:{empreinte('envois', self.qui)[:40]}"


def d_un_compte(utilisateur_id: int | None) -> tuple[Envoyeur, ...]:
    """Return of whom the files of somebody signed in are counted."""
    return (Envoyeur(Expediteur.personne, str(utilisateur_id)),)


def d_un_visiteur(courriel: str, adresse: str | None) -> tuple[Envoyeur, ...]:
    """Return of whom the files of a visitor are counted: his proven e-mail, his network, all visitors."""
    return (
        Envoyeur(Expediteur.visiteur, courriel.strip().lower()),
        Envoyeur(Expediteur.reseau, verrou.reseau(adresse)),
        Envoyeur(Expediteur.visiteurs),
    )


def admettre(session: Session, envoyeurs: tuple[Envoyeur, ...], *contenus: bytes) -> None:
    """Count files that just arrived, in a transaction of its own, before they are looked at.

    Raises EnvoiRefuse, which is a French sentence: TropDeFichiers, or place.PlusDePlace.
    """
    place.exiger()
    with transaction(session):
        compter(session, envoyeurs, len(contenus), sum(map(len, contenus)))


def compter(session: Session, envoyeurs: tuple[Envoyeur, ...], fichiers: int, octets: int) -> None:
    """Count files that arrive, in the caller's transaction; raises TropDeFichiers where they are too many.

    What raises is rolled back whole: what is refused is counted for nobody.
    """
    for envoyeur in envoyeurs:
        if not _ajouter(session, envoyeur, fichiers, octets):
            raise TropDeFichiers(envoyeur.genre)


def _ajouter(session: Session, envoyeur: Envoyeur, fichiers: int, octets: int) -> bool:
    """Add to a day's counts unless they would go too far; say whether it was done.

    Each statement is whole in itself: of two first sendings made at once, the second finds the row of the
    first.
    """
    fichiers_au_plus, mega_octets = _plafond(envoyeur.genre)
    octets_au_plus, jour = mega_octets * place.MEGA_OCTET, aujourd_hui()
    if fichiers > fichiers_au_plus or octets > octets_au_plus:
        return False
    suivant = update(TABLE).where(
        TABLE.c.cle == envoyeur.cle,
        TABLE.c.jour == jour,
        TABLE.c.fichiers + fichiers <= fichiers_au_plus,
        TABLE.c.octets + octets <= octets_au_plus,
    )
    suivant = suivant.values(fichiers=TABLE.c.fichiers + fichiers, octets=TABLE.c.octets + octets)
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    premier = inserer(TABLE).values(
        genre=envoyeur.genre, cle=envoyeur.cle, jour=jour, fichiers=fichiers, octets=octets
    )
    premier = premier.on_conflict_do_nothing(index_elements=["cle", "jour"])
    ordres = (ordre.returning(TABLE.c.id) for ordre in (suivant, premier, suivant))
    return any(session.execute(ordre).first() is not None for ordre in ordres)


def _plafond(genre: Expediteur) -> tuple[int, int]:
    """Return how many files and megabytes are taken in a day."""
    plafond: tuple[int, int] = current_app.config[f"ENVOIS_{genre.name.upper()}"]
    return plafond


def purger(session: Session) -> None:
    """Forget the counts of days long gone."""
    session.execute(delete(TABLE).where(TABLE.c.jour < aujourd_hui() - CONSERVATION))
