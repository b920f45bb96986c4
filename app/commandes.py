"""The command line: `flask --app run …`, for release, payroll departments and tests."""

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from app import acces, certificats, comptes, demo
from app.base_de_donnees import db, ecriture
from app.compte.carriere_csv import lire_carriere
from app.divisions import semer_divisions
from app.dnr import contexte
from app.dnr.annoter import annoter
from app.dnr.controler import controler
from app.dnr.lire import lire
from app.dnr.refus import FichierRefuse
from app.documents import jeton
from app.models import Declaration, Employeur, aujourd_hui
from app.parametres import bareme, semer_parametres
from app.regles import mois, pension
from app.regles.bareme import AvantPremierTexte
from app.schemas import RapportSchema, SimulationSchema

ACCEPTEE, BLOQUEE, ILLISIBLE = 0, 1, 2
"""Exit codes of `dnr check`."""


class MoisISO(click.ParamType):
    """A month written 2026-10."""

    name = "AAAA-MM"

    def convert(self, value, param, ctx):
        """Return the month as the integer 202610."""
        try:
            return mois.lire(value)
        except ValueError as refus:
            self.fail(str(refus), param, ctx)


class Jour(click.ParamType):
    """A day written 2026-06-01."""

    name = "AAAA-MM-JJ"

    def convert(self, value, param, ctx):
        """Return the date."""
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"« {value} » n’est pas une date : écrivez-la comme 2026-06-01.", param, ctx)


def _en_json(objet) -> None:
    click.echo(json.dumps(objet, ensure_ascii=False, indent=2))


@click.command("synchroniser")
def synchroniser():
    """Make the roles, texts of the law and divisions of this release exist (after `db upgrade`)."""
    with acces.systeme("release step"), ecriture(db.session) as session:
        roles = comptes.synchroniser_roles(session)
        textes, divisions = semer_parametres(session), semer_divisions(session)
    click.echo(
        f"Ajoutés : {len(roles)} rôle(s), {textes} paramètre(s) de la loi, {divisions} division(s)."
    )


@click.command("create-admin")
@click.option("--email", prompt="Adresse de courriel")
@click.option("--nom", prompt="Nom")
@click.option("--prenoms", prompt="Prénoms")
@click.password_option("--mot-de-passe", prompt="Mot de passe (12 caractères au moins)")
def create_admin(email, nom, prenoms, mot_de_passe):
    """Make the first administrator."""
    if len(mot_de_passe) < comptes.LONGUEUR_DU_MOT_DE_PASSE:
        raise click.ClickException("Le mot de passe est trop court : choisissez au moins 12 caractères.")
    with acces.systeme("first administrator"), ecriture(db.session) as session:
        comptes.synchroniser_roles(session)
        if comptes.existe(session, email):
            raise click.ClickException("Un compte existe déjà à cette adresse.")
        comptes.creer(session, email, nom, prenoms, mot_de_passe, ["Admin"])
    click.echo(f"Administrateur créé : {email.strip().lower()}")


@click.command("demo")
def charger_demo():
    """Load the demonstration Togo into an empty database; does nothing on a second run."""
    if not current_app.config["DEMONSTRATION"]:
        raise click.ClickException(
            "La démonstration ne se charge pas ici : APP_ENV doit être « development » ou « test »."
        )
    with acces.systeme("demonstration data"), ecriture(db.session) as session:
        charge = demo.charger(session)
    click.echo(
        "Démonstration chargée." if charge else "La base contient déjà des données : rien n’a été changé."
    )


@click.command("demo-comptes")
@click.option("--json", "en_json", is_flag=True, help="Une liste JSON.")
def demo_comptes(en_json):
    """List the demonstration's accounts."""
    with acces.systeme("demonstration accounts"):
        liste = demo.comptes(db.session)
    if en_json:
        _en_json(liste)
        return
    click.echo(f"Comptes de démonstration, mot de passe {demo.MOT_DE_PASSE} :")
    for compte in liste:
        rattache = compte["employeur"] or compte["assure"] or ""
        click.echo(f"  {compte['email']:24} {compte['role']:12} {rattache}")


dnr = AppGroup("dnr", help="Déclarations nominatives des rémunérations.")


def _employeur(numero: str) -> Employeur:
    employeur = db.session.scalars(select(Employeur).where(Employeur.numero == numero)).one_or_none()
    if employeur is None:
        click.echo(f"Aucun employeur ne porte le numéro {numero} : vérifiez-le.", err=True)
        sys.exit(ILLISIBLE)
    return employeur


