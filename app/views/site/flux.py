"""What programs read of the site: the feed of news, the map of pages, the rules for robots."""

from datetime import UTC, datetime
from email.utils import format_datetime

from flask import Response, current_app, render_template
from sqlalchemy import select

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.site import donnees_structurees
from app.site.contenus import adresse
from app.site.publique import publique
from app.site.tables.contenus import Article, EntreeIndex, NatureArticle
from app.socle import liens_signes
from app.socle.base_de_donnees import db
from app.socle.horloge import en_utc

DERNIERS = 30
"""Articles of a feed."""
FLUX = {
    "flux": ("Actualités et communiqués", None),
    "actualites": ("Actualités", NatureArticle.actualite),
    "communiques": ("Communiqués", NatureArticle.communique),
}
FERMES = (
    "/recherche",
    "/services/connexion",
    "/communication/",
    "/employeur/",
    "/assure/",
    "/agent/",
    "/supervision/",
)
"""What robots have nothing to do with."""


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
        fermes = ("/",) if current_app.config["DEMONSTRATION"] else FERMES
        lignes = ["User-agent: *", *(f"Disallow: {lieu}" for lieu in fermes)]
        return Response(
            "\n".join([*lignes, f"Sitemap: {liens_signes.adresse('/sitemap.xml')}", ""]),
            mimetype="text/plain",
        )


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
        and not regle.rule.endswith((".xml", ".txt", "/recherche"))
    ]


def installer(app) -> None:
    """Let templates write whole addresses, feeds' dates and structured data."""
    app.jinja_env.globals.update(
        adresse_publique=liens_signes.adresse,
        fil_structure=lambda etapes: donnees_structurees.fil(etapes, liens_signes.adresse),
    )
    app.jinja_env.filters["date_http"] = _date_http


def _date_http(instant: datetime) -> str:
    """Return « Mon, 02 Nov 2026 08:00:00 GMT », whatever the zone in which the database gives the instant."""
    return format_datetime(en_utc(instant).astimezone(UTC), usegmt=True)
