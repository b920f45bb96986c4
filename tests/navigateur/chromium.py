"""The machine's own Chromium, driven by Playwright: nothing is downloaded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NOMS = ("chromium", "chromium-browser", "google-chrome")
REGLAGES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=fr-FR",
)


def chemin() -> str | None:
    """Return where the browser is, or None when the machine has none."""
    return next(filter(None, map(shutil.which, NOMS)), None)


@contextmanager
def ouvert() -> Iterator[Browser]:
    """Run a headless browser."""
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=chemin(), args=list(REGLAGES))
        try:
            yield navigateur
        finally:
            navigateur.close()
