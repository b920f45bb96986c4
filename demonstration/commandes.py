"""The demonstration: loaded into an empty database, its accounts listed."""

import click
from flask import current_app

from app.commandes.refus import CommandeRefusee
from app.commandes.types import en_json
from app.socle import acces
from app.socle.base_de_donnees import db, transaction
from demonstration.acteurs import MOT_DE_PASSE, comptes
from demonstration.chargement import charger


@click.command("demo", help="Charger la démonstration dans une base vide.")
def charger_demo():
    """Load the demonstration Togo into an empty database; does nothing on a second run."""
    if not current_app.config["DEMONSTRATION"]:
        raise CommandeRefusee(
            "La démonstration ne se charge pas ici : APP_ENV doit être « development » ou « test »."
        )
    with acces.systeme("demonstration data"), transaction(db.session) as session:
        charge = charger(session)
    click.echo(
        "Démonstration chargée." if charge else "La base contient déjà des données : rien n’a été changé."
    )


@click.command("demo-comptes", help="Lister les comptes de la démonstration.")
@click.option("--json", "json_", is_flag=True, help="Une liste JSON.")
def demo_comptes(json_):
    """List the demonstration's accounts."""
    with acces.systeme("demonstration accounts"):
        liste = comptes(db.session)
    if json_:
        en_json(liste)
        return
    click.echo(f"Comptes de démonstration, mot de passe {MOT_DE_PASSE} :")
    for compte in liste:
        rattache = compte["employeur"] or compte["assure"] or ""
        click.echo(f"  {compte['email']:24} {compte['role']:12} {rattache}")


def installer(app) -> None:
    """Give the application the commands of the demonstration."""
    app.cli.add_command(charger_demo)
    app.cli.add_command(demo_comptes)
