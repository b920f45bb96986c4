"""The home of the site, and what is searched in it."""

from dataclasses import replace

from flask import request, url_for
from sqlalchemy import select

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.identites import verrou
from app.site import donnees_structurees, recherche
from app.site.images import image_de
from app.site.publique import VISITEUR, cadre_du_site, en_maintenance, montrer, publique
from app.site.tables.contenus import Article, NatureArticle
from app.socle.acces import au_nom_de, systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.securite_http import pour_tous
from app.views.site import formulaires_papier
from app.views.site.articles import illustres

NOUVELLES = 3
COMMUNIQUES = 4


class SiteView(PageOuverte):
    """`/`: the showcase of the fund; `/recherche`: what one looks for in it."""

    route_base = ""
    default_view = "index"

    @expose("/")
    @publique
    def index(self):
        """Show the word of the Director General, the two spaces, the news, the adverts."""
        articles = db.session.scalars(
            select(Article).options(*illustres()).order_by(Article.publiee_le.desc()).limit(20)
        ).all()
        actualites = [a for a in articles if a.nature is NatureArticle.actualite]
        communiques = [a for a in articles if a.nature is NatureArticle.communique]
        return montrer(
            "site/accueil.html",
            titre="Caisse Nationale de Sécurité Sociale",
            donnees=[donnees_structurees.organisation()],
            actualites=[(a, image_de(a.image)) for a in actualites[:NOUVELLES]],
            communiques=communiques[:COMMUNIQUES],
        )

    @expose("/recherche")
    @pour_tous
    def rechercher(self):
        """Show what answers a search; one that finds nothing is told to the editors."""
        texte = request.args.get("q", "")
        if cadre_du_site().maintenance:
            return en_maintenance()
        with au_nom_de(VISITEUR):
            resultat = recherche.chercher(db.session, texte)
            if not resultat.trop_longue:
                resultat = replace(resultat, trouves=resultat.trouves + formulaires_papier.chercher(texte))
        if resultat.texte and not (resultat.trouves or resultat.trop_longue):
            self._noter(resultat.texte)
        page = montrer(
            "site/recherche.html",
            titre="Recherche",
            resultat=resultat,
            longueur=recherche.LONGUEUR,
            suggestion_url=url_for("SiteView.rechercher", q=resultat.suggestion),
        )
        return page, 200, {"Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}

    def _noter(self, texte: str) -> None:
        """Count a vain search, as long as one address of the network does not make too many."""
        with systeme("a visitor's vain search is told to the editors"), transaction(db.session) as session:
            if verrou.permettre(session, verrou.cle_du_reseau("recherche", request.remote_addr)):
                recherche.noter_vaine(session, texte)
