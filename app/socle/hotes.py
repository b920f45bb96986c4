"""The names by which the portal answers: a request for another is refused, none ends in what it writes."""

from collections.abc import Collection, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response
from werkzeug.wsgi import get_host

INCONNU = "Ce portail ne répond pas à ce nom : vérifiez l’adresse."


def installer(app: Flask) -> None:
    """Have `app` answer by the names of HOTES alone, by any where there are none; called before proxies."""
    if noms := app.config["HOTES"]:
        app.wsgi_app = SesNoms(app.wsgi_app, noms)  # type: ignore[method-assign]  # as Flask says to wrap its door


class SesNoms:
    """A WSGI application that another stands behind: it lets in what is addressed to one of `noms`."""

    def __init__(self, application: WSGIApplication, noms: Collection[str]):
        self.application, self.noms = application, noms

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; 400 where it is for another name."""
        try:
            get_host(environ, self.noms)
        except SecurityError:
            return Response(INCONNU, 400, {"Cache-Control": "no-store"})(environ, start_response)
        return self.application(environ, start_response)
