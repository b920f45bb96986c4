"""News and statements: their lists, the latest first, and their pages."""

from flask import abort, request
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.site import donnees_structurees
from app.site.images import image_de
from app.site.publique import fil, montrer, publique
from app.site.redaction import Redaction
from app.site.tables.contenus import Article, Media, NatureArticle
from app.socle.base_de_donnees import db

PAR_PAGE = 12
DOSSIERS = {
    "actualites": (NatureArticle.actualite, "Actualités"),
    "communiques": (NatureArticle.communique, "Communiqués"),
}


def illustres() -> tuple:
    """Return what loads an article's picture with it."""
    return (joinedload(Article.image).selectinload(Media.variantes),)


class ArticlesView(PageOuverte):
    """`/actualites/` and `/communiques/`."""

    route_base = ""
    default_view = "liste"

    @expose("/<any(actualites, communiques):dossier>/")
    @publique
    def liste(self, dossier):
        """Show the articles of a kind, twelve a page."""
        nature, titre = DOSSIERS[dossier]
        page = _page_demandee()
        requete = select(Article).where(Article.nature == nature)
        articles = db.session.scalars(
            requete.options(*illustres())
            .order_by(Article.publiee_le.desc(), Article.id.desc())
            .offset((page - 1) * PAR_PAGE)
            .limit(PAR_PAGE + 1)
        ).all()
        if page > 1 and not articles:
            abort(404)
        return montrer(
            "site/articles.html",
            titre=titre,
            dossier=dossier,
            articles=[(a, image_de(a.image)) for a in articles[:PAR_PAGE]],
            page=page,
            suivante=len(articles) > PAR_PAGE,
        )

    @expose("/<any(actualites, communiques):dossier>/<slug>")
    @publique
    def article(self, dossier, slug):
        """Show one article."""
        requete = select(Article).where(Article.slug == slug, Article.nature == DOSSIERS[dossier][0])
        article = db.session.scalars(requete.options(*illustres())).one_or_none() or abort(404)
        return page_d_article(article)


def page_d_article(article: Article) -> str:
    """Return the page of an article, for visitors or in preview."""
    dossier, (_, titre) = next((d, t) for d, t in DOSSIERS.items() if t[0] is article.nature)
    image = image_de(article.image)
    return montrer(
        "site/article.html",
        titre=article.titre,
        description=article.chapeau,
        **({"partage": image.src} if image else {}),
        donnees=[donnees_structurees.article(article)],
        fil=fil((titre, ArticlesView.url("liste", dossier=dossier)), (article.titre, None)),
        article=article,
        image=image,
        corps=Redaction(db.session).page(article.corps),
    )


def _page_demandee() -> int:
    demande = request.args.get("page", "1")
    return int(demande) if demande.isdecimal() and 0 < int(demande[:5]) < 10_000 else 1
