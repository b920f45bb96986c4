"""A real mail server on this machine, that keeps what it receives."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Boite:
    """What the server received, in order; `refus` is what it answers instead of taking a message."""

    def __init__(self):
        self.messages, self.refus = [], ""

    async def handle_DATA(self, serveur, session, enveloppe):  # noqa: N802 - the library's name
        """Take a message, unless it was told to refuse."""
        if self.refus:
            return self.refus
        self.messages.append(message_from_bytes(enveloppe.content, policy=policy.default))
        return "250 OK"


@contextmanager
def serveur_smtp():
    """Yield `(url, mailbox)` of a server that listens on a free port."""
    boite = Boite()
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        port = libre.getsockname()[1]
    controleur = Controller(boite, hostname="127.0.0.1", port=port)
    controleur.start()
    try:
        yield f"smtp://127.0.0.1:{port}", boite
    finally:
        controleur.stop()
