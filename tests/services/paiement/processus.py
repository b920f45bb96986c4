"""A worker of its own that asks about one payment.

`python -m tests.services.paiement.processus URL DIRECTORY ADDRESS PK MODE`

It waits for the file `partez` of the directory, so that several start at the same instant. `mourir` kills it
between the operator's answer and the booking.
"""

import os
import signal
import sys
import time
from pathlib import Path

from app import create_app
from app.services.paiement import suivre
from app.socle import acces
from app.socle.base_de_donnees import db
from tests.services.paiement.outils import reglages


def mourir(*_):
    """Die as a machine that loses its power."""
    os.kill(os.getpid(), signal.SIGKILL)


def principal(url: str, dossier: str, adresse: str, pk: str, mode: str) -> None:
    """Ask about the payment once the others are ready too."""
    app = create_app(
        {
            "SQLALCHEMY_DATABASE_URI": url,
            "INSTANCE": Path(dossier),
            **reglages(adresse, "paygate"),
        },
        "test",
    )
    if mode == "mourir":
        suivre.conclure = mourir
    with app.app_context(), acces.systeme("tests"):
        db.session.connection()
        db.session.rollback()
        Path(dossier, f"pret-{os.getpid()}").touch()
        while not Path(dossier, "partez").exists():
            time.sleep(0.002)
        suivre.relancer(db.session, int(pk))


if __name__ == "__main__":
    principal(*sys.argv[1:])
