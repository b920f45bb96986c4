"""A small WSGI application, to try the server without ours behind it; and any application on a port."""

import os
import threading
import time
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server


class Silencieux(WSGIRequestHandler):
    """Answers without writing each request on the tests' output."""

    def log(self, *_message) -> None:
        """Say nothing."""


@contextmanager
def servie(app):
    """Serve an application on a free port; yield its address."""
    serveur = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silencieux)
    fil = threading.Thread(target=serveur.serve_forever, args=(0.05,))
    fil.start()
    try:
        yield f"http://127.0.0.1:{serveur.port}"
    finally:
        serveur.shutdown()
        fil.join()


def application(environ, start_response):
    """Answer how many bytes came and which process answers.

    `/dort/3` sleeps three seconds first, `/gros` sends 64 MiB.
    """
    recus = len(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
    if environ["PATH_INFO"].startswith("/dort/"):
        time.sleep(int(environ["PATH_INFO"].removeprefix("/dort/")))
    if environ["PATH_INFO"] == "/gros":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return (b"x" * 2**20 for _ in range(64))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{recus} {os.getpid()}".encode()]


def transmis(environ, start_response):
    """Answer whom and what a proxy says that it speaks for."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [" ".join(environ.get(f"HTTP_X_FORWARDED_{mot}", "-") for mot in ("FOR", "PROTO")).encode()]
