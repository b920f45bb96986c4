"""What the rooms declare, and where: `flask --app run registres`."""

import click

from app.socle.registre import Registre, nommer


@click.command("registres", help="Montrer ce que chaque registre tient, et le fichier qui l’y a inscrit.")
def registres() -> None:
    """Print each registry, its keys and the file and line of what they hold."""
    for registre in sorted(Registre.tous, key=lambda r: r.nom):
        click.echo(f"{registre.nom} ({len(list(registre))})")
        for entree in registre:
            click.echo(f"  {nommer(entree.cle):60} {entree.lieu}")
