"""The journal from the command line: read again, given as files, its files read again."""

from pathlib import Path

import click
from flask.cli import AppGroup

from app.commandes.refus import CommandeRefusee
from app.commandes.types import TypeFichier
from app.documents.cles import Trousseau, lire_cles_publiques
from app.journal.controle import JournalFaux
from app.journal.fichiers import exporter, verifier_les_fichiers
from app.journal.verifier import verifier
from app.regles.francais import accord
from app.socle.acces import systeme
from app.socle.base_de_donnees import db
from app.travaux.trousseau import cles_publiques

DOSSIER = click.Path(exists=True, file_okay=False, path_type=Path)

journal = AppGroup("journal", help="Journal.", subcommand_metavar="COMMANDE [MOTS]…")


@journal.command(
    "verify",
    help="Relire tout le journal : sort en 0 s’il est entier, en 1 à la première faute, qu’il nomme.",
)
@click.option("--fichiers", type=DOSSIER, metavar="DOSSIER", help="Relire ces fichiers, et non la base.")
@click.option("--cle", type=TypeFichier(), metavar="FICHIER", help="Les clés publiques, en PEM ou JWKS.")
def journal_verify(fichiers: Path | None, cle: Path | None) -> None:
    """Read the journal again, from the database or from the files of an export, and say what was found."""
    try:
        cles = lire_cles_publiques(cle.read_text()) if cle else cles_publiques()
        click.echo(_des_fichiers(fichiers, cles) if fichiers else _de_la_base())
    except (JournalFaux, ValueError) as faux:
        raise CommandeRefusee(str(faux)) from None


def _des_fichiers(dossier: Path, cles: Trousseau) -> str:
    lignes = verifier_les_fichiers(dossier, cles)
    return f"Chaîne entière : {accord(lignes, 'ligne', 'lignes')}, aucune changée, ôtée ni déplacée."


def _de_la_base() -> str:
    with systeme("the journal is read whole"):
        verdict = verifier(db.session)
    if verdict.faute:
        raise JournalFaux(verdict.faute)
    return f"Chaîne entière : {verdict.phrase}, aucune ligne changée, ôtée ni déplacée."


@journal.command("exporter", help="Écrire le journal en fichiers, un par jour, les jours sans ligne compris.")
@click.argument("dossier", type=click.Path(file_okay=False, path_type=Path), metavar="DOSSIER")
def journal_exporter(dossier: Path) -> None:
    """Write the days of the journal that a directory lacks, with the last checkpoint."""
    with systeme("the journal is exported whole"):
        ecrits = exporter(db.session, dossier)
    click.echo(f"Écrits dans {dossier} : {accord(ecrits, 'jour', 'jours')}.")
