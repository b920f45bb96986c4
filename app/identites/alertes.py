"""« Ce n’est pas moi »: the link by which whoever is told of something on her account closes it.

The link is for who reads the known contact, needs no sign-in and asks for a click. What was told is undone;
where somebody got in, or tried to stay, every session ends, the password is worth nothing any more and all
devices are strangers again.
"""

import enum
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Table, delete, func, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites import sessions
from app.identites.personnes import PERSONNEL
from app.identites.tables import Alerte, CleDAcces, IdentiteFederee, SecondFacteur
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
AVANT = timedelta(days=7)
"""How long before what is told somebody may have been in the account: what she made then is undone too."""
Defaire = Callable[[Session, int], bool]
SUITES: Registre[str, Defaire] = Registre("suites_des_alertes")
"""What undoes each, given the key of its row, and says whether it still could."""
FERMETURES: Registre[str, Callable[[Session, int, datetime], None]] = Registre("fermetures", plusieurs=True)
"""What undoes, on an account, what was made since an instant for coming back to it."""


class Arret(enum.Enum):
    """What a click did."""

    deja = "it was said before, and done then"
    ferme = "what was told is undone, and the doors closed"
    arrete = "what was told is stopped"
    trop_tard = "it can no longer be undone from here"


class Dit(NamedTuple):
    """What a link is about: what, whose account, the key of its row, when it was told."""

    quoi: str
    utilisateur_id: int
    cle: int
    le: datetime


def lien(quoi: str, utilisateur_id: int, cle: int = 0) -> str:
    """Return the address by which somebody says that it was not her."""
    contenu: dict[str, int | str] = {
        "q": quoi,
        "u": utilisateur_id,
        "c": cle,
        "t": int(maintenant().timestamp()),
    }
    jeton = liens_signes.signer(OBJET, contenu, VALIDITE)
    return adresses.adresse("PasMoiView.dire", jeton_signe=jeton)


def lire(jeton: str) -> Dit:
    """Return what a link is about; raises liens_signes.LienMort."""
    lu = liens_signes.lire(OBJET, jeton)
    return Dit(lu["q"], lu["u"], lu["c"], datetime.fromtimestamp(lu["t"], UTC))


def donner(session: Session, jeton: str) -> Arret:
    """Undo what a link is about, and close the doors where somebody was in; return what could be done.

    Said twice, it is done once. Raises liens_signes.LienMort.
    """
    dit = lire(jeton)
    if _deja(session, dit):
        return Arret.deja
    defait = all(agir(session, dit.cle) for agir in SUITES.de(dit.quoi))
    personne = session.get_one(User, dit.utilisateur_id)
    session.add(
        Alerte(
            utilisateur_id=personne.id,
            quoi=dit.quoi,
            objet_id=dit.cle or None,
            dit_le=dit.le,
            le=maintenant(),
        )
    )
    session.flush()
    details = {"quoi": dit.quoi, "defait": defait}
    noter(session, Fait.modifie, "« Ce n’est pas moi »", sur=personne, details=details)
    if dit.quoi in INTRUSIONS:
        _fermer(session, dit)
        return Arret.ferme
    return Arret.arrete if defait else Arret.trop_tard


def _deja(session: Session, dit: Dit) -> bool:
    t = Alerte.__table__.c
    dite = (t.utilisateur_id == dit.utilisateur_id) & (t.quoi == dit.quoi) & (t.dit_le == dit.le)
    return session.scalar(select(t.id).where(dite, func.coalesce(t.objet_id, 0) == dit.cle)) is not None


def _fermer(session: Session, dit: Dit) -> None:
    """End the sessions and the password, and what somebody who got in made for coming back."""
    sessions.terminer_les_autres(session, dit.utilisateur_id, garder=None)
    comptes, depuis = User.__table__, dit.le - AVANT
    sienne = comptes.c.id == dit.utilisateur_id
    session.execute(update(comptes).where(sienne).values(password=None))
    for table, date in _moyens_d_entrer(session.get_one(User, dit.utilisateur_id)):
        recente = (table.c.utilisateur_id == dit.utilisateur_id) & (table.c[date] >= depuis)
        session.execute(delete(table).where(recente))
    for defaire in FERMETURES.valeurs():
        defaire(session, dit.utilisateur_id, depuis)


def _moyens_d_entrer(personne: User) -> list[tuple[Table, str]]:
    """Return where the ways into an account are kept, and the column that says since when.

    Not the second factors of the staff: who reads their mail would do without them. Two people reset these.
    """
    moyens = [(IdentiteFederee.__table__, "rattachee_le")]
    if any(role.name == PERSONNEL for role in personne.roles):
        return moyens
    return [*moyens, (CleDAcces.__table__, "cree_le"), (SecondFacteur.__table__, "commence_le")]


def contre(session: Session, quoi: str, cle: int, depuis: datetime) -> bool:
    """Say whether somebody answered « ce n’est pas moi » of one thing, told to her at `depuis` or later."""
    t = Alerte.__table__.c
    dite = (t.quoi == quoi) & (t.objet_id == cle) & (t.le >= depuis)
    return session.scalar(select(t.id).where(dite).limit(1)) is not None


def derniere(session: Session, utilisateur_id: int) -> datetime | None:
    """Return when somebody's devices became strangers for the last time; None for never."""
    t = Alerte.__table__.c
    intrusion = (t.utilisateur_id == utilisateur_id) & t.quoi.in_(INTRUSIONS)
    le = session.scalar(select(func.max(t.le)).where(intrusion))
    return en_utc(le) if le else None
