"""Who has no account and sends one request."""

from app.socle.acces import Acteur, Deposee


class Deposant(Acteur):
    """Somebody who has no account yet, and sends one request."""

    def droits_sur(self, demande: Deposee) -> frozenset[str]:
        """Return the right to send it: the link of the e-mail gave it."""
        return frozenset({"deposer"})
