"""Public pages kept finished by each process, in front of the application, as long as the edition lasts.

A public page says nothing of who reads it: what is kept depends on the address and on the compression alone,
is kept from requests without a cookie only, and any cache on the way may keep it too. Each request asks what
the edition is (see `app.site.cadre`): what an editor changes, by any process, shows at the next one; what
comes at its hour, or from elsewhere than the site (a parameter of the law), within a minute.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import brotli
from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags, unquote_etag

from app.socle import journalisation

GARDEES = 800
"""Pages that a process keeps, each once a compression asked for."""
FRAICHEUR = "public, max-age=60, stale-while-revalidate=600"
UN_AN = "public, max-age=31536000, immutable"
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda corps: brotli.compress(corps, quality=6),
    "gzip": lambda corps: gzip.compress(corps, 6, mtime=0),
}
EDITION, ROUTE = "cnss.edition", "cnss.route"
"""Where the request's environment says the edition a page is of, and that it may be kept: by its route."""
DU_CORPS = frozenset({"content-type", "content-length", "content-encoding"})
"""Headers that tell of a body: an answer without one leaves them out."""


@dataclass(frozen=True)
class PageGardee:
    """An answer as it was sent."""

    edition: tuple
    route: str
    entetes: list[tuple[str, str]]
    corps: bytes

    def repondre(self, environ: dict, commencer: Callable) -> list[bytes]:
        """Answer a GET or a HEAD; 304 where the browser has the page."""
        marque, _ = unquote_etag(dict(self.entetes)["ETag"])
        sue = parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(marque)
        journalisation.raconter_gardee(environ["REQUEST_METHOD"], self.route, 304 if sue else 200)
        if sue:
            commencer("304 NOT MODIFIED", [e for e in self.entetes if e[0].lower() not in DU_CORPS])
            return []
        commencer("200 OK", list(self.entetes))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.corps]


class Memoire:
    """A WSGI application that answers for another what it has drawn already in the present edition."""

    def __init__(self, application: Callable, edition: Callable[[], tuple]):
        self.application, self.edition = application, edition
        self.pages: OrderedDict[tuple, PageGardee] = OrderedDict()

    def __call__(self, environ: dict, commencer: Callable):
        """Answer a request."""
        cle = (environ["PATH_INFO"], environ.get("QUERY_STRING", ""), codage_de(environ))
        page = self.pages.get(cle) if environ["REQUEST_METHOD"] in ("GET", "HEAD") else None
        if page is None:
            return self._dessiner(cle, environ, commencer)
        environ[EDITION] = self._presente()
        if page.edition != environ[EDITION]:
            return self._dessiner(cle, environ, commencer)
        return page.repondre(environ, commencer)

    def _presente(self) -> tuple | None:
        """Return the present edition; None when it cannot be told, which the application will say better."""
        try:
            return self.edition()
        except Exception:
            return None

    def _dessiner(self, cle: tuple, environ: dict, commencer: Callable):
        dits: list[tuple[str, list[tuple[str, str]]]] = []

        def noter(statut, entetes, *erreur):
            dits[:] = [(statut, entetes)]
            return commencer(statut, entetes, *erreur)

        reponse = self.application(environ, noter)
        a_garder = ROUTE in environ and environ["REQUEST_METHOD"] == "GET" and "HTTP_COOKIE" not in environ
        if not a_garder or dits[0][0] != "200 OK":
            return reponse
        corps = b"".join(reponse)
        reponse.close()
        self._garder(cle, PageGardee(environ[EDITION], environ[ROUTE], list(dits[0][1]), corps))
        return [corps]

    def _garder(self, cle: tuple, page: PageGardee) -> None:
        self.pages.pop(cle, None)
        self.pages[cle] = page
        while len(self.pages) > GARDEES:
            self.pages.popitem(last=False)


def codage_de(environ: dict) -> str:
    """Return the compression that suits the browser, empty for none."""
    return _codage(environ.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(maxsize=200)
def _codage(accepte: str) -> str:
    voulus = parse_accept_header(accepte, Accept)
    return next((c for c in COMPRESSIONS if voulus[c] > 0), "")


def finir(reponse: Response, edition: tuple) -> Response:
    """Return a public page compressed, with what lets it be kept by caches; 304 where the browser has it."""
    codage = codage_de(request.environ)
    empreinte = hashlib.sha256(reponse.get_data()).hexdigest()[:20]
    if codage:
        reponse.set_data(COMPRESSIONS[codage](reponse.get_data()))
        reponse.headers["Content-Encoding"] = codage
    reponse.headers["Cache-Control"] = FRAICHEUR if reponse.status_code == 200 else "no-cache"
    reponse.headers["Vary"] = "Accept-Encoding"
    reponse.set_etag(f"{empreinte}{codage}")
    assert request.url_rule, "a page is found at its address"
    request.environ |= {EDITION: edition, ROUTE: request.url_rule.rule}
    reponse.make_conditional(request)
    return reponse
