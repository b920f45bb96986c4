"""What slows who guesses and never shuts the owner out: attempts counted in the database, by all processes.

The first failures cost nothing; each one after them closes the key for longer than the one before, and a
closed key counts nothing. A key is a door and what it is counted for: an account, a network address, both
together, a known device (see `appareils`). An attempt is counted before it is tried, and taken back when it
succeeds: twenty tried at once are six.
"""

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, delete, null, or_, select, true, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.identites.coffre import empreinte
from app.identites.tables import Compteur
from app.regles.francais import duree
from app.socle.base_de_donnees import est_sqlite
from app.socle.horloge import en_utc, maintenant

RESEAU, COMPTE, CODE, ADRESSE = "reseau", "compte", "code", "adresse"
"""How the keys begin that count a network address, an account from all unknown devices, a second factor, the
codes sent to an address."""
PREFIXE_IPV6 = 64
"""What one subscriber holds of the addresses of version 6."""
TABLE = Compteur.__table__


@dataclass(frozen=True, slots=True)
class Frein:
    """How a key is closed: after `essais` failures for `premiere`, then twice as long each time.

    It is closed for `au_plus` at most; failures are remembered for `memoire` after the last one counted.
    """

    essais: int
    premiere: timedelta
    au_plus: timedelta
    memoire: timedelta

    def fermetures(self) -> Iterator[tuple[int, timedelta]]:
        """Yield each number of failures that closes the key for longer than the one before, and how long."""
        fermee = self.premiere
        for nombre in range(self.essais, self.essais + 64):
            yield nombre, min(fermee, self.au_plus)
            if fermee >= self.au_plus:
                return
            fermee *= 2


D_ORDINAIRE = Frein(6, timedelta(seconds=30), timedelta(hours=1), timedelta(days=1))
"""One account from one network, or on one device of its owner."""
D_UN_COMPTE = Frein(50, timedelta(seconds=30), timedelta(hours=1), timedelta(days=1))
"""One account, from all the devices that are not its owner's: a hundred guesses take more than a day."""
D_UNE_ADRESSE = Frein(12, timedelta(minutes=1), timedelta(minutes=10), timedelta(days=1))
"""The codes sent to one address, from all the devices that are not its owner's: each of them disturbs her."""
D_UN_RESEAU = Frein(30, timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=15))
"""A network address, whatever the accounts: an office, a cybercafé, a telephone operator may stand behind."""


OUBLIE = "Si vous avez oublié votre mot de passe, demandez-en un nouveau : vous n’aurez pas à attendre."


class Verrouille(Exception):
    """Too many attempts; the message is a French sentence that says how long to wait and what else to do."""

    def __init__(self, attente: timedelta, conseil: str = OUBLIE):
        trop = f"Trop d’essais ont échoué : par sécurité, attendez {duree(attente)} avant de réessayer."
        super().__init__(f"{trop} {conseil}".strip())


def permettre(session: Session, *cles: str, de: int | None = None) -> bool:
    """Count an attempt for each key, made by `cle`, and say whether it may be tried: none is closed.

    Where one is, nothing is counted for the others: who hammers at his own closed door shuts nobody else's.
    `de` is the account that is tried, where there is one. Runs in the caller's transaction, which commits
    the count either way.
    """
    if attente(session, *cles):
        return False
    permis = [_compter(session, cle, de) for cle in sorted(cles)]
    return all(permis)


def attente(session: Session, *cles: str) -> timedelta:
    """Return how long to wait until none of the keys is closed."""
    instant = maintenant()
    fermees = session.scalars(select(TABLE.c.ferme_jusqu_a).where(TABLE.c.cle.in_(cles), _fermee(instant)))
    return max((en_utc(fin) - instant for fin in fermees), default=timedelta())


def cle(genre: str, *valeurs: str) -> str:
    """Return what counts attempts on `valeurs`: an e-mail, an account, a device."""
    return f"{genre}:{empreinte('compteur', ' '.join(valeurs))[:40]}"


def cle_du_reseau(porte: str, adresse: str | None) -> str:
    """Return what counts the attempts of a network address at one door."""
    return cle(f"{RESEAU}-{porte}", reseau(adresse))


