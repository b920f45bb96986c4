"""The same contents in pages of stock Flask-AppBuilder: `application`, on the database at DATABASE_URL.

It reads and shows the rows that our home and an article show, inside its own theme. What would only slow
it is left out: it has no other screen, hence no menu whose rights it would check, and writes no rights as it
starts.
"""

import os

from flask import Flask
from flask_appbuilder import AppBuilder, BaseView, IndexView, expose
from flask_appbuilder.utils.legacy import get_sqla_class
from jinja2 import DictLoader
from sqlalchemy import select

from app.models import Article, EntreeMenu, FlashInfo, LienRapide

CADRE = """{% extends "appbuilder/base.html" %}{% block content %}
{% for f in flashs %}<p>{{ f.titre }}</p>{% endfor %}
<nav>{% for m in menus %}<a href="{{ m.adresse }}">{{ m.libelle }}</a>{% endfor %}</nav>
{% block texte %}{% endblock %}
<ul>{% for l in liens %}<li><a href="{{ l.adresse }}">{{ l.libelle }}</a></li>{% endfor %}</ul>
{% endblock %}"""
ACCUEIL = """{% extends "cadre.html" %}{% block texte %}{% for a in articles %}
<h2><a href="/actualites/{{ a.slug }}">{{ a.titre }}</a></h2><p>{{ a.chapeau }}</p>{% endfor %}
{% endblock %}"""
ARTICLE = """{% extends "cadre.html" %}{% block texte %}
<h1>{{ article.titre }}</h1><p>{{ article.chapeau }}</p><div>{{ article.corps }}</div>{% endblock %}"""
GABARITS = {"cadre.html": CADRE, "accueil.html": ACCUEIL, "article.html": ARTICLE}
base = get_sqla_class()()


class Accueil(IndexView):
    """The latest articles."""

    @expose("/")
    def index(self):
        """Show them."""
        articles = base.session.scalars(select(Article).order_by(Article.publiee_le.desc()).limit(7)).all()
        return self.render_template("accueil.html", articles=articles, **_cadre())


class Actualites(BaseView):
    """One article."""

    route_base = "/actualites"

    @expose("/<slug>")
    def article(self, slug):
        """Show it."""
        article = base.session.scalars(select(Article).where(Article.slug == slug)).one()
        return self.render_template("article.html", article=article, **_cadre())


def _cadre() -> dict:
    lus = {"menus": EntreeMenu, "liens": LienRapide, "flashs": FlashInfo}
    return {nom: base.session.scalars(select(m).order_by(m.ordre)).all() for nom, m in lus.items()}


def creer(url: str) -> Flask:
    """Return the site on a database."""
    app = Flask("site_nu")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="site nu")
    app.config.update(FAB_CREATE_DB=False, FAB_UPDATE_PERMS=False)
    base.init_app(app)
    app.jinja_loader = DictLoader(GABARITS)
    with app.app_context():
        AppBuilder(app, base.session, indexview=Accueil).add_view_no_menu(Actualites)
    return app


application = creer(os.environ["DATABASE_URL"])
