"""Draw the PNG icons of the installed portal, and the card of a page that is shared, from its emblem.

Run once, by hand, when the emblem changes: `python -m outils.icones` (needs Chromium).
"""

import shutil
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIQUE = Path(__file__).parents[1] / "app" / "static"
FOND = "#00452f"
"""The banner's green: what a launcher's mask cuts into."""
ICONES = {"icone-192": (192, 1.0, ""), "icone-512": (512, 1.0, ""), "icone-masquable": (512, 0.72, FOND)}
"""Name -> side in pixels, part of it that the emblem fills, ground (none: transparent)."""
PARTAGE = (1200, 630)
"""Width and height of the card, in pixels."""


def page(cote: int, part: float, fond: str) -> str:
    """Return a page that shows the emblem alone, centred in a square."""
    embleme = (STATIQUE / "favicon.svg").read_text(encoding="utf-8")
    taille = round(cote * part)
    carre = f"width:{cote}px;height:{cote}px;display:grid;place-items:center"
    style = f"margin:0;{carre};background:{fond or 'none'}"
    return f'<body style="{style}">{embleme.replace("<svg ", f"<svg width={taille} height={taille} ", 1)}'


def carte() -> str:
    """Return a page that shows the emblem and the name of the fund, as wide as networks show it."""
    embleme = (STATIQUE / "favicon.svg").read_text(encoding="utf-8")
    police = b64encode((STATIQUE / "portail-sans.woff2").read_bytes()).decode()
    largeur, hauteur = PARTAGE
    return f"""<style>
    @font-face {{ font-family: Portail; src: url(data:font/woff2;base64,{police}); font-weight: 200 900 }}
    body {{ margin: 0; width: {largeur}px; height: {hauteur}px; background: {FOND}; color: #fff;
    font: 600 64px/1.15 Portail; display: flex; gap: 64px; align-items: center; padding: 0 88px;
    box-sizing: border-box }}
    p {{ margin: 0 }} small {{ display: block; margin-top: 28px; font-size: 34px; font-weight: 400 }}</style>
    {embleme.replace("<svg ", "<svg width=300 height=300 ", 1)}
    <p>Caisse Nationale de Sécurité Sociale<small>Togo – les services, en ligne</small></p>"""


def dessiner() -> None:
    """Write every icon, and the card."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        navigateur = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        onglet = navigateur.new_page()
        for nom, (cote, part, fond) in ICONES.items():
            onglet.set_viewport_size({"width": cote, "height": cote})
            onglet.set_content(page(cote, part, fond))
            onglet.screenshot(path=STATIQUE / f"{nom}.png", omit_background=True)
        onglet.set_viewport_size(dict(zip(("width", "height"), PARTAGE, strict=True)))
        onglet.set_content(carte())
        onglet.screenshot(path=STATIQUE / "partage.png")
        navigateur.close()


if __name__ == "__main__":
    dessiner()
