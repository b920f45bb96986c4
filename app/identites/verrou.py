"""What stops who guesses: attempts counted in the database, hence by all processes together.

Six attempts that fail close an account for fifteen minutes; thirty close a door (signing in, signing up, a
lost password, a message) to the network address they come from, whatever the accounts: a whole office, a
cybercafé or a telephone operator may stand behind one address. An attempt is counted before it is tried and
taken back when it succeeds: twenty tried at once are six.
"""

from datetime import timedelta

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.identites.coffre import empreinte
from app.identites.tables import Compteur
from app.socle.base_de_donnees import est_sqlite
from app.socle.horloge import maintenant

ESSAIS = 6
"""Attempts before the door closes."""
ESSAIS_D_UN_RESEAU = 30
"""The same for a network address: many people share one, and 30 guesses find little."""
DUREE = timedelta(minutes=15)
"""How long it stays closed, and how long an attempt is remembered."""
RESEAU = "reseau"
"""How the keys that count what a network address does begin."""
TABLE = Compteur.__table__


class Verrouille(Exception):
    """Too many attempts; the message is a French sentence that says what to do."""

    def __init__(self):
        super().__init__(
            "Trop d’essais ont échoué : par sécurité, la connexion est bloquée pendant 15 minutes. "
            "Attendez, puis réessayez ; si vous avez oublié votre mot de passe, demandez-en un nouveau."
        )


def permettre(session: Session, *cles: str) -> bool:
    """Count an attempt for each key, made by `cle`, and say whether it may be tried: none has too many.

    Runs in the caller's transaction, which commits the count either way.
    """
    permis = [_compter(session, cle) <= _au_plus(cle) for cle in sorted(cles)]
    return all(permis)


def _au_plus(cle: str) -> int:
    return ESSAIS_D_UN_RESEAU if cle.startswith(RESEAU) else ESSAIS


def cle(genre: str, valeur: str) -> str:
    """Return what counts attempts on `valeur`: an e-mail, an account."""
    return f"{genre}:{empreinte('compteur', valeur)[:40]}"


def cle_du_reseau(porte: str, adresse: str | None) -> str:
    """Return what counts the attempts of a network address at one door."""
    return cle(f"{RESEAU}-{porte}", adresse or "")


def oublier(session: Session, cle: str) -> None:
    """Forget the attempts of a key: its owner got in."""
    session.execute(delete(TABLE).where(TABLE.c.cle == cle))


def reprendre(session: Session, cle: str) -> None:
    """Take back one attempt: it was not a failure. Those of others stay counted."""
    session.execute(
        TABLE.update().where(TABLE.c.cle == cle, TABLE.c.nombre > 0).values(nombre=TABLE.c.nombre - 1)
    )


def purger(session: Session) -> None:
    """Forget what nobody counts any more."""
    session.execute(delete(TABLE).where(TABLE.c.le < maintenant() - DUREE))


def _compter(session: Session, cle: str) -> int:
    """Count one attempt and return how many there are; once closed, the hour of closing does not move."""
    instant = maintenant()
    recent = TABLE.c.le > instant - DUREE
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    ligne = inserer(TABLE).values(cle=cle, nombre=1, le=instant)
    ligne = ligne.on_conflict_do_update(
        index_elements=["cle"],
        set_={
            "nombre": case((recent, TABLE.c.nombre + 1), else_=1),
            "le": case((recent & (TABLE.c.nombre >= _au_plus(cle)), TABLE.c.le), else_=instant),
        },
    )
    return session.execute(ligne.returning(TABLE.c.nombre)).scalar_one()
