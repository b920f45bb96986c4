"""What search engines read of a page: plain dictionaries of schema.org, written as JSON-LD by the frame.

A block of data is no script: browsers run nothing of it, and the strict policy of the pages lets it be.
"""

from collections.abc import Callable, Iterable

from app.documents import charte
from app.site.tables.contenus import Article
from app.socle.horloge import en_utc

Adresse = Callable[[str], str]
"""Makes a whole address of a path of the site."""
CONTEXTE = "https://schema.org"
NOM = "Caisse Nationale de Sécurité Sociale du Togo"
TELEPHONE, COURRIEL = "+228 22 25 96 96", "contact@cnsstogo.tg"


def organisation(adresse: Adresse) -> dict:
    """Return who the fund is and how it is reached."""
    return {
        "@context": CONTEXTE,
        "@type": "GovernmentOrganization",
        "name": NOM,
        "alternateName": "CNSS Togo",
        "url": adresse("/"),
        "logo": adresse("/static/icone-512.png"),
        "telephone": TELEPHONE,
        "email": COURRIEL,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": charte.ADRESSE,
            "addressLocality": "Lomé",
            "addressCountry": "TG",
        },
    }


def article(contenu: Article, lieu: str, adresse: Adresse) -> dict:
    """Return a piece of news, which is read at the path `lieu`."""
    parution = {"datePublished": en_utc(contenu.publiee_le).isoformat()} if contenu.publiee_le else {}
    return parution | {
        "@context": CONTEXTE,
        "@type": "NewsArticle",
        "headline": contenu.titre,
        "description": contenu.chapeau,
        "dateModified": en_utc(contenu.modifiee_le).isoformat(),
        "inLanguage": "fr-TG",
        "mainEntityOfPage": adresse(lieu),
        "publisher": {"@type": "GovernmentOrganization", "name": NOM, "url": adresse("/")},
    }


def questions(paires: Iterable[tuple[str, str]]) -> dict:
    """Return frequent questions: `(question, answer in HTML)`."""
    return {
        "@context": CONTEXTE,
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": reponse}}
            for question, reponse in paires
        ],
    }


def fil(etapes: list[tuple[str, str | None]], adresse: Adresse) -> dict:
    """Return the way to a page, from the breadcrumb it shows."""
    return {
        "@context": CONTEXTE,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": rang, "name": libelle}
            | ({"item": adresse(lieu)} if lieu else {})
            for rang, (libelle, lieu) in enumerate(etapes, start=1)
        ],
    }
