"""A person at a browser: what she does, and all that must hold on every page she meets."""

import re
from pathlib import Path
from typing import Literal

from playwright.sync_api import BrowserContext, Download, Error, Locator

from tests.navigateur import exigences, mesures
from tests.navigateur.exigences import Titres
from tests.outils.navigation import MOT_DE_PASSE

REFUS_HTTP = "Failed to load resource"
"""What the console says of any answer from 400 on: the answers themselves are watched."""


class Visite:
    """One tab on the portal at `adresse`; whatever goes wrong in it fails the test at the next page."""

    def __init__(self, contexte: BrowserContext, adresse: str, vues: set[str]):
        self.contexte, self.adresse, self.vues = contexte, adresse, vues
        self.titres = Titres()
        self.fautes: list[str] = []
        self.page = contexte.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._noter_la_console)
        self.page.on("pageerror", lambda erreur: self.fautes.append(f"script: {erreur}"))
        self.page.on("request", self._noter_la_requete)
        self.page.on("response", self._noter_la_reponse)

    def _noter_la_console(self, message):
        if message.type == "error" and not message.text.startswith(REFUS_HTTP):
            self.fautes.append(f"console: {message.text}")

    def _noter_la_requete(self, requete):
        if not requete.url.startswith((self.adresse, "data:", "blob:")):
            self.fautes.append(f"another host: {requete.url}")

    def _noter_la_reponse(self, reponse):
        piece = reponse.request.resource_type != "document"
        if reponse.status >= (400 if piece else 500):
            self.fautes.append(f"{reponse.status}: {reponse.url}")

    @property
    def chemin(self) -> str:
        """Where the tab is, without the host."""
        return self.page.url.removeprefix(self.adresse)

    def constater(self) -> None:
        """Fail when the page before one's eyes lacks what every page must hold."""
        assert not self.fautes, "\n".join(self.fautes)
        exigences.exiger_titre(self.page, self.titres, self.chemin)
        if (genre := exigences.genre(self.chemin)) not in self.vues:
            exigences.exiger_francais(self.page, self.chemin)
            exigences.exiger_sans_defilement(
                self.page, self.chemin, exigences.TELEPHONE, exigences.PETIT_TELEPHONE
            )
            self.vues.add(genre)

    def examiner(self) -> None:
        """Fail on any accessibility violation of the page in its present state, on a phone and on a desk."""
        ecran = self.page.viewport_size
        mesures.exiger_accessible(self.page, self.chemin, exigences.TELEPHONE, exigences.BUREAU)
        self.page.set_viewport_size(ecran)

    def aller(self, chemin: str) -> "Visite":
        """Open an address of the portal."""
        self.page.goto(self.adresse + chemin)
        self.constater()
        return self

    def par(self, geste) -> None:
        """Make a gesture that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            geste()
        self.constater()

    def suivre(self, libelle: str, dans: str = "main") -> None:
        """Follow the link called so."""
        self.par(self.lien(libelle, dans).click)

    def presser(self, libelle: str, dans: str = "main") -> None:
        """Press the button called so, which sends a form."""
        self.par(self.page.locator(dans).get_by_role("button", name=libelle, exact=True).first.click)

    def ouvrir_la_ligne(self, texte: str) -> None:
        """Open the first row of a list that holds this text."""
        ligne = self.page.locator("main tbody tr", has_text=texte).first
        self.par(ligne.get_by_role("link").first.click)

    def lien(self, libelle: str, dans: str = "main") -> Locator:
        """Return the first link called so."""
        return self.page.locator(dans).get_by_role("link", name=libelle, exact=True).first

    def ecrire(self, **champs: str) -> None:
        """Type in fields, by name."""
        for nom, texte in champs.items():
            self.champ(nom).fill(texte)

    def champ(self, nom: str) -> Locator:
        """Return the field of that name."""
        return self.page.locator(f'[name="{nom}"]')

    def lit(self, texte: str) -> bool:
        """Say whether the page holds this text, whatever its spaces are."""
        return _espaces(texte) in self.texte

    @property
    def texte(self) -> str:
        """What the page says, every run of spaces made one."""
        return _espaces(self.page.locator("main").inner_text())

    def ce_qui_se_voit(self) -> str:
        """Return what the page says, however broken it is: for the report of a failure."""
        try:
            return "\n".join([*self.fautes, self.page.locator("body").inner_text(timeout=2_000)])
        except Error as erreur:
            return str(erreur)

    def connecter(self, email: str) -> "Visite":
        """Sign in from the home page."""
        self.aller("/services/")
        self.ecrire(username=email, password=MOT_DE_PASSE)
        self.presser("Se connecter")
        assert self.lit("Tableau de bord")
        return self

    def telecharger(self, libelle: str, dossier: Path, genre: Literal["link", "button"] = "link") -> Path:
        """Follow a link, or press a button, that sends a file, and return where it was kept."""
        with self.page.expect_download() as attendu:
            self.page.locator("main").get_by_role(genre, name=libelle, exact=True).first.click()
        return _garder(attendu.value, dossier)

    def pdf(self, libelle: str) -> bytes:
        """Return the PDF a link leads to, as this person receives it."""
        return self.recevoir(self.lien(libelle).get_attribute("href"), "application/pdf")

    def recevoir(self, chemin: str, nature: str) -> bytes:
        """Return what an address sends to this person, which must be of that content type."""
        reponse = self.contexte.request.get(self.adresse + chemin)
        assert reponse.headers["content-type"].startswith(nature), reponse.status
        return reponse.body()


def _garder(envoi: Download, dossier: Path) -> Path:
    chemin = dossier / envoi.suggested_filename
    envoi.save_as(chemin)
    return chemin


def _espaces(texte: str) -> str:
    return re.sub(r"\s+", " ", texte)
