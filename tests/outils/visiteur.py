"""A visitor of a real server: cookies, forms with their token, no redirection followed."""

import http.client
import re
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.outils.navigation import MOT_DE_PASSE


class Visiteur:
    """One person's browser, reduced to what it sends."""

    def __init__(self, port: int):
        self.port, self.cookies, self.jeton = port, {}, ""

    def demander(self, methode: str, chemin: str, donnees: dict | None = None) -> tuple[int, str, str]:
        """Send one request on a connection of its own; return (status, place sent to, page)."""
        connexion = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        entetes = {"Cookie": "; ".join(f"{nom}={valeur}" for nom, valeur in self.cookies.items())}
        corps = None
        if methode == "POST":
            corps = urlencode({"csrf_token": self.jeton} | (donnees or {}))
            entetes |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://127.0.0.1:{self.port}/",
            }
        try:
            connexion.request(methode, chemin, corps, entetes)
            reponse = connexion.getresponse()
            return self._lire(reponse)
        finally:
            connexion.close()

    def _lire(self, reponse) -> tuple[int, str, str]:
        for biscuit in reponse.headers.get_all("Set-Cookie") or []:
            self.cookies |= {nom: morceau.value for nom, morceau in SimpleCookie(biscuit).items()}
        page = reponse.read().decode()
        if trouve := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page):
            self.jeton = trouve[1]
        return reponse.status, reponse.headers.get("Location", ""), page

    def lire(self, chemin: str) -> str:
        """Return a page; fails when it does not open."""
        statut, lieu, page = self.demander("GET", chemin)
        assert statut == 200, f"{chemin}: {statut} {lieu}"
        return page

    def poster(self, chemin: str, **donnees) -> tuple[int, str, str]:
        """Send a form."""
        return self.demander("POST", chemin, donnees)

    def connecter(self, email: str) -> "Visiteur":
        """Sign in through the real page."""
        self.lire("/connexion")
        statut, *_ = self.poster("/connexion", username=email, password=MOT_DE_PASSE)
        assert statut == 302, f"{email} could not sign in"
        self.lire("/services/")
        return self
