"""Make the silent film « Vérifier un quitus » of the first contents, from pages of the demonstration.

Run once, by hand, when the page changes, on a demonstration that runs (needs Chromium and ffmpeg):
`python -m outils.film http://127.0.0.1:8080 CODE`, with the code of a quitus of that demonstration.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

FILM = Path(__file__).parents[1] / "app" / "site" / "contenu" / "medias" / "verifier-un-quitus.webm"
ECRAN = {"width": 640, "height": 360}
"""As large as a phone held flat: what is written stays legible on one; filmed at twice that."""
SECONDES = 4
INCONNU = "AAAA-BBBB-CCCC"


def plans(page: Page, site: str, code: str, dossier: Path) -> list[Path]:
    """Return the still pictures of the film, in order: each shows for SECONDES."""
    pris = []

    def prendre() -> None:
        pris.append(dossier / f"{len(pris)}.png")
        page.screenshot(path=pris[-1])

    def montrer(adresse: str, vers: str) -> None:
        page.goto(f"{site}{adresse}")
        page.locator(vers).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 8)")

    montrer("/verifier", "main")
    prendre()
    page.locator("[name=code]").fill(code)
    prendre()
    for essai in (code, INCONNU):
        montrer(f"/verifier?code={essai}", "[role=status], .avis")
        prendre()
    return pris


def monter(pris: list[Path]) -> None:
    """Write the film: VP9, no sound."""
    entrees = [mot for plan in pris for mot in ("-loop", "1", "-t", str(SECONDES), "-i", str(plan))]
    chaine = "".join(f"[{rang}:v]" for rang in range(len(pris))) + f"concat=n={len(pris)}:v=1,format=yuv420p"
    commande = ["ffmpeg", "-y", "-framerate", "10", *entrees, "-filter_complex", chaine, "-r", "10"]
    commande += ["-c:v", "libvpx-vp9", "-crf", "34", "-b:v", "0", str(FILM)]
    subprocess.run(commande, check=True)  # noqa: S603 - our own words


def principal(site: str, code: str) -> None:
    """Film the pages, then edit."""
    with TemporaryDirectory() as dossier, sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        page = navigateur.new_page(viewport=ECRAN, device_scale_factor=2)
        monter(plans(page, site, code, Path(dossier)))
        navigateur.close()


if __name__ == "__main__":
    principal(*sys.argv[1:])
