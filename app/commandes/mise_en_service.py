"""Release steps: roles, law, divisions, the first administrator."""

import click

from app.commandes.refus import CommandeRefusee
from app.commandes.types import Courriel, Secret, TexteImprime
from app.identites import mot_de_passe as mots_de_passe
from app.identites import organisation, personnes
from app.identites.organisation import Fonction
from app.regles.francais import accord
from app.repertoire.divisions import semer_divisions
from app.repertoire.parametres import semer_parametres
from app.site.semer import semer
from app.socle import acces
from app.socle.base_de_donnees import db, transaction
from app.travaux.courrier import semer_modeles


@click.command("synchroniser")
def synchroniser():
    """Make the roles, texts of the law, divisions and e-mails of this release exist (after `db upgrade`)."""
    with acces.systeme("release step"), transaction(db.session) as session:
        roles = personnes.synchroniser_roles(session)
        equipes = organisation.semer(session)
        textes, divisions = semer_parametres(session), semer_divisions(session)
        modeles = semer_modeles(session)
    click.echo(
        f"Ajoutés : {accord(len(roles), 'rôle', 'rôles')}, "
        f"{accord(equipes, 'équipe', 'équipes')}, "
        f"{accord(textes, 'paramètre de la loi', 'paramètres de la loi')}, "
        f"{accord(divisions, 'division', 'divisions')}, "
        f"{accord(modeles, 'modèle de courriel', 'modèles de courriel')}."
    )


@click.command("contenu")
def contenu():
    """Put the first contents of the public site in a database: what is there already is left alone."""
    with acces.systeme("release step"), transaction(db.session) as session:
        semes = semer(session)
    click.echo(f"Contenus du site ajoutés : {semes}.")


@click.command("create-admin", help="Créer le premier administrateur.")
@click.option("--email", type=Courriel(), prompt="Adresse de courriel")
@click.option("--nom", type=TexteImprime(), metavar="NOM", prompt="Nom")
@click.option("--prenoms", type=TexteImprime(), metavar="PRENOMS", prompt="Prénoms")
@click.option(
    "--mot-de-passe",
    type=Secret(),
    prompt="Mot de passe (12 caractères au moins)",
    hide_input=True,
    confirmation_prompt="Le même, une seconde fois",
)
def create_admin(email, nom, prenoms, mot_de_passe):
    """Make the first administrator."""
    if refus := mots_de_passe.faiblesse(mot_de_passe, email, nom, prenoms):
        raise CommandeRefusee(refus)
    with acces.systeme("first administrator"), transaction(db.session) as session:
        personnes.synchroniser_roles(session)
        if personnes.existe(session, email):
            raise CommandeRefusee("Un compte existe déjà à cette adresse.")
        personne = personnes.creer(
            session,
            adresse=email,
            nom=nom,
            prenoms=prenoms,
            mot_de_passe=mot_de_passe,
            roles=[personnes.PERSONNEL],
        )
        organisation.affecter(session, personne.id, Fonction.administration)
    click.echo(f"Administrateur créé : {email}")
