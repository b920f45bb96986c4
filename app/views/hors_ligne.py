"""The shell: what a browser keeps of the portal, the same for everybody, and shows when the line is cut."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, render_template, url_for

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.socle.securite_http import POLITIQUE, asset

PIECES = ("portail.css", "favicon.svg")
"""Static files of the shell; the script and the font are added to them."""
VERSION_DE_LA_POLICE = 1
"""That of the font in the style sheet: it goes up when the file changes."""


class HorsLigneView(PageOuverte):
    """The script of all pages, the service worker, and the page shown off line."""

    route_base = ""
    default_view = "hors_ligne"

    @expose("/portail.js")
    def script(self):
        """Send the scripts as one: one request, whatever the page needs."""
        return Response(_lire("portail.js"), mimetype="text/javascript")

    @expose("/service-worker.js")
    def agent(self):
        """Send the service worker, from the root so that it serves every page."""
        corps = f"const COQUILLE = {json.dumps(_coquille())};\n{_lire('service-worker.js')}"
        return Response(corps, mimetype="text/javascript")

    @expose("/hors-ligne")
    def hors_ligne(self):
        """Show the page of the cut line, as the service worker keeps it."""
        return _page()


def _coquille() -> dict[str, object]:
    """Return what the service worker keeps, and how it sends the page of the cut line."""
    page, pieces = _page(), [script_url(), police_url(), *map(asset, PIECES)]
    return {
        "nom": f"coquille-{_empreinte(page, *pieces)}",
        "pieces": pieces,
        "page": page,
        "entetes": {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLITIQUE},
    }


def _page() -> str:
    return render_template("hors_ligne.html", titre="Vous êtes hors connexion", fil=[], hors_service=True)


def script_url() -> str:
    """Return the address of the script, with its fingerprint."""
    return url_for("HorsLigneView.script", v=_empreinte(_lire("portail.js")))


def police_url() -> str:
    """Return the address of the font, as the style sheet names it."""
    return url_for("static", filename="portail-sans.woff2", v=VERSION_DE_LA_POLICE)


def _empreinte(*textes: str) -> str:
    return hashlib.sha256("".join(textes).encode()).hexdigest()[:12]


def _lire(nom: str) -> str:
    """Return a script as `make scripts` left it."""
    chemin = Path(current_app.root_path) / "scripts" / "dist" / nom
    return _contenu(chemin, chemin.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _contenu(chemin: Path, _modifie: int) -> str:
    return chemin.read_text(encoding="utf-8")


def installer(app) -> None:
    """Let templates name the script and the font."""
    app.jinja_env.globals.update(script_url=script_url, police_url=police_url)
