"""The kinds of content of the site: what each is called, where it is read, which words it is found by."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.generateur.adaptateur import Model
from app.site.sous_titres import transcrire
from app.site.tables.contenus import (
    Article,
    Media,
    NatureArticle,
    NatureTexte,
    PageSite,
    QuestionFrequente,
    Terme,
    TexteReglementaire,
)
from app.site.tables.offres import Offre
from app.site.tables.vitrine import Encart, EntreeMenu, FlashInfo, LienRapide, ReglageSite, ReseauSocial
from app.socle.adresses import en_serie


@dataclass(frozen=True)
class GenreDeContenu:
    """One kind of content: its name and address, and its words as Markdown, the most telling first."""

    nom: Callable[[Any], str]
    adresse: Callable[[Any], str]
    textes: Callable[[Any], tuple[str | None, ...]]


def _article(article) -> str:
    dossier = "communiques" if article.nature is NatureArticle.communique else "actualites"
    return en_serie("ArticlesView.article", dossier=dossier, slug=article.slug)


def _texte(texte) -> str:
    dossier = "cnss-info" if texte.nature is NatureTexte.cnss_info else "textes"
    return en_serie("DocumentsView.texte", dossier=dossier, slug=texte.slug)


GENRES: dict[type[Model], GenreDeContenu] = {
    PageSite: GenreDeContenu(
        lambda p: p.rubrique.value,
        lambda p: en_serie("PagesView.page", slug=p.slug),
        lambda p: (p.chapeau, p.corps, p.sources),
    ),
    Article: GenreDeContenu(lambda a: a.nature.value, _article, lambda a: (a.chapeau, a.corps, a.reference)),
    QuestionFrequente: GenreDeContenu(
        lambda q: "Question fréquente",
        lambda q: f"{en_serie('PagesView.faq')}#{q.slug}",
        lambda q: (q.reponse,),
    ),
    Terme: GenreDeContenu(
        lambda t: "Lexique",
        lambda t: f"{en_serie('PagesView.lexique')}#{t.slug}",
        lambda t: (t.definition,),
    ),
    TexteReglementaire: GenreDeContenu(
        lambda t: t.nature.value, _texte, lambda t: (t.reference, t.resume, t.texte_extrait)
    ),
    Media: GenreDeContenu(
        lambda m: m.nature.value,
        lambda m: en_serie("MediasView.media", slug=m.slug),
        lambda m: (m.legende, m.description, m.transcription or transcrire(m.sous_titres)),
    ),
    Offre: GenreDeContenu(
        lambda o: f"Offre : {o.nature.value.lower()}",
        lambda o: en_serie("CapitalHumainView.offre", slug=o.slug),
        lambda o: (o.lieu, o.description),
    ),
}
"""What has a page of its own, hence is found by the search."""
SUIVIS: tuple[type[Model], ...] = (
    *GENRES,
    FlashInfo,
    Encart,
    EntreeMenu,
    LienRapide,
    ReseauSocial,
    ReglageSite,
)
"""All that editors change: each change is kept, and renews the pages."""


def genre(contenu) -> GenreDeContenu:
    """Return the kind of a content; raises KeyError for what has no page."""
    return GENRES[type(contenu)]


def adresse(contenu) -> str:
    """Return the public address of a content."""
    return genre(contenu).adresse(contenu)


def mots_de(contenu, lire: Callable[[str], str]) -> str:
    """Return the plain words of a content, title left out; `lire(Markdown)` gives those of a text."""
    return " ".join(lire(t) for t in genre(contenu).textes(contenu) if t)
