"""Draw the PNG icons of the installed portal from its emblem.

Run once, by hand, when the emblem changes: `python -m outils.icones` (needs Chromium).
"""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIQUE = Path(__file__).parents[1] / "app" / "static"
FOND = "#00452f"
"""The banner's green: what a launcher's mask cuts into."""
ICONES = {"icone-192": (192, 1.0, ""), "icone-512": (512, 1.0, ""), "icone-masquable": (512, 0.72, FOND)}
"""Name -> side in pixels, part of it that the emblem fills, ground (none: transparent)."""


def page(cote: int, part: float, fond: str) -> str:
    """Return a page that shows the emblem alone, centred in a square."""
    embleme = (STATIQUE / "favicon.svg").read_text(encoding="utf-8")
    taille = round(cote * part)
    carre = f"width:{cote}px;height:{cote}px;display:grid;place-items:center"
    style = f"margin:0;{carre};background:{fond or 'none'}"
    return f'<body style="{style}">{embleme.replace("<svg ", f"<svg width={taille} height={taille} ", 1)}'


def dessiner() -> None:
    """Write every icon."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        navigateur = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        onglet = navigateur.new_page()
        for nom, (cote, part, fond) in ICONES.items():
            onglet.set_viewport_size({"width": cote, "height": cote})
            onglet.set_content(page(cote, part, fond))
            onglet.screenshot(path=STATIQUE / f"{nom}.png", omit_background=True)
        navigateur.close()


if __name__ == "__main__":
    dessiner()
