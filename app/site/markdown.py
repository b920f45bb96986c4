"""What editors write in Markdown, as clean HTML and as plain words.

The HTML is cleaned twice over: Markdown's own raw HTML is off, and what comes out goes through an allow-list.
The first level of titles is the page's own: those of the text begin at the second.
"""

import html
import re
from functools import lru_cache
from itertools import count

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

BALISES = {
    "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "del", "blockquote", "code", "pre",
    "a", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTS = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMAS = {"https", "mailto", "tel"}
lecteur = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
lecteur.enable(["table", "strikethrough"])


@lru_cache(maxsize=1024)
def en_html(source: str) -> Markup:
    """Return the HTML of a Markdown text: no script, no style, no picture from another host."""
    propre = nh3.clean(
        _rendre(source),
        tags=BALISES,
        attributes=ATTRIBUTS,
        url_schemes=SCHEMAS,
        link_rel="noopener",
        attribute_filter=_filtrer,
    )
    return Markup(_defiler(propre))  # noqa: S704 - cleaned by nh3 on the line above


def _rendre(source: str) -> str:
    """Return the HTML of a text, its titles of the first level lowered to the second."""
    jetons = lecteur.parse(source)
    for jeton in jetons:
        if jeton.type in ("heading_open", "heading_close") and jeton.tag == "h1":
            jeton.tag = "h2"
    return lecteur.renderer.render(jetons, lecteur.options, {})


def _filtrer(balise: str, attribut: str, valeur: str) -> str | None:
    """Keep the pictures of our own store alone: the policy of the pages refuses the others anyway."""
    if (balise, attribut) == ("img", "src") and not re.match(r"/(?!/)", valeur):
        return None
    return valeur


def _defiler(propre: str) -> str:
    """Name the heads of columns, and let a wide table scroll by itself; each table has a name of its own."""
    propre = propre.replace("<th>", '<th scope="col">')
    rangs = count(1)

    def ouvrir(_table) -> str:
        nom = f"Tableau {next(rangs)}"
        return f'<div class="defilement" tabindex="0" role="region" aria-label="{nom}"><table>'

    return re.sub("<table>", ouvrir, propre).replace("</table>", "</table></div>")


def en_mots(source: str) -> str:
    """Return the plain text of a Markdown text, for the search and the summaries."""
    nu = nh3.clean(lecteur.render(source), tags=set())
    return " ".join(html.unescape(nu).split())


def resumer(texte: str, longueur: int = 160) -> str:
    """Return the beginning of a plain text, cut between two words."""
    if len(texte) <= longueur:
        return texte
    return texte[:longueur].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
