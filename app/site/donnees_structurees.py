"""What search engines read of a page: plain dictionaries of schema.org, written as JSON-LD by the frame.

A block of data is no script: browsers run nothing of it, and the strict policy of the pages lets it be.
"""

from collections.abc import Iterable

from app.documents import charte
from app.site import contenus
from app.site.tables.contenus import Article
from app.socle import adresses
from app.socle.horloge import en_utc

CONTEXTE = "https://schema.org"
NOM = "Caisse Nationale de Sécurité Sociale du Togo"
TELEPHONE, COURRIEL = "+228 22 25 96 96", "contact@cnsstogo.tg"


def organisation() -> dict:
    """Return who the fund is and how it is reached."""
    return {
        "@context": CONTEXTE,
        "@type": "GovernmentOrganization",
        "name": NOM,
        "alternateName": "CNSS Togo",
        "url": adresses.adresse("SiteView.index"),
        "logo": adresses.adresse("static", filename="icone-512.png"),
        "telephone": TELEPHONE,
        "email": COURRIEL,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": charte.ADRESSE,
            "addressLocality": "Lomé",
            "addressCountry": "TG",
        },
    }


def article(contenu: Article) -> dict:
    """Return a piece of news."""
    parution = {"datePublished": en_utc(contenu.publiee_le).isoformat()} if contenu.publiee_le else {}
    return parution | {
        "@context": CONTEXTE,
        "@type": "NewsArticle",
        "headline": contenu.titre,
        "description": contenu.chapeau,
        "dateModified": en_utc(contenu.modifiee_le).isoformat(),
        "inLanguage": "fr-TG",
        "mainEntityOfPage": adresses.publique(contenus.adresse(contenu)),
        "publisher": {
            "@type": "GovernmentOrganization",
            "name": NOM,
            "url": adresses.adresse("SiteView.index"),
        },
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


def fil(etapes: list[tuple[str, str | None]]) -> dict:
    """Return the way to a page, from the breadcrumb it shows."""
    return {
        "@context": CONTEXTE,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": rang, "name": libelle}
            | ({"item": adresses.publique(lieu)} if lieu else {})
            for rang, (libelle, lieu) in enumerate(etapes, start=1)
        ],
    }
