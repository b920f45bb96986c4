"""Draw the pictures of the first contents, from the SVG of `outils/illustrations/`, as editors send them.

Run once, by hand, when a drawing changes: `python -m outils.illustrations` (needs Chromium).
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

DESSINS = Path(__file__).with_name("illustrations")
MEDIAS = Path(__file__).parents[1] / "app" / "site" / "contenu" / "medias"
LARGEUR, HAUTEUR = 1280, 720


def principal() -> None:
    """Draw each, without loss: the site makes its own widths of it."""
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = navigateur.new_page(viewport={"width": LARGEUR, "height": HAUTEUR})
        for dessin in sorted(DESSINS.glob("*.svg")):
            page.set_content(f'<body style="margin:0">{dessin.read_text(encoding="utf-8")}')
            image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            image.save(MEDIAS / f"{dessin.stem}.webp", lossless=True, method=6)
        navigateur.close()


if __name__ == "__main__":
    principal()
