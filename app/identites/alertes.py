"""« Ce n’est pas moi »: the link by which whoever is told of something on her account closes it.

The link is for who reads the known contact, needs no sign-in and asks for a click. What was told is undone;
where somebody got in, or tried to stay, every session ends, the password is worth nothing any more and all
devices are strangers again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import sessions
from app.identites.tables import Alerte
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
    jeton = liens_signes.signer(OBJET, {"q": quoi, "u": utilisateur_id, "c": cle}, VALIDITE)
    return adresses.adresse("PasMoiView.dire", jeton_signe=jeton)


def lire(jeton: str) -> tuple[str, int, int]:
    """Return what a link is about: what, whose account, the row's key; raises liens_signes.LienMort."""
    contenu = liens_signes.lire(OBJET, jeton)
    return contenu["q"], contenu["u"], contenu["c"]


def donner(session: Session, jeton: str) -> bool:
    """Undo what a link is about, and close the doors where somebody was in; return whether they were closed.

    Said twice, it is done once. Raises liens_signes.LienMort.
    """
    quoi, utilisateur_id, cle = lire(jeton)
    for agir in SUITES.de(quoi):
        agir(session, cle)
    personne = session.get_one(User, utilisateur_id)
    alerte = Alerte(utilisateur_id=utilisateur_id, quoi=quoi, objet_id=cle or None, le=maintenant())
    session.add(alerte)
    session.flush()
    noter(session, Fait.modifie, "« Ce n’est pas moi »", sur=personne, details={"quoi": quoi})
    if quoi not in INTRUSIONS:
        return False
    sessions.terminer_les_autres(session, utilisateur_id, garder=None)
    table = User.__table__
    session.execute(update(table).where(table.c.id == utilisateur_id).values(password=None))
    return True


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
