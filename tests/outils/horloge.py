"""A clock that tests set: both sides of a limit, without waiting."""

import sys
from datetime import datetime, timedelta

from app.socle import horloge as horloge_du_portail


class Horloge:
    """The hour that the application believes it is."""

    def __init__(self):
        self.instant = horloge_du_portail.maintenant()

    def __call__(self) -> datetime:
        return self.instant

    def avancer(self, **duree) -> None:
        """Let time pass: `avancer(minutes=15)`."""
        self.instant += timedelta(**duree)


def installer(monkeypatch) -> Horloge:
    """Replace the clock of every module of the application that reads it."""
    horloge, vraie = Horloge(), horloge_du_portail.maintenant
    for nom, module in list(sys.modules.items()):
        if nom.startswith("app.") and getattr(module, "maintenant", None) is vraie:
            monkeypatch.setattr(module, "maintenant", horloge)
    return horloge
