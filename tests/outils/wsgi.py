"""A small WSGI application, to try the server without ours behind it."""

import os
import time


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
