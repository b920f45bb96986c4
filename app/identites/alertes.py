"""« Ce n’est pas moi »: the link by which whoever is told of something on her account closes it.

The link is for who reads the known contact, needs no sign-in and asks for a click. What was told is undone;
where somebody got in, or tried to stay, every session ends, the password is worth nothing any more and all
devices are strangers again.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import sessions
from app.identites.tables import Alerte, CleDAcces, Contact, IdentiteFederee, SecondFacteur
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle import adresses, liens_signes
from app.socle.horloge import en_utc, maintenant
from app.socle.registre import Registre

OBJET = "pas-moi"
VALIDITE = timedelta(days=30)
APPAREIL, CONTACT, NUMERO, ACCES = "appareil", "contact", "numero", "acces"
"""What may be told: a new device, a new contact, a number said to be another's, a new access to a file."""
INTRUSIONS = frozenset({APPAREIL, CONTACT})
"""What nobody does who is not in the account."""
SUITES: Registre[str, Callable[[Session, int], None]] = Registre("suites_des_alertes")
"""What undoes each, given the key of its row; a session ends with all the others."""


def lien(quoi: str, utilisateur_id: int, cle: int = 0) -> str:
    """Return the address by which somebody says that it was not her."""
    dit_le = int(maintenant().timestamp())
    contenu: dict[str, int | str] = {"q": quoi, "u": utilisateur_id, "c": cle, "t": dit_le}
    jeton = liens_signes.signer(OBJET, contenu, VALIDITE)
    return adresses.adresse("PasMoiView.dire", jeton_signe=jeton)


class Dit(NamedTuple):
    """What a link is about: what, whose account, the key of its row, when it was told."""

    quoi: str
    utilisateur_id: int
    cle: int
    le: datetime


def lire(jeton: str) -> Dit:
    """Return what a link is about; raises liens_signes.LienMort."""
    lu = liens_signes.lire(OBJET, jeton)
    return Dit(lu["q"], lu["u"], lu["c"], datetime.fromtimestamp(lu["t"], UTC))


def donner(session: Session, jeton: str) -> bool:
    """Undo what a link is about, and close the doors where somebody was in; return whether they were closed.

    Said twice, it is done once. Raises liens_signes.LienMort.
    """
    dit = lire(jeton)
    for agir in SUITES.de(dit.quoi):
        agir(session, dit.cle)
    personne = session.get_one(User, dit.utilisateur_id)
    session.add(Alerte(utilisateur_id=personne.id, quoi=dit.quoi, objet_id=dit.cle or None, le=maintenant()))
    session.flush()
    noter(session, Fait.modifie, "« Ce n’est pas moi »", sur=personne, details={"quoi": dit.quoi})
    if dit.quoi not in INTRUSIONS:
        return False
    _fermer(session, dit)
    return True


def _fermer(session: Session, dit: Dit) -> None:
    """End the sessions and the password, and what somebody who got in made for coming back."""
    sessions.terminer_les_autres(session, dit.utilisateur_id, garder=None)
    comptes, cles = User.__table__, CleDAcces.__table__
    applications, attendus = SecondFacteur.__table__, Contact.__table__
    identites = IdentiteFederee.__table__
    sienne = comptes.c.id == dit.utilisateur_id
    session.execute(update(comptes).where(sienne).values(password=None))
    depuis = (cles.c.utilisateur_id == dit.utilisateur_id) & (cles.c.cree_le >= dit.le)
    session.execute(delete(cles).where(depuis))
    depuis = (applications.c.utilisateur_id == dit.utilisateur_id) & (applications.c.commence_le >= dit.le)
    session.execute(delete(applications).where(depuis))
    depuis = (identites.c.utilisateur_id == dit.utilisateur_id) & (identites.c.rattachee_le >= dit.le)
    session.execute(delete(identites).where(depuis))
    depuis = (attendus.c.utilisateur_id == dit.utilisateur_id) & (attendus.c.prouve_le >= dit.le)
    a_venir = depuis & (attendus.c.effet_le > maintenant()) & attendus.c.arrete_le.is_(None)
    session.execute(update(attendus).where(a_venir).values(arrete_le=maintenant()))


def contre(session: Session, quoi: str, cle: int) -> bool:
    """Say whether somebody answered « ce n’est pas moi » of one thing told to her."""
    table = Alerte.__table__
    dite = select(table.c.id).where(table.c.quoi == quoi, table.c.objet_id == cle)
    return session.scalar(dite.limit(1)) is not None


def derniere(session: Session, utilisateur_id: int) -> datetime | None:
    """Return when somebody's devices became strangers for the last time; None for never."""
    table = Alerte.__table__
    intrusion = (table.c.utilisateur_id == utilisateur_id) & table.c.quoi.in_(INTRUSIONS)
    le = session.scalar(select(func.max(table.c.le)).where(intrusion))
    return en_utc(le) if le else None