@dnr.command("check")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--employeur", required=True, metavar="NUMERO")
@click.option("--periode", required=True, type=MoisISO())
@click.option("--annote", type=click.Path(dir_okay=False, path_type=Path), help="Classeur annoté à écrire.")
@click.option("--json", "en_json", is_flag=True, help="Rapport en JSON.")
def dnr_check(fichier, employeur, periode, annote, en_json):
    """Check a workbook as the site would: exit 0 when nothing blocks, 1 when it does, 2 if unreadable."""
    contenu = fichier.read_bytes()
    with acces.systeme("command line"):
        cotisant = _employeur(employeur)
        try:
            lignes = lire(contenu)
        except FichierRefuse as refus:
            _en_json({"erreur": str(refus)}) if en_json else click.echo(str(refus), err=True)
            sys.exit(ILLISIBLE)
        projet = Declaration(employeur_id=cotisant.id, periode=periode)
        rapport = controler(lignes, contexte.rassembler(db.session, projet, cotisant, lignes))
    if annote:
        annote.write_bytes(annoter(contenu, rapport))
    _en_json(RapportSchema().dump(rapport)) if en_json else _raconter(rapport)
    sys.exit(BLOQUEE if rapport.bloque else ACCEPTEE)


def _raconter(rapport) -> None:
    for anomalie in rapport.anomalies:
        click.echo(
            f"{anomalie.niveau.upper():14} {rapport.cellule(anomalie) or 'fichier':8} {anomalie.message}"
        )
    totaux = rapport.totaux
    click.echo(
        f"{len(rapport.lignes)} lignes, {totaux.effectif} travailleurs, "
        f"masse salariale {totaux.masse_salariale} F, "
        f"cotisations {totaux.total} F. {len(rapport.bloquantes)} anomalie(s) bloquante(s), "
        f"{len(rapport.avertissements)} avertissement(s)."
    )


@dnr.command("model")
@click.option("--employeur", required=True, metavar="NUMERO")
@click.option("--periode", required=True, type=MoisISO())
@click.argument("sortie", type=click.Path(dir_okay=False, path_type=Path))
def dnr_model(employeur, periode, sortie):
    """Write the model workbook of a month, prefilled with the employer's workers."""
    with acces.systeme("command line"):
        sortie.write_bytes(contexte.modele(db.session, _employeur(employeur), periode))
    click.echo(f"Classeur modèle écrit : {sortie}")


@click.command("pension")
@click.argument("fichier", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--naissance", required=True, type=Jour())
@click.option("--depart", required=True, type=Jour())
@click.option("--salaire-futur", type=click.IntRange(min=0), help="Francs par mois, jusqu’au départ.")
@click.option("--json", "en_json", is_flag=True, help="Résultat en JSON.")
def pension_(fichier, naissance, depart, salaire_futur, en_json):
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
    except (ValueError, AvantPremierTexte) as refus:
        raise click.ClickException(str(refus)) from None
    if en_json:
        _en_json(SimulationSchema().dump(simulation))
        return
    click.echo(f"{simulation.type} : {simulation.montant} F")
    for etape in simulation.etapes:
        click.echo(f"  {etape.libelle} : {etape.valeur}  {etape.reference or ''}")


quitus = AppGroup("quitus", help="Quitus sociaux.")


@quitus.command("verify")
@click.argument("token")
def quitus_verify(token):
    """Verify a quitus token offline, with the published keys; exit 0 when valid, 1 when expired or forged."""
    try:
        contenu = jeton.verifier(token, certificats.cles_publiques())
        etat = jeton.etat(contenu, aujourd_hui())
    except jeton.JetonInvalide as refus:
        click.echo(str(refus), err=True)
        sys.exit(1)
    click.echo(
        f"Authentique, {etat.value}. Quitus {contenu['no']}, employeur {contenu['emp']} {contenu['nom']}, "
        f"valable jusqu’au {contenu['fin']}. La révocation ne se vérifie qu’en ligne."
    )
    sys.exit(0 if etat is jeton.Etat.VALIDE else 1)


def installer(app) -> None:
    """Register the commands."""
    for commande in (synchroniser, create_admin, charger_demo, demo_comptes, dnr, pension_, quitus):
        app.cli.add_command(commande)
