"""What a page costs and how it is touched: bytes on the line, requests, sizes of what one taps."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PREMIERE_VUE, PREMIERES_REQUETES = 100_000, 6
VUE_SUIVANTE = 20_000
SCRIPT = 15_000
"""The most a page may cost: bytes of a first view and its requests, of the next ones, of the script."""
IMAGES = 12
"""Pictures that a page may ask for besides, as many as a page of news; their bytes count with the rest."""
CIBLE = 44
"""The least side of what a finger touches, in pixels; links inside a sentence are as tall as it is."""

TROP_PETITES = """cible => [...document.querySelectorAll('a, button, select, summary, input')]
  .filter(e => e.type !== 'hidden' && !e.closest('label') && e.checkVisibility())
  .filter(e => getComputedStyle(e).display !== 'inline')
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, r]) => r.width > 1 && r.height > 1 && r.height < cible - 0.5)
  .map(([e, r]) => `${e.tagName} ${e.textContent.trim().slice(0, 30)} ${Math.round(r.height)} px`)"""
AXE = (
    "() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => "
    "`${v.id}: ${v.help} ${v.nodes.map(n => n.target.join(' ')).join(' | ')}`))"
)


@dataclass
class Compteur:
    """Counts what the pages of a tab take from the line."""

    page: Page
    octets: int = 0
    requetes: list[str] = field(default_factory=list)

    def __post_init__(self):
        cdp = self.page.context.new_cdp_session(self.page)
        cdp.send("Network.enable")
        cdp.on("Network.requestWillBeSent", self._noter)
        cdp.on("Network.loadingFinished", self._compter)

    def _noter(self, requete):
        if not (adresse := requete["request"]["url"]).startswith("data:"):
            self.requetes.append(adresse)

    def _compter(self, fin):
        self.octets += fin["encodedDataLength"]

    def remettre_a_zero(self) -> None:
        """Begin a new page."""
        self.octets = 0
        self.requetes.clear()


def exiger_leger(compteur: Compteur, chemin: str, octets: int) -> None:
    """Fail when the page took more than `octets`, or more requests than any page may."""
    assert compteur.octets <= octets, f"{chemin} took {compteur.octets} bytes"
    images = [adresse for adresse in compteur.requetes if "/media/" in adresse]
    assert len(images) <= IMAGES, f"{chemin}: {images}"
    assert len(compteur.requetes) - len(images) <= PREMIERES_REQUETES, f"{chemin}: {compteur.requetes}"


def exiger_touchable(page: Page, chemin: str) -> None:
    """Fail when something to tap is too small for a finger."""
    petites = page.evaluate(TROP_PETITES, CIBLE)
    assert not petites, f"{chemin}: {petites[:5]}"


def exiger_accessible(page: Page, chemin: str, *ecrans: dict) -> None:
    """Fail on any violation axe-core finds on one of the screens, of any level."""
    page.evaluate(Axe().axe_script)
    for ecran in ecrans:
        page.set_viewport_size(ecran)
        violations = page.evaluate(AXE)
        assert not violations, f"{chemin} at {ecran['width']} px: {violations}"
