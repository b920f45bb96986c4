"""Where a form was sent from: the token of the session for who is signed in, the browser's word for others.

Who is not signed in lends nobody any right, so a page need not open a session (hence set a cookie) to hold a
token: that the browser says the form comes from a page of ours is enough, for all forms at once. A browser
that says nothing is refused.
"""

from urllib.parse import urlsplit

from flask import current_app, g, request, session
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

D_ICI = frozenset({"same-origin", "none"})
"""What a browser writes in Sec-Fetch-Site of what a page of ours, or the person herself, sends."""


class VenueDAilleurs(CSRFError):
    """The form was sent from elsewhere than a page of this site, or nothing says from where."""

    description = (
        "Ce formulaire ne vient pas d’une page de ce site, rien n’a été envoyé. Ouvrez la page sur ce site, "
        "puis recommencez."
    )


class Provenance(CSRFProtect):
    """Refuses, before any view, a form sent from elsewhere: CSRFError."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Check the request at hand, unless it changes nothing or, when told so, its view is exempt."""
        libre = apply_exemptions and self._ouverte_a_tous()
        if "_user_id" in session or libre or request.method not in current_app.config["WTF_CSRF_METHODS"]:
            super().protect(apply_exemptions)
            return
        if not envoyee_d_ici():
            raise VenueDAilleurs
        g.csrf_valid = True

    def _ouverte_a_tous(self) -> bool:
        """Say whether nothing answers at this address, or what does is exempt."""
        return not request.endpoint or bool(self._is_exempt())


def envoyee_d_ici() -> bool:
    """Say whether the browser tells that a page of ours sends this request.

    Sec-Fetch-Site cannot be forged by a page, but is said over HTTPS only, and by browsers since 2020; the
    others say Origin, or Referer, which the policy of our pages lets them say to ourselves.
    """
    if dit := request.headers.get("Sec-Fetch-Site"):
        return dit in D_ICI
    origine = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origine).netloc in {request.host, urlsplit(current_app.config["URL_PUBLIQUE"]).netloc}


def jeton() -> str:
    """Return the token that a form of the present page carries: empty for who is not signed in."""
    return generate_csrf() if "_user_id" in session else ""
