"""What the operator alone can do with an account, when nobody is left to do it on screen."""

import click

from app.commandes.refus import CommandeRefusee
from app.commandes.types import Courriel, TexteImprime
from app.identites import administration, personnes, second_facteur
from app.identites.administration import EXPLOITANT, Visa
from app.socle import acces
from app.socle.base_de_donnees import db, transaction


@click.command(
    "retirer-second-facteur",
    help="Retirer la double vérification d’une personne qui a tout perdu : elle est prévenue.",
)
@click.option("--email", type=Courriel(), required=True)
@click.option(
    "--motif",
    type=TexteImprime(),
    metavar="MOTIF",
    required=True,
    help="Pourquoi : il est écrit et dit à la personne.",
)
def retirer_second_facteur(email: str, motif: str) -> None:
    """Take somebody's second factor away, where no second person can confirm it."""
    if not motif:
        raise CommandeRefusee("Écrivez pourquoi : le motif est gardé, et dit à la personne.")
    with acces.systeme("the operator of the machine"), transaction(db.session) as session:
        personne = personnes.trouver(session, email)
        if personne is None or not second_facteur.actif(session, personne.id):
            raise CommandeRefusee("Aucun compte à cette adresse n’a de double vérification : vérifiez-la.")
        administration.remettre_a_zero(session, personne, Visa(EXPLOITANT, motif))
    click.echo(f"Double vérification retirée : {email}")
