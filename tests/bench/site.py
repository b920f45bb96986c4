"""The public home and an article, against the same contents in pages of stock Flask-AppBuilder.

Both are asked for as a visitor asks, again and again, in one process.
"""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_appbuilder import AppBuilder, BaseView, IndexView, expose
from flask_appbuilder.utils.legacy import get_sqla_class
from jinja2 import DictLoader
from sqlalchemy import select

from app.acces import systeme
from app.base_de_donnees import db, ecriture
from app.horloge import maintenant
from app.models import Article, EntreeMenu, EtatPublication, FlashInfo, LienRapide, NatureArticle
from tests.bench.bases import application
from tests.bench.mesure import repeter

ADRESSES = {"home": "/", "article": "/actualites/essai-1"}
CORPS = "## Un titre\n\nUn paragraphe **important** de l’article, avec ce qu’il faut savoir.\n\n" * 12
CADRE_NU = """{% extends "appbuilder/base.html" %}{% block content %}
{% for f in flashs %}<p>{{ f.titre }}</p>{% endfor %}
<nav>{% for m in menus %}<a href="{{ m.adresse }}">{{ m.libelle }}</a>{% endfor %}</nav>
{% block texte %}{% endblock %}
<ul>{% for l in liens %}<li><a href="{{ l.adresse }}">{{ l.libelle }}</a></li>{% endfor %}</ul>
{% endblock %}"""
ACCUEIL_NU = """{% extends "cadre_nu.html" %}{% block texte %}{% for a in articles %}
<h2><a href="/actualites/{{ a.slug }}">{{ a.titre }}</a></h2><p>{{ a.chapeau }}</p>{% endfor %}
{% endblock %}"""
ARTICLE_NU = """{% extends "cadre_nu.html" %}{% block texte %}
<h1>{{ article.titre }}</h1><p>{{ article.chapeau }}</p><div>{{ article.corps }}</div>{% endblock %}"""
GABARITS = {"cadre_nu.html": CADRE_NU, "accueil_nu.html": ACCUEIL_NU, "article_nu.html": ARTICLE_NU}


def peupler(url: str, dossier: str) -> dict:
    """Publish the contents of both sites, once."""
    with application(url, Path(dossier)), ecriture(db.session) as session:
        if session.scalar(select(Article.id).limit(1)):
            return {}
        publie = {"etat": EtatPublication.publiee, "publiee_le": maintenant() - timedelta(days=1)}
        for rang in range(1, 13):
            session.add(
                Article(
                    slug=f"essai-{rang}", titre=f"Nouvelle {rang}", chapeau="En bref.", corps=CORPS,
                    nature=NatureArticle.actualite if rang % 3 else NatureArticle.communique, **publie,
                )
            )  # fmt: skip
        session.add_all(EntreeMenu(libelle=f"Menu {rang}", adresse="/faq/", ordre=rang) for rang in range(20))
        session.add_all(LienRapide(libelle=f"Lien {rang}", adresse="/faq/", ordre=rang) for rang in range(12))
        session.add_all(FlashInfo(titre=f"Flash {rang}", **publie) for rang in range(4))
    return {}


def mesurer(url: str, dossier: str) -> dict[str, float]:
    """Return the seconds of our pages."""
    with application(url, Path(dossier)) as app:
        return _parcourir(app.test_client(), ADRESSES)


def nu(url: str) -> dict[str, float]:
    """Return the seconds of the pages of stock Flask-AppBuilder that read and show the same rows."""
    app = Flask("site_nu")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="site nu", FAB_CREATE_DB=False)  # noqa: S106
    base = get_sqla_class()()
    base.init_app(app)
    app.jinja_loader = DictLoader(GABARITS)
    with app.app_context(), systeme("benchmark"):
        AppBuilder(app, base.session, indexview=_vue_accueil(base)).add_view_no_menu(_vue_article(base))
        return _parcourir(app.test_client(), ADRESSES)


def _cadre(base) -> dict:
    return {
        "menus": base.session.scalars(select(EntreeMenu).order_by(EntreeMenu.ordre)).all(),
        "liens": base.session.scalars(select(LienRapide).order_by(LienRapide.ordre)).all(),
        "flashs": base.session.scalars(select(FlashInfo).order_by(FlashInfo.ordre)).all(),
    }


def _vue_accueil(base) -> type:
    class AccueilNu(IndexView):
        @expose("/")
        def index(self):
            requete = select(Article).order_by(Article.publiee_le.desc()).limit(7)
            articles = base.session.scalars(requete).all()
            return self.render_template("accueil_nu.html", articles=articles, **_cadre(base))

    return AccueilNu


def _vue_article(base) -> type:
    class ArticleNu(BaseView):
        route_base = "/actualites"

        @expose("/<slug>")
        def article(self, slug):
            article = base.session.scalars(select(Article).where(Article.slug == slug)).one()
            return self.render_template("article_nu.html", article=article, **_cadre(base))

    return ArticleNu


def _parcourir(client, adresses: dict[str, str]) -> dict[str, float]:
    return {
        nom: repeter(lambda adresse=adresse: _ouvrir(client, adresse), 2) for nom, adresse in adresses.items()
    }


def _ouvrir(client, adresse: str) -> None:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, (adresse, reponse.status_code)
