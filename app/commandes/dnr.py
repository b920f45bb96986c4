"""Declarations for payroll departments: check a workbook, write the model."""

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.classeurs.annoter import annoter
from app.classeurs.refus import FichierRefuse
from app.commandes.types import CheminDeSortie, Numero, TypeFichier, TypeMois, TypeTexte, en_json
from app.regles.bareme import AvantPremierTexte
from app.regles.francais import accord, francs
from app.repertoire.tables import Employeur
from app.services.dnr import contexte
from app.services.dnr.controler import controler
from app.services.dnr.lire import lire
from app.services.dnr.schemas import RapportSchema
from app.services.dnr.tables import Declaration
from app.socle import acces
from app.socle.base_de_donnees import db

ACCEPTEE, BLOQUEE, ILLISIBLE = 0, 1, 2
"""Exit codes of `dnr check`."""

dnr = AppGroup(
    "dnr", help="Déclarations nominatives des rémunérations.", subcommand_metavar="COMMANDE [MOTS]…"
)


def _employeur(numero: str) -> Employeur:
    employeur = db.session.scalars(select(Employeur).where(Employeur.numero == numero)).one_or_none()
    if employeur is None:
        click.echo(f"Aucun employeur ne porte le numéro {numero} : vérifiez-le.", err=True)
        sys.exit(ILLISIBLE)
    return employeur


@dnr.command(
    "check", help="Contrôler un classeur : sort en 0 si rien ne bloque, 1 sinon, 2 s’il est illisible."
)
@click.argument("fichier", type=TypeFichier())
@click.option("--employeur", required=True, type=Numero())
@click.option("--periode", required=True, type=TypeMois())
@click.option(
    "--feuille",
    type=TypeTexte(),
    default="",
    help="Feuille à lire ; par défaut, celle du mois, sinon l’active.",
)
@click.option("--annote", type=CheminDeSortie(), help="Classeur annoté à écrire.")
@click.option("--json", "json_", is_flag=True, help="Rapport en JSON.")
def dnr_check(fichier, employeur, periode, feuille, annote, json_):
    """Check a workbook as the site would: exit 0 when nothing blocks, 1 when it does, 2 if unreadable."""
    contenu = fichier.read_bytes()
    with acces.systeme("command line"):
        cotisant = _employeur(employeur)
        try:
            lignes = lire(contenu, periode=periode, feuille=feuille).exiger_une_feuille()
        except FichierRefuse as refus:
            en_json({"erreur": str(refus)}) if json_ else click.echo(str(refus), err=True)
            sys.exit(ILLISIBLE)
        projet = Declaration(employeur_id=cotisant.id, periode=periode)
        try:
            with contexte.rassembler(db.session, projet, cotisant, lignes) as faits:
                rapport = controler(lignes, faits)
        except AvantPremierTexte as refus:
            click.echo(str(refus), err=True)
            sys.exit(ILLISIBLE)
    if annote:
        _annoter(annote, contenu, rapport)
    en_json(RapportSchema().dump(rapport)) if json_ else _raconter(rapport)
    sys.exit(BLOQUEE if rapport.bloque else ACCEPTEE)


def _annoter(sortie, contenu: bytes, rapport) -> None:
    """Write the annotated copy; where it cannot be made, the report is told all the same."""
    try:
        sortie.write_bytes(annoter(contenu, rapport))
    except FichierRefuse as refus:
        click.echo(refus, err=True)


def _raconter(rapport) -> None:
    for anomalie in rapport.anomalies:
        click.echo(
            f"{anomalie.niveau.upper():14} {rapport.cellule(anomalie) or 'fichier':8} {anomalie.message}"
        )
    totaux = rapport.totaux
    click.echo(
        f"{len(rapport.lignes)} lignes, {totaux.effectif} travailleurs, "
        f"masse salariale {francs(totaux.masse_salariale)}, "
        f"cotisations {francs(totaux.total)}. "
        f"{accord(len(rapport.bloquantes), 'anomalie bloquante', 'anomalies bloquantes')}, "
        f"{accord(len(rapport.avertissements), 'avertissement', 'avertissements')}."
    )


@dnr.command(
    "model", help="Écrire le classeur modèle d’un mois, rempli avec les travailleurs de l’employeur."
)
@click.option("--employeur", required=True, type=Numero())
@click.option("--periode", required=True, type=TypeMois())
@click.argument("sortie", type=CheminDeSortie())
def dnr_model(employeur, periode, sortie):
    """Write the model workbook of a month, prefilled with the employer's workers."""
    with acces.systeme("command line"):
        sortie.write_bytes(contexte.modele(db.session, _employeur(employeur), periode))
    click.echo(f"Classeur modèle écrit : {sortie}")
