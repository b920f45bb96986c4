"""The web process: the application on one Python thread, behind an event loop that spares it the slow.

Flask-AppBuilder's views keep the request's state on a shared object: an application has one thread. waitress
reads each request whole before the application sees it and sends each answer at the reader's pace: an idle or
slow connection holds a socket, never the application.
"""

import logging
import time
from socket import socket

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.wasyncore import dispatcher

from processus.metier import PATIENCE, Poste

TAILLE_MAX = 21 * 1024 * 1024
"""Bytes of a request: just above the application's own limit, so that its French refusal is the one read."""
REPONSE_MAX = 1024 * 1024 * 1024
"""Bytes of an answer kept (on disk past 1 MiB) for a slow reader before the application waits for him."""
TOUR = 0.5
"""Seconds of a turn of the event loop where nothing happens."""


class Liaison(HTTPChannel):
    """A visitor's connection."""

    def service(self) -> None:
        """Have a request answered by the application."""
        self.server.en_main.add(self)
        self.server.poste.battre()
        try:
            super().service()
        finally:
            self.server.en_main.discard(self)
            self.server.pull_trigger()

    def write_soon(self, data) -> int:
        """Take a piece of the answer: the application works."""
        self.server.poste.battre()
        return super().write_soon(data)

    def pendante(self) -> bool:
        """Say whether a request is being received or answered here."""
        annoncee = self.request and self.request.headers_finished
        return bool(annoncee or self.requests or self.total_outbufs_len)


class Guichet(TcpWSGIServer):
    """A server on a socket that others share: it takes a visitor in when its application is free."""

    channel_class = Liaison

    def __init__(self, application, prise: socket, poste: Poste, fils: int = 1):
        """Serve the WSGI application `application` on the listening socket `prise` with `fils` threads.

        What proxies write reaches it as it came: it is the one that knows whether they are trusted (PROXYS).
        """
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self.poste = poste
        self.en_main: set[Liaison] = set()
        reglages = Adjustments(
            threads=fils,
            connection_limit=1000,
            channel_timeout=60,
            max_request_body_size=TAILLE_MAX,
            outbuf_high_watermark=REPONSE_MAX,
            ident=None,
            clear_untrusted_proxy_headers=False,
        )
        origine = (prise.family, prise.type, prise.proto, prise.getsockname())
        super().__init__(application, {}, _sock=prise, adj=reglages, sockinfo=origine, bind_socket=False)

    def servir(self) -> None:
        """Serve until the job is to end, then answer what is in hand."""
        while self.poste.ouvert():
            self._tourner()
        self._finir()

    def add_task(self, task: Liaison) -> None:
        """Queue a request for the application."""
        self.en_main.add(task)
        super().add_task(task)

    def readable(self) -> bool:
        """Say whether to take visitors in."""
        return super().readable() and self._libre()

    def _libre(self) -> bool:
        return len(self.en_main) < self.adj.threads

    def _tourner(self):
        if self._libre():
            self.poste.battre()
        self.asyncore.loop(timeout=TOUR, use_poll=True, map=self._map, count=1)

    def _finir(self):
        """Take in who already knocked, nobody else, and answer every request begun."""
        self._vider_la_file()
        echeance = time.monotonic() + PATIENCE
        while self.active_channels and time.monotonic() < echeance:
            self._tourner()
            for liaison in self.active_channels.values():
                liaison.will_close |= not liaison.pendante()

    def _vider_la_file(self):
        connues = -1
        while connues < len(self.active_channels):
            connues = len(self.active_channels)
            self.handle_accept()
        dispatcher.close(self)
