"""The pages that editors write, part by part, and those made of many small contents."""

from flask import abort, current_app
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.generateur.adaptateur import expose
from app.generateur.ecrans.espace import PageOuverte
from app.site import donnees_structurees
from app.site.images import image_de
from app.site.markdown import en_html
from app.site.publique import fil, montrer, publique
from app.site.redaction import Redaction
from app.site.tables.contenus import Media, PageSite, QuestionFrequente, Rubrique, Terme, Theme
from app.socle.base_de_donnees import db
from app.socle.droits import CHEZ_SOI
from app.views.site.formulaires_papier import catalogue, papiers_sans_compte


class PagesView(PageOuverte):
    """`/pages/…`, `/rubriques/…`, `/faq/`, `/lexique/`."""

    route_base = ""
    default_view = "rubrique"

    @expose(f"/rubriques/<any({', '.join(r.name for r in Rubrique)}):nom>")
    @publique
    def rubrique(self, nom):
        """Show what a part of the site holds."""
        pages = db.session.scalars(
            select(PageSite).where(PageSite.rubrique == Rubrique[nom]).order_by(PageSite.ordre, PageSite.id)
        ).all()
        titre = f"{Rubrique[nom].value}\u00a0: toutes les pages"
        return montrer("site/rubrique.html", titre=titre, pages=pages)

    @expose("/pages/<slug>")
    @publique
    def page(self, slug):
        """Show a page."""
        illustree = joinedload(PageSite.image).selectinload(Media.variantes)
        requete = select(PageSite).where(PageSite.slug == slug).options(illustree)
        return page_du_site(db.session.scalars(requete).one_or_none() or abort(404))

    @expose("/faq/")
    @publique
    def faq(self):
        """Show the frequent questions, theme by theme."""
        requete = select(QuestionFrequente).order_by(QuestionFrequente.ordre, QuestionFrequente.id)
        questions = db.session.scalars(requete).all()
        redaction, ordre = Redaction(db.session), list(Theme)
        themes: dict[str, list[tuple[QuestionFrequente, Markup]]] = {}
        for question in sorted(questions, key=lambda q: ordre.index(q.theme)):
            themes.setdefault(question.theme.value, []).append(
                (question, redaction.passage(question.reponse))
            )
        donnees = donnees_structurees.questions(
            (question.titre, str(reponse)) for paires in themes.values() for question, reponse in paires
        )
        return montrer(
            "site/faq.html", titre="Foire aux questions", themes=themes, donnees=[donnees] if themes else []
        )

    @expose("/lexique/")
    @publique
    def lexique(self):
        """Show the words of social security, letter by letter."""
        redaction = Redaction(db.session)
        lettres: dict[str, list[tuple[Terme, Markup]]] = {}
        for terme in sorted(db.session.scalars(select(Terme)).all(), key=lambda t: t.slug):
            lettres.setdefault(terme.slug[0].upper(), []).append((terme, redaction.passage(terme.definition)))
        return montrer("site/lexique.html", titre="Lexique de la sécurité sociale", lettres=lettres)


def page_du_site(page: PageSite) -> str:
    """Return the page of a text, for visitors or in preview."""
    titre = page.rubrique.value
    return montrer(
        "site/page.html",
        titre=page.titre,
        description=page.chapeau,
        fil=fil((titre, PagesView.url("rubrique", nom=page.rubrique.name)), (page.titre, None)),
        page=page,
        image=image_de(page.image),
        corps=Redaction(db.session).page(page.corps),
        sources=en_html(page.sources or ""),
        demarches=demarches(page.service),
        formulaire=page.formulaire if page.formulaire in catalogue() else None,
    )


def demarches(service: str | None) -> list[tuple[str, str]]:
    """Return where a service is asked for online: `(label, address)`, without account or in each space."""
    vues = [v for v in current_app.extensions["menu"] if v.espace in CHEZ_SOI and service]
    sans_compte = [(p.modele.libelle_type, p.en_ligne) for p in papiers_sans_compte() if p.sert(service)]
    return sans_compte + [
        (
            f"{v.creer or v.titre} – espace {'employeur' if v.espace == 'employeur' else 'assuré'}",
            v.url("add"),
        )
        for v in vues
        if getattr(v.modele, "__tablename__", None) == service and "add" in v.include_route_methods
    ]
