"""What makes a page public: read as a visitor reads, kept finished, without a session.

`@publique` goes under `@expose`. Such a page answers the same to everybody: it neither knows who is signed in
nor carries a form that writes.
"""

from collections.abc import Callable
from functools import wraps

from flask import g, make_response, render_template, request, url_for

from app.site import caches
from app.site import cadre as cadres
from app.socle.acces import Perimetre, au_nom_de
from app.socle.base_de_donnees import db
from app.socle.securite_http import pour_tous

VISITEUR = Perimetre()
REVENIR = 600
"""Seconds after which a browser or a robot is told to come back, during maintenance."""


def publique(fonction: Callable):
    """Return the page `fonction(view, **arguments) -> HTML` as visitors get it."""

    @pour_tous
    @wraps(fonction)
    def page(vue, **arguments):
        with au_nom_de(VISITEUR):
            present = request.environ.get(caches.EDITION) or cadres.edition(db.engine)
            g.cadre_du_site = cadres.cadre(db.session, present)
            if g.cadre_du_site.maintenance:
                return en_maintenance()
            return caches.finir(make_response(fonction(vue, **arguments)), present)

    return page


def cadre_du_site() -> cadres.Cadre:
    """Return the frame of the present page, read once a request."""
    if "cadre_du_site" not in g:
        with au_nom_de(VISITEUR):
            g.cadre_du_site = cadres.cadre(db.session, cadres.edition(db.engine))
    return g.cadre_du_site


def en_maintenance():
    """Return the page that says to come back."""
    message = (
        cadre_du_site().maintenance_message
        or "Il revient dans quelques instants. Réessayez un peu plus tard."
    )
    page = montrer("site/maintenance.html", titre="Le site est en maintenance", message=message)
    return page, 503, {"Retry-After": REVENIR, "Cache-Control": "no-store"}


def fil(*etapes: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Return the breadcrumb of a page of the site: its home, then the pairs `(label, address or None)`."""
    return [("Accueil", url_for("SiteView.index")), *etapes]


def montrer(gabarit: str, **contexte) -> str:
    """Return a page of the site drawn from its template."""
    return render_template(gabarit, **{"fil": [], "public": True} | contexte)


def installer(app) -> None:
    """Let templates draw the frame, and keep the pages drawn in front of `app`."""

    def edition() -> cadres.Edition:
        with app.app_context():
            return cadres.edition(db.engine)

    app.jinja_env.globals["cadre_du_site"] = cadre_du_site
    app.wsgi_app = caches.Memoire(app.wsgi_app, edition)
