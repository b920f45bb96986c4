"""A quitus token verified offline."""

import sys

import click
from flask.cli import AppGroup

from app import certificats
from app.documents import jeton
from app.horloge import aujourd_hui

quitus = AppGroup("quitus", help="Quitus sociaux.", subcommand_metavar="COMMANDE [MOTS]…")


@quitus.command(
    "verify", help="Vérifier un code QR hors ligne : sort en 0 s’il est valide, 1 s’il est expiré ou faux."
)
@click.argument("token", metavar="JETON")
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
