"""This machine's own loop: all that the portal answers while nobody said its environment (APP_ENV).

A portal put before the public by forgetting would be the demonstration, whose passwords are published. Our
server does not start then (`config.exiger_un_environnement`). Others tell nobody where they listen: behind
them the application itself refuses what does not come from a browser of this machine.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import click
from flask import Flask
from flask.cli import run_command
from werkzeug.sansio.utils import get_host
from werkzeug.wrappers import Response

import config
from app.socle.securite_http import ENTETES

RELAIS = frozenset(
    f"HTTP_{entete}"
    for entete in (
        "CF_CONNECTING_IP",
        "FORWARDED",
        "TRUE_CLIENT_IP",
        "VIA",
        "X_CLIENT_IP",
        "X_FORWARDED",
        "X_FORWARDED_BY",
        "X_FORWARDED_FOR",
        "X_FORWARDED_HOST",
        "X_FORWARDED_PORT",
        "X_FORWARDED_PREFIX",
        "X_FORWARDED_PROTO",
        "X_FORWARDED_SERVER",
        "X_REAL_IP",
    )
)
"""What proxies write on a request that they hand on."""
D_UN_RELAIS = "HTTP/1.0"
"""What no browser speaks any more, and nginx does to what it stands before when it is told nothing else."""


def installer(app: Flask) -> None:
    """Keep `app` to this machine if nobody said its environment; called last, to stand before all the rest.

    Raises config.ConfigurationRefusee under a server that is known not to keep to it.
    """
    if app.config["ENVIRONNEMENT_DIT"]:
        return
    if (hote := _ecoute()) is not None:
        config.exiger_un_environnement(hote)
    app.wsgi_app = Boucle(app.wsgi_app)  # type: ignore[method-assign]  # as Flask says to wrap its door


def _ecoute() -> str | None:
    """Return where the server that loads the application listens, as far as it says; None for a command."""
    contexte = click.get_current_context(silent=True)
    if contexte is None:
        return "localhost"
    return str(contexte.params["host"]) if contexte.command is run_command else None


class Boucle:
    """A WSGI application that another stands behind: it lets in this machine, and tells others what to do."""

    def __init__(self, application: WSGIApplication):
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        if vient_de_cette_machine(environ):
            return self.application(environ, start_response)
        entetes = {**ENTETES, "Cache-Control": "no-store"}
        return Response(f"{config.ENVIRONNEMENT_A_DIRE}\n", 403, entetes)(environ, start_response)


def vient_de_cette_machine(environ: WSGIEnvironment) -> bool:
    """Say whether a request comes straight from a browser of this machine, which calls it by its own name.

    The name is what tells a page of another site, whose address was made to lead here (DNS rebinding).
    """
    relayee = environ["SERVER_PROTOCOL"] == D_UN_RELAIS or not RELAIS.isdisjoint(environ)
    appelee, appelant = _nom(environ.get("HTTP_HOST", "")), environ.get("REMOTE_ADDR", "")
    return not relayee and config.de_la_boucle(appelee) and config.de_la_boucle(appelant)


@lru_cache(maxsize=256)
def _nom(hote: str) -> str:
    """Return the name in a Host header, without its port; empty when it is none."""
    return re.sub(r":\d+$", "", get_host("http", hote)).strip("[]")
