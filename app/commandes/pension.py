"""A pension simulated from a career in a file."""

import click

from app.carriere.carriere_csv import lire_carriere
from app.carriere.schemas import SimulationSchema
from app.commandes.refus import CommandeRefusee
from app.commandes.types import TypeFichier, TypeFrancs, TypeJour, en_json
from app.regles import mois, pension
from app.regles.bareme import AvantPremierTexte
from app.regles.francais import francs
from app.repertoire.parametres import bareme
from app.socle import acces
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui


@click.command("pension", help="Simuler une pension d’après un CSV de lignes periode,remuneration.")
@click.argument("fichier", type=TypeFichier())
@click.option("--naissance", required=True, type=TypeJour(naissance=True))
@click.option("--depart", required=True, type=TypeJour())
@click.option("--salaire-futur", type=TypeFrancs(), help="Francs par mois, jusqu’au départ.")
@click.option("--json", "json_", is_flag=True, help="Résultat en JSON.")
def pension_(fichier, naissance, depart, salaire_futur, json_):
    """Simulate a pension from a CSV of `periode,remuneration` lines."""
    with acces.systeme("command line"):
        lois = bareme(db.session)
    try:
        gains = lire_carriere(fichier.read_text(encoding="utf-8-sig"))
        simulation = pension.simuler(
            gains,
            naissance,
            depart,
            lois,
            salaire_futur=salaire_futur,
            projeter_depuis=mois.de_date(aujourd_hui()),
        )
    except UnicodeDecodeError:
        raise CommandeRefusee(
            "Ce fichier n’est pas du texte en UTF-8 : enregistrez-le en « CSV UTF-8 », puis recommencez."
        ) from None
    except (ValueError, AvantPremierTexte) as refus:
        raise CommandeRefusee(str(refus)) from None
    if json_:
        en_json(SimulationSchema().dump(simulation))
        return
    click.echo(f"{simulation.type} : {francs(simulation.montant)}")
    for etape in simulation.etapes:
        click.echo(f"  {etape.libelle} : {etape.valeur}  {etape.reference or ''}")
