"""Dated rows of reference, out and in by YAML: what is read is proposed, and waits for a second person."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.commandes.refus import CommandeRefusee
from app.commandes.types import Courriel, TypeFichier, TypeTexte
from app.identites import personnes
from app.identites.pouvoirs import acteur_du_personnel
from app.referentiel import echange
from app.referentiel.sortes import SORTES
from app.regles.francais import accord
from app.socle import acces
from app.socle.base_de_donnees import db, transaction
from app.socle.refus import Refus
from app.socle.saisie import nettoyer

referentiel = AppGroup(
    "referentiel",
    help="Lignes datées : équipes, services, paramètres de la loi.",
    subcommand_metavar="COMMANDE [MOTS]…",
)


@referentiel.command("exporter", help="Écrire en YAML les lignes confirmées, toutes ou d’une sorte.")
@click.argument("sorte", type=TypeTexte(), required=False, metavar="[SORTE]")
def exporter(sorte: str | None) -> None:
    """Print the rows that two people agreed on, of one kind or of all."""
    try:
        voulues = [echange.sorte_nommee(sorte)] if sorte else SORTES.valeurs()
    except Refus as refus:
        raise CommandeRefusee(str(refus)) from None
    with acces.systeme("command line"):
        click.echo(echange.exporter(db.session, voulues), nl=False)


@referentiel.command("importer", help="Proposer les lignes d’un fichier : une autre personne les confirmera.")
@click.argument("fichier", type=TypeFichier())
@click.option("--par", type=Courriel(), required=True, help="Qui du personnel les propose.")
def importer(fichier: Path, par: str) -> None:
    """Propose the rows of a file in the name of somebody of the staff; what is there is left alone."""
    try:
        texte = nettoyer(fichier.read_text(encoding="utf-8-sig"))
        with acces.systeme("command line"), transaction(db.session) as session:
            personne = personnes.trouver(session, par)
            if personne is None or not personne.is_active:
                raise CommandeRefusee("Aucun compte ouvert n’a cette adresse : vérifiez --par.")
            acteur = acteur_du_personnel(session, personne)
            proposees, deja = echange.importer(session, texte, acteur)
    except UnicodeDecodeError:
        raise CommandeRefusee("Ce fichier n’est pas du texte en UTF-8 : enregistrez-le ainsi.") from None
    except Refus as refus:
        raise CommandeRefusee(str(refus)) from None
    click.echo(
        f"{accord(proposees, 'ligne proposée', 'lignes proposées')}, "
        f"{accord(deja, 'ligne déjà là', 'lignes déjà là')}."
    )
