"""What programs read of the site: the feed of news, the map of pages, the rules for robots."""

from datetime import UTC, datetime
from email.utils import format_datetime

from flask import Response, current_app, render_template, url_for
from sqlalchemy import select

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte, racine
from app.site import donnees_structurees
from app.site.contenus import adresse
from app.site.publique import publique
from app.site.tables.contenus import Article, EntreeIndex, NatureArticle
from app.socle import adresses
from app.socle.base_de_donnees import db
from app.socle.horloge import en_utc

DERNIERS = 30
"""Articles of a feed."""
FLUX = {
    "flux": ("Actualités et communiqués", None),
    "actualites": ("Actualités", NatureArticle.actualite),
    "communiques": ("Communiqués", NatureArticle.communique),
}
ESPACES_FERMES = ("communication", "employeur", "assure", "agent", "supervision")
"""The espaces that robots have nothing to do with."""


class FluxView(PageOuverte):
    """`/flux.xml`, `/actualites.xml`, `/communiques.xml`, `/sitemap.xml`, `/robots.txt`."""

    route_base = ""
    default_view = "flux"

    @expose("/flux.xml")
    @publique
    def flux(self):
        """Send the latest news and statements (RSS 2.0)."""
        return _flux("flux")

    @expose("/<any(actualites, communiques):dossier>.xml")
    @publique
    def par_nature(self, dossier):
        """Send the latest of one kind."""
        return _flux(dossier)

    @expose("/sitemap.xml")
    @publique
    def plan(self):
        """Send the addresses of everything online."""
        contenus = db.session.scalars(select(EntreeIndex.adresse).order_by(EntreeIndex.adresse))
        lieux = sorted({*_pages_fixes(), *(lieu for lieu in contenus if "#" not in lieu)})
        return _xml("site/plan.xml", "application/xml", lieux=lieux)

    @expose("/robots.txt")
    @publique
    def robots(self):
        """Tell robots what to read; a demonstration is for nobody's index."""
        fermes = [url_for("SiteView.index")] if current_app.config["DEMONSTRATION"] else _fermes()
        lignes = ["User-agent: *", *(f"Disallow: {lieu}" for lieu in fermes)]
        return Response(
            "\n".join([*lignes, f"Sitemap: {adresses.adresse('FluxView.plan')}", ""]),
            mimetype="text/plain",
        )


def _fermes() -> list[str]:
    """Return the beginnings of the addresses that robots are to leave alone."""
    pages = (url_for(route) for route in ("SiteView.rechercher", "ConnexionView.login"))
    return [*pages, *map(racine, ESPACES_FERMES)]


def _flux(nom: str) -> Response:
    titre, nature = FLUX[nom]
    requete = select(Article).order_by(Article.publiee_le.desc(), Article.id.desc()).limit(DERNIERS)
    if nature:
        requete = requete.where(Article.nature == nature)
    articles = [(article, adresse(article)) for article in db.session.scalars(requete)]
    return _xml("site/flux.xml", "application/rss+xml", titre=f"CNSS Togo – {titre}", articles=articles)


def _xml(gabarit: str, mimetype: str, **contexte) -> Response:
    return Response(render_template(gabarit, **contexte), mimetype=mimetype)


def _pages_fixes() -> list[str]:
    """Return the public pages whose address is always the same."""
    fonctions = current_app.view_functions
    return [
        regle.rule
        for regle in current_app.url_map.iter_rules()
        if not regle.arguments
        and getattr(fonctions[regle.endpoint], "publique", False)
        and regle.endpoint.partition(".")[0] != FluxView.__name__
        and regle.endpoint != "SiteView.rechercher"
    ]


def installer(app) -> None:
    """Let templates write whole addresses, feeds' dates and structured data."""
    app.jinja_env.globals.update(
        adresse_publique=adresses.publique,
        fil_structure=donnees_structurees.fil,
    )
    app.jinja_env.filters.update(date_http=_date_http, adresse=adresse)


def _date_http(instant: datetime) -> str:
    """Return « Mon, 02 Nov 2026 08:00:00 GMT », whatever the zone in which the database gives the instant."""
    return format_datetime(en_utc(instant).astimezone(UTC), usegmt=True)