def reseau(adresse: str | None) -> str:
    """Return what one subscriber has of the network: an address, of version 6 the first half of it."""
    try:
        ip = ipaddress.ip_address(adresse or "")
    except ValueError:
        return ""
    if ip.version == 6 and ip.ipv4_mapped is None:
        return str(ipaddress.ip_network((ip, PREFIXE_IPV6), strict=False))
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def oublier(session: Session, cle: str) -> None:
    """Forget the attempts of a key: its owner got in."""
    session.execute(delete(TABLE).where(TABLE.c.cle == cle))


def reprendre(session: Session, cle: str) -> None:
    """Take back one attempt: it was not a failure. Those of others stay counted."""
    reprise = update(TABLE).where(TABLE.c.cle == cle, TABLE.c.nombre > 0)
    session.execute(reprise.values(nombre=TABLE.c.nombre - 1, ferme_jusqu_a=None))


def reussir(session: Session, *cles: str) -> None:
    """Forget the failures of an owner who got in; a network keeps those on the accounts of others."""
    for cle in cles:
        if cle.startswith(RESEAU):
            reprendre(session, cle)
        else:
            oublier(session, cle)


def fermee_jusqu_a(session: Session, utilisateur_id: int) -> datetime | None:
    """Return until when some way into an account is closed, None where none is."""
    sienne = select(TABLE.c.ferme_jusqu_a).where(
        TABLE.c.utilisateur_id == utilisateur_id, _fermee(maintenant())
    )
    return max(map(en_utc, session.scalars(sienne)), default=None)


def comptes_fermes() -> Select[int]:
    """Return the query of the accounts into which some way is closed now, by their keys."""
    compte = TABLE.c.utilisateur_id
    return select(compte).where(compte.is_not(None), _fermee(maintenant()))


def lever(session: Session, utilisateur_id: int, sauf: str = "") -> None:
    """Forget the attempts on an account, from wherever, but those of the kind `sauf`."""
    sans = TABLE.c.cle.not_like(f"{sauf}:%") if sauf else true()
    session.execute(delete(TABLE).where(TABLE.c.utilisateur_id == utilisateur_id, sans))


def purger(session: Session) -> None:
    """Forget what nobody counts any more."""
    session.execute(delete(TABLE).where(TABLE.c.le < maintenant() - D_UN_COMPTE.memoire))


def _frein(cle: str) -> Frein:
    genre = cle.partition(":")[0]
    propres = {COMPTE: D_UN_COMPTE, ADRESSE: D_UNE_ADRESSE}
    return D_UN_RESEAU if genre.startswith(RESEAU) else propres.get(genre, D_ORDINAIRE)


def _fermee(instant: datetime) -> ColumnElement[bool]:
    return TABLE.c.ferme_jusqu_a > instant


def _compter(session: Session, cle: str, de: int | None) -> bool:
    """Count one attempt, unless the key is closed; say whether it was counted.

    Each statement is whole in itself: of two first attempts made at once, the second finds the row of the
    first.
    """
    instant, frein = maintenant(), _frein(cle)
    ouverte = or_(TABLE.c.ferme_jusqu_a.is_(None), TABLE.c.ferme_jusqu_a <= instant)
    nombre = case((TABLE.c.le > instant - frein.memoire, TABLE.c.nombre + 1), else_=1)
    fins = [(nombre == n, instant + fermee) for n, fermee in frein.fermetures()]
    suivante = (
        update(TABLE)
        .where(TABLE.c.cle == cle, ouverte)
        .values(
            nombre=nombre,
            le=instant,
            utilisateur_id=de,
            ferme_jusqu_a=case((nombre < frein.essais, null()), *fins, else_=instant + frein.au_plus),
        )
    )
    inserer = sqlite.insert if est_sqlite(session) else postgresql.insert
    premiere = inserer(TABLE).values(cle=cle, nombre=1, le=instant, utilisateur_id=de)
    premiere = premiere.on_conflict_do_nothing(index_elements=["cle"])
    ordres = (ordre.returning(TABLE.c.id) for ordre in (suivante, premiere, suivante))
    return any(session.execute(ordre).first() is not None for ordre in ordres)
