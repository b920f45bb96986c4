"""What every page must hold, whoever sees it and on whatever screen."""

import re

from playwright.sync_api import Page

TELEPHONE = {"width": 360, "height": 740}
PETIT_TELEPHONE = {"width": 320, "height": 640}
BUREAU = {"width": 1280, "height": 860}

NOM_DU_SITE = " – CNSS Togo"
ANGLAIS = re.compile(
    r"\b(Add|Back|Cancel|Close|Delete|Edit|Error|False|Home|Invalid|List|Login|Logout|None|Password|Required"
    r"|Save|Search|Show|Sign|Submit|This field|True|User|Username|Welcome|object at 0x\w+)\b"
)
"""Words that only a forgotten translation, or a value never put in words, leaves on a page."""
TROP_LARGE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def genre(chemin: str) -> str:
    """Return the kind of page at `chemin`: its address with `N` for every key and `JETON` for a signed one.

    A QR code leads to the page that checks a code typed.
    """
    if chemin.startswith("/v/"):
        return "/verifier"
    sans_jeton = re.sub(r"/[\w-]{12,}\.[\w-]{20,}", "/JETON", chemin.partition("?")[0])
    return re.sub(r"\d+", "N", sans_jeton)


class Titres:
    """The titles one person has met: two kinds of pages never share one."""

    def __init__(self):
        self.par_titre: dict[str, str] = {}

    def exiger_propre(self, titre: str, chemin: str) -> None:
        """Fail when another kind of page has this title already."""
        autre = self.par_titre.setdefault(titre, genre(chemin))
        assert autre == genre(chemin), f"{chemin} has the title of {autre}: « {titre} »"


def exiger_titre(page: Page, titres: Titres, chemin: str) -> None:
    """Fail unless the page has one level-1 heading and a title of its own."""
    titre = page.title()
    assert titre.endswith(NOM_DU_SITE), f"{chemin}: « {titre} »"
    titres.exiger_propre(titre, chemin)
    assert page.locator("h1").count() == 1, f"{chemin} needs one h1"
    assert page.locator("html").get_attribute("lang") == "fr"


def exiger_francais(page: Page, chemin: str) -> None:
    """Fail when the page, or its title, shows an English word."""
    texte = f"{page.title()} {page.locator('body').inner_text()}"
    trouves = set(ANGLAIS.findall(texte))
    assert not trouves, f"{chemin} is not in French: {sorted(trouves)}"


def exiger_sans_defilement(page: Page, chemin: str, *ecrans: dict) -> None:
    """Fail when the page is wider than one of these screens; the page keeps its own screen."""
    ecran = page.viewport_size
    for autre in ecrans:
        page.set_viewport_size(autre)
        depasse = page.evaluate(TROP_LARGE)
        assert depasse <= 0, f"{chemin} overflows by {depasse} px at {autre['width']} px"
    page.set_viewport_size(ecran)
