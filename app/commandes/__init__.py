"""The command line: `flask --app run …`, for release, payroll departments and tests."""

from app.commandes.demonstration import charger_demo, demo_comptes
from app.commandes.dnr import dnr
from app.commandes.mise_en_service import contenu, create_admin, synchroniser
from app.commandes.pension import pension_
from app.commandes.quitus import quitus


def installer(app) -> None:
    """Register the commands."""
    for commande in (synchroniser, contenu, create_admin, charger_demo, demo_comptes, dnr, pension_, quitus):
        app.cli.add_command(commande)
