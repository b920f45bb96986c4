"""The shell: what a browser keeps of the portal, the same for everybody, and shows when the line is cut."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, render_template, url_for

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.socle.securite_http import POLITIQUE, asset

PIECES = ("portail.css", "favicon.svg")
"""Static files of the shell; the script and the font are added to them."""
POLICE = "/static/portail-sans.woff2?v=1"
"""The font, as the style sheet names it: its version goes up when the file changes."""


class HorsLigneView(PageOuverte):
    """The script of all pages, the service worker, and the page shown off line."""

    route_base = ""
    default_view = "hors_ligne"

    @expose("/portail.js")
    def script(self):
        """Send the scripts as one: one request, whatever the page needs."""
        return Response(_script(), mimetype="text/javascript")

    @expose("/service-worker.js")
    def agent(self):
        """Send the service worker, from the root so that it serves every page."""
        page, pieces = _page(), [script_url(), POLICE, *map(asset, PIECES)]
        version = hashlib.sha256("".join([page, *pieces]).encode()).hexdigest()[:12]
        corps = render_template(
            "service-worker.js", page=page, pieces=pieces, version=version, politique=POLITIQUE
        )
        return Response(corps, mimetype="text/javascript")

    @expose("/hors-ligne")
    def hors_ligne(self):
        """Show the page of the cut line, as the service worker keeps it."""
        return _page()


def _page() -> str:
    return render_template("hors_ligne.html", titre="Vous êtes hors connexion", fil=[], hors_service=True)


def script_url() -> str:
    """Return the address of the script, with its fingerprint."""
    return url_for("HorsLigneView.script", v=hashlib.sha256(_script().encode()).hexdigest()[:12])


def _script() -> str:
    chemins = sorted((Path(current_app.root_path) / "scripts").glob("*.js"))
    return _assembler(tuple((chemin, chemin.stat().st_mtime_ns) for chemin in chemins))


@lru_cache(maxsize=4)
def _assembler(sources: tuple[tuple[Path, int], ...]) -> str:
    """Return the scripts one after the other, in a scope of their own; the dates tell when one changed."""
    corps = "\n".join(chemin.read_text(encoding="utf-8") for chemin, _ in sources)
    return f'(() => {{\n"use strict";\n{corps}\n}})();\n'


def installer(app) -> None:
    """Let templates name the script."""
    app.jinja_env.globals["script_url"] = script_url
