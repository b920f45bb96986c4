"""Public pages kept whole by each process for the present edition, compressed once, with their ETag.

What is kept depends on the address alone: a public page says nothing of who reads it. So any cache on the way
may keep it too.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import brotli
from flask import Response, request

GARDEES = 400
"""Pages that a process keeps."""
FRAICHEUR = "public, max-age=60, stale-while-revalidate=600"
UN_AN = "public, max-age=31536000, immutable"
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda corps: brotli.compress(corps, quality=6),
    "gzip": lambda corps: gzip.compress(corps, 6, mtime=0),
}


@dataclass
class Page:
    """A page as it was drawn, and what it becomes compressed."""

    corps: bytes
    mimetype: str
    statut: int
    formes: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self):
        self.empreinte = hashlib.sha256(self.corps).hexdigest()[:20]

    def forme(self, codage: str) -> bytes:
        """Return the body in an encoding, made the first time."""
        if codage not in self.formes:
            self.formes[codage] = COMPRESSIONS[codage](self.corps) if codage else self.corps
        return self.formes[codage]


_PAGES: OrderedDict[tuple, Page] = OrderedDict()


def servir(edition: tuple, dessiner: Callable[[], Response]) -> Response:
    """Return the page of the present address, drawn once an edition; 304 where the browser has it."""
    cle = (*edition, request.full_path)
    page = _PAGES.get(cle)
    if page is None:
        page = _garder(cle, dessiner())
    return _repondre(page)


def _garder(cle: tuple, reponse: Response) -> Page:
    page = Page(reponse.get_data(), reponse.mimetype, reponse.status_code)
    if page.statut == 200:
        _PAGES[cle] = page
        while len(_PAGES) > GARDEES:
            _PAGES.popitem(last=False)
    return page


def _repondre(page: Page) -> Response:
    codage = next((c for c in COMPRESSIONS if request.accept_encodings[c] > 0), "")
    reponse = Response(page.forme(codage), page.statut, mimetype=page.mimetype)
    if codage:
        reponse.headers["Content-Encoding"] = codage
    reponse.headers["Cache-Control"] = FRAICHEUR if page.statut == 200 else "no-cache"
    reponse.headers["Vary"] = "Accept-Encoding"
    reponse.set_etag(f"{page.empreinte}{codage}")
    return reponse.make_conditional(request)
