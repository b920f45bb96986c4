"""The devices on which somebody signed in before: whoever guesses elsewhere does not slow her there.

A signed cookie, sent to the sign-in pages alone, gives the device a name that means nothing and says whose
accounts were opened on it. It opens nothing by itself.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, request
from werkzeug import Response

from app.socle import adresses, liens_signes

COOKIE = "appareil"
VALIDITE = timedelta(days=400)
PERSONNES_AU_PLUS = 6
"""How many people a device knows; the one who signed in first is forgotten first."""


@dataclass(frozen=True, slots=True)
class Appareil:
    """A device: its name, empty where nobody signed in before, and the keys of the accounts opened on it."""

    nom: str = ""
    comptes: tuple[str, ...] = ()

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
    return Appareil(lu["n"], tuple(lu["u"].split(",")))


def retenir(reponse: Response, utilisateur_id: int) -> None:
    """Have the device of this request known to this person from now on."""
    appareil = present()
    autres = [compte for compte in appareil.comptes if compte != str(utilisateur_id)]
    comptes = [*autres, str(utilisateur_id)][-PERSONNES_AU_PLUS:]
    contenu = {"n": appareil.nom or secrets.token_urlsafe(12), "u": ",".join(comptes)}
    reponse.set_cookie(
        COOKIE,
        liens_signes.signer(COOKIE, contenu, VALIDITE),
        max_age=VALIDITE,
        path=adresses.chemin("ConnexionView.login"),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )
