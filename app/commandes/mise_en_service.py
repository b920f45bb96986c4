"""Release steps: roles, law, divisions, the first administrator."""

import click

from app import acces, comptes
from app.base_de_donnees import db, ecriture
from app.divisions import semer_divisions
from app.parametres import semer_parametres


@click.command("synchroniser")
def synchroniser():
    """Make the roles, texts of the law and divisions of this release exist (after `db upgrade`)."""
    with acces.systeme("release step"), ecriture(db.session) as session:
        roles = comptes.synchroniser_roles(session)
        textes, divisions = semer_parametres(session), semer_divisions(session)
    click.echo(f"Ajoutés : {len(roles)} rôle(s), {textes} paramètre(s) de la loi, {divisions} division(s).")


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
