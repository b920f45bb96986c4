"""The devices on which somebody signed in before: whoever guesses elsewhere does not slow her there.

A signed cookie, sent to the sign-in pages alone, gives the device a name that means nothing and says whose
accounts were opened on it. It opens nothing by itself. An account opened on another device is told to its
contacts; who answers « ce n’est pas moi » makes strangers of all devices known until then.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, request
from sqlalchemy.orm import Session
from werkzeug import Response

from app.generateur.adaptateur import User
from app.generateur.affichage import instant
from app.identites import alertes, contacts, sessions
from app.socle import adresses, liens_signes
from app.socle.horloge import maintenant

COOKIE = "appareil"
VALIDITE = timedelta(days=400)
PERSONNES_AU_PLUS = 6
"""How many people a device knows; the one who signed in first is forgotten first."""


@dataclass(frozen=True, slots=True)
class Appareil:
    """A device: its name, empty where nobody signed in before, and the keys of the accounts opened on it."""

    nom: str = ""
    comptes: tuple[str, ...] = ()
    vu_le: int = 0
    """When somebody last signed in on it, as a Unix time."""

    def connu_de(self, utilisateur_id: int) -> str:
        """Return the device's name where this person signed in on it before, nothing elsewhere."""
        return self.nom if str(utilisateur_id) in self.comptes else ""


AUCUN = Appareil()
"""A device that nobody signed in on."""


def present() -> Appareil:
    """Return the device of this request."""
    try:
        lu = liens_signes.lire(COOKIE, request.cookies.get(COOKIE, ""))
    except liens_signes.LienMort:
        return AUCUN
    return Appareil(lu["n"], tuple(lu["u"].split(",")), lu.get("v", 0))


def connu(session: Session, utilisateur_id: int) -> bool:
    """Say whether the device of this request is known to a person, who said nothing against it since."""
    return bool(nom_connu(session, present(), utilisateur_id))


def nom_connu(session: Session, appareil: Appareil, utilisateur_id: int) -> str:
    """Return the name of a device that is known to a person, empty for a stranger's or one she denied."""
    nom = appareil.connu_de(utilisateur_id)
    alerte = alertes.derniere(session, utilisateur_id) if nom else None
    return nom if alerte is None or appareil.vu_le > alerte.timestamp() else ""


def dire_le_nouveau(session: Session, personne: User) -> None:
    """Tell the contacts of an account that another device opens it; the first of all is no news."""
    if not personne.login_count:
        return
    contacts.ecrire(
        session,
        personne,
        "nouvel_appareil",
        prenoms=personne.first_name,
        appareil=sessions.appareil(request.user_agent.string),
        instant=instant(maintenant()),
        lien=alertes.lien(alertes.APPAREIL, personne.id),
    )


def retenir(reponse: Response, utilisateur_id: int) -> None:
    """Have the device of this request known to this person from now on."""
    appareil = present()
    autres = [compte for compte in appareil.comptes if compte != str(utilisateur_id)]
    comptes = [*autres, str(utilisateur_id)][-PERSONNES_AU_PLUS:]
    vu_le = int(maintenant().timestamp())
    nom = appareil.nom or secrets.token_urlsafe(12)
    contenu: dict[str, int | str] = {"n": nom, "u": ",".join(comptes), "v": vu_le}
    reponse.set_cookie(
        COOKIE,
        liens_signes.signer(COOKIE, contenu, VALIDITE),
        max_age=VALIDITE,
        path=adresses.chemin("ConnexionView.login"),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
