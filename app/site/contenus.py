"""The kinds of content of the site: what each is called, where it is read, which words it is found by."""

from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True)
class GenreDeContenu:
    """One kind of content: its name and address, and its words as Markdown, the most telling first."""

    nom: Callable[[object], str]
    adresse: Callable[[object], str]
    textes: Callable[[object], tuple[str | None, ...]]


def _article(article) -> str:
    dossier = "communiques" if article.nature is NatureArticle.communique else "actualites"
    return f"/{dossier}/{article.slug}"


def _texte(texte) -> str:
    dossier = "cnss-info" if texte.nature is NatureTexte.cnss_info else "textes"
    return f"/{dossier}/{texte.slug}"


GENRES: dict[type, GenreDeContenu] = {
    PageSite: GenreDeContenu(
        lambda p: p.rubrique.value, lambda p: f"/pages/{p.slug}", lambda p: (p.chapeau, p.corps, p.sources)
    ),
    Article: GenreDeContenu(lambda a: a.nature.value, _article, lambda a: (a.chapeau, a.corps, a.reference)),
    QuestionFrequente: GenreDeContenu(
        lambda q: "Question fréquente", lambda q: f"/faq/#{q.slug}", lambda q: (q.reponse,)
    ),
    Terme: GenreDeContenu(lambda t: "Lexique", lambda t: f"/lexique/#{t.slug}", lambda t: (t.definition,)),
    TexteReglementaire: GenreDeContenu(
        lambda t: t.nature.value, _texte, lambda t: (t.reference, t.resume, t.texte_extrait)
    ),
    Media: GenreDeContenu(
        lambda m: m.nature.value,
        lambda m: f"/mediatheque/{m.slug}",
        lambda m: (m.legende, m.description, m.transcription or transcrire(m.sous_titres)),
    ),
    Offre: GenreDeContenu(
        lambda o: f"Offre : {o.nature.value.lower()}",
        lambda o: f"/capital-humain/{o.slug}",
        lambda o: (o.lieu, o.description),
    ),
}
"""What has a page of its own, hence is found by the search."""
SUIVIS = (*GENRES, FlashInfo, Encart, EntreeMenu, LienRapide, ReseauSocial, ReglageSite)
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
