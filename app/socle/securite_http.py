"""What every answer carries: security headers, caching, compression; and what every form proves (CSRF)."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from flask import Flask, Response, abort, current_app, request, session, url_for
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix

from app.socle import hotes
from app.socle.provenance import Provenance

F = TypeVar("F", bound=Callable[..., object])
POLITIQUE = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
ENTETES = {
    "Content-Security-Policy": POLITIQUE,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLITIQUE_D_UNE_PIECE = "; ".join(("sandbox", "default-src 'none'", "frame-ancestors 'none'"))
"""Of what somebody sent, given back: whoever opens it by itself runs nothing and asks for nothing."""
HSTS = "max-age=31536000; includeSubDomains"
UN_AN = "public, max-age=31536000, immutable"
POUR_TOUS = frozenset({"csrf_token", "locale", "page_history", "_fresh"})
"""What is written in the session of anybody who opens a page: not worth a cookie by itself."""
EMPREINTS = ("static", "HorsLigneView.script")
"""What is asked for with its fingerprint, `v`."""
COMPRESSES = ["text/html", "text/css", "text/csv", "text/javascript", "application/json", "image/svg+xml"]


def installer(app: Flask) -> None:
    """Protect and prepare every answer of `app`; called before Flask-AppBuilder, which looks for CSRF."""
    app.config.setdefault("COMPRESS_MIMETYPES", COMPRESSES)
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    app.session_interface = SessionsDesServices()
    Provenance(app)
    Compress(app)
    hotes.installer(app)
    if proxys := app.config.get("PROXYS", 0):
        porte = ProxyFix(app.wsgi_app, x_for=proxys, x_proto=proxys, x_host=proxys)
        app.wsgi_app = porte  # type: ignore[method-assign]  # as Flask says to wrap its door
    app.jinja_env.globals["asset"] = asset
    app.before_request(_refuser_le_nul)
    app.after_request(_entetes)
    app.after_request(_cache)


def pour_tous(page: F) -> F:
    """Mark a page as the same for everybody: caches may keep it, and no cookie goes with it."""
    page.publique = True  # type: ignore[attr-defined]  # read by `page_publique`
    return page


def page_publique() -> bool:
    """Say whether the page asked for is the same for everybody (see `pour_tous`)."""
    fonction = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(fonction, "publique", False))


class SessionsDesServices(SecureCookieSessionInterface):
    """Sessions in a signed cookie, that neither public pages nor assets write: caches may keep these.

    Elsewhere a visitor gets a cookie once there is something of his to hold, and loses it after.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set, leave out or take back the cookie."""
        if page_publique() or request.endpoint in EMPREINTS:
            return
        if not session.keys() - POUR_TOUS:
            response.vary.add("Cookie")
            if app.config["SESSION_COOKIE_NAME"] not in request.cookies:
                return
            session.clear()
        super().save_session(app, session, response)


def _refuser_le_nul() -> None:
    """Refuse the character that nobody types and that PostgreSQL does not store."""
    recus = (request.path, *(texte for paire in request.values.items(multi=True) for texte in paire))
    if any("\0" in texte for texte in recus):
        abort(400)


def asset(nom: str) -> str:
    """Return the address of a static file, with its fingerprint: browsers may keep it for a year."""
    assert current_app.static_folder
    chemin = Path(current_app.static_folder) / nom
    return url_for("static", filename=nom, v=_empreinte(chemin, chemin.stat().st_mtime_ns))


@lru_cache(maxsize=256)
def _empreinte(chemin: Path, _modifie: int) -> str:
    return hashlib.sha256(chemin.read_bytes()).hexdigest()[:12]


def _entetes(reponse: Response) -> Response:
    for nom, valeur in ENTETES.items():
        reponse.headers.setdefault(nom, valeur)
    if current_app.config["ENV_NOM"] == "production":
        reponse.headers["Strict-Transport-Security"] = HSTS
    return reponse


def _cache(reponse: Response) -> Response:
    """Keep fingerprinted files for a year, signed-in pages not at all, the rest only after asking.

    Whether somebody is signed in is read from the cookie: the database may be what went wrong.
    """
    if request.endpoint in EMPREINTS:
        reponse.headers["Cache-Control"] = UN_AN if "v" in request.args else "no-cache"
    elif page_publique():
        reponse.headers.setdefault("Cache-Control", "no-cache")
    elif "_user_id" in session:
        reponse.headers["Cache-Control"] = "no-store"
    else:
        reponse.headers.setdefault("Cache-Control", "no-cache")
    return reponse
