"""The sessions the server knows: what opens one, keeps it, ends it.

The cookie carries a random token and the hour of its last use; the row, under the token's fingerprint, says
whether the session still lives. Ending the row signs that device out at its next click.
"""

import ipaddress
import re
import secrets
from datetime import UTC, datetime, timedelta

from flask import g, request
from flask import session as cookie
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.generateur.adaptateur import User
from app.identites.coffre import empreinte
from app.identites.personnes import acteur_de
from app.identites.tables import SessionOuverte
from app.journal.notes import noter
from app.journal.tables import Fait
from app.socle.acces import systeme
from app.socle.horloge import en_utc, maintenant

INACTIVITE = timedelta(minutes=30)
"""A session left alone for so long is over."""
DUREE = timedelta(hours=12)
"""The longest that a session lasts, however busy: the next day, who she is is proved again."""
PAS_DU_COOKIE = timedelta(minutes=1)
"""The cookie's hour of last use is written at most so often: of two answers on their way at once, each that
writes the cookie undoes what the other wrote in it."""
ANNONCEE = INACTIVITE - PAS_DU_COOKIE
"""How long a person is told that she has: no session ends sooner after the last page."""
PAS = timedelta(minutes=5)
"""The row's hour of last use is written at most so often: reading a page seldom writes."""
CONSERVATION = timedelta(days=90)
"""How long an ended session stays in the base."""
TABLE = SessionOuverte.__table__
SESSION_VIVE = (
    select(User, TABLE.c.id, TABLE.c.vue_le, TABLE.c.second_facteur)
    .join(TABLE, TABLE.c.utilisateur_id == User.id)
    .where(
        TABLE.c.empreinte == bindparam("empreinte"),
        TABLE.c.terminee_le.is_(None),
        TABLE.c.ouverte_le > bindparam("ouverte_apres", type_=TABLE.c.ouverte_le.type),
        User.id == bindparam("utilisateur_id"),
    )
)
"""The session of a token, and whose it is; asked at each page of who is signed in, hence written once."""

NAVIGATEURS = (
    ("Edge", r"\bEdgA?/"),
    ("Opera", r"\bOPR/|Opera Mini"),
    ("Samsung Internet", r"SamsungBrowser"),
    ("Firefox", r"Firefox/|FxiOS"),
    ("Chrome", r"Chrome/|CriOS"),
    ("Safari", r"Safari/"),
)
SYSTEMES = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("Mac", r"Macintosh"),
    ("Linux", r"Linux"),
)


def ouvrir(session: Session, personne: User, second_facteur: bool = False) -> None:
    """Open a session for the person on the device of this request; its token goes into the cookie."""
    jeton = secrets.token_urlsafe(32)
    instant = maintenant()
    session.execute(
        insert(TABLE).values(
            empreinte=_empreinte(jeton),
            utilisateur_id=personne.id,
            ouverte_le=instant,
            vue_le=instant,
            appareil=appareil(request.user_agent.string),
            adresse=adresse_abregee(request.remote_addr or ""),
            second_facteur=second_facteur,
        )
    )
    preuve = {"second_facteur": second_facteur}
    noter(session, Fait.connecte, "Session ouverte", sur=personne, acteur=acteur_de(personne), details=preuve)
    compte = User.__table__
    entree = {
        "last_login": instant.replace(tzinfo=None),
        "login_count": func.coalesce(compte.c.login_count, 0) + 1,
    }
    session.execute(update(compte).where(compte.c.id == personne.id).values(**entree))
    cookie["jeton"], cookie["vue"] = jeton, instant.timestamp()


def reconnaitre(session: Session, utilisateur_id: int) -> User | None:
    """Return the person if the session of this request's cookie lives, and mark its use; None otherwise."""
    instant = maintenant()
    vue = datetime.fromtimestamp(cookie.get("vue", 0), UTC)
    if "jeton" not in cookie or instant - vue >= INACTIVITE:
        return None
    cles = {
        "empreinte": _empreinte(cookie["jeton"]),
        "utilisateur_id": utilisateur_id,
        "ouverte_apres": instant - DUREE,
    }
    trouvee = session.execute(SESSION_VIVE, cles).unique().one_or_none()
    if trouvee is None or not trouvee.User.is_active:
        return None
    g.session_ouverte = trouvee.id
    g.second_facteur = trouvee.second_facteur
    g.session_a_dater = instant - en_utc(trouvee.vue_le) >= PAS
    if instant - vue >= PAS_DU_COOKIE:
        cookie["vue"] = instant.timestamp()
    return trouvee.User


def courante() -> int | None:
    """Return the key of the session of this request, None when nobody is signed in."""
    return g.get("session_ouverte")


def dater(session: Session) -> None:
    """Write that the session of this request is in use."""
    session.execute(update(TABLE).where(TABLE.c.id == courante()).values(vue_le=maintenant()))


def renforcer(session: Session) -> None:
    """Note that the session of this request has proved a second factor."""
    session.execute(update(TABLE).where(TABLE.c.id == courante()).values(second_facteur=True))
    g.second_facteur = True


@systeme("every row is the person's own, by key")
def ouvertes(session: Session, utilisateur_id: int) -> list[SessionOuverte]:
    """Return the person's sessions that live, the one last used first."""
    requete = select(SessionOuverte).where(
        SessionOuverte.utilisateur_id == utilisateur_id,
        SessionOuverte.terminee_le.is_(None),
        SessionOuverte.vue_le > maintenant() - INACTIVITE - PAS,
        SessionOuverte.ouverte_le > maintenant() - DUREE,
    )
    return list(session.scalars(requete.order_by(SessionOuverte.vue_le.desc(), SessionOuverte.id.desc())))


def terminer(session: Session, cle: int | None) -> None:
    """End a session of the person of the request."""
    _terminer(session, TABLE.c.id == cle)
    noter(session, Fait.deconnecte, "Session fermée")


def terminer_les_autres(session: Session, utilisateur_id: int, garder: int | None) -> None:
    """End the person's sessions, but the one of key `garder`."""
    _terminer(session, TABLE.c.utilisateur_id == utilisateur_id, TABLE.c.id != (garder or 0))


def _terminer(session: Session, *criteres) -> None:
    session.execute(
        update(TABLE).where(TABLE.c.terminee_le.is_(None), *criteres).values(terminee_le=maintenant())
    )


def purger(session: Session) -> None:
    """Forget the sessions of long ago."""
    session.execute(delete(TABLE).where(TABLE.c.vue_le < maintenant() - CONSERVATION))


def _empreinte(jeton: str) -> str:
    return empreinte("session", jeton)


def appareil(agent: str) -> str:
    """Return a browser's description of itself in words: « Firefox sur Android »."""
    return f"{_nom(NAVIGATEURS, agent, 'Navigateur')} sur {_nom(SYSTEMES, agent, 'appareil inconnu')}"


def _nom(table, agent: str, sinon: str) -> str:
    return next((nom for nom, motif in table if re.search(motif, agent)), sinon)


def adresse_abregee(adresse: str) -> str:
    """Return the network of an address, enough for its owner to know it: « 196.170.12.… »."""
    try:
        ip = ipaddress.ip_address(adresse)
    except ValueError:
        return "inconnue"
    if ip.version == 4:
        return adresse.rpartition(".")[0] + ".…"
    return ":".join(ip.exploded.split(":")[:3]) + ":…"
