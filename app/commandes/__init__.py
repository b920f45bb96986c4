"""The command line: `flask --app run …`, for release, payroll departments and tests.

May import every room but `views`, on which it need not stand.
"""

import gettext
import os
from pathlib import Path

from app.commandes.comptes import retirer_second_facteur
from app.commandes.dnr import dnr
from app.commandes.droits import droits
from app.commandes.journal import journal
from app.commandes.mise_en_service import contenu, create_admin, synchroniser
from app.commandes.pension import pension_
from app.commandes.pieces import desarmer_les_pieces
from app.commandes.quitus import quitus
from app.commandes.referentiel import referentiel
from app.commandes.registres import registres

COMMANDES = (
    synchroniser,
    contenu,
    create_admin,
    retirer_second_facteur,
    desarmer_les_pieces,
    dnr,
    journal,
    pension_,
    quitus,
    registres,
    droits,
    referentiel,
)
TRADUCTIONS = Path(__file__).parents[1] / "translations"


def installer(app) -> None:
    """Register the commands, in French whatever the machine speaks.

    The library of commands says its sentences through gettext, whose catalogue is that of the screens.
    """
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", TRADUCTIONS)
    for commande in COMMANDES:
        app.cli.add_command(commande)
