"""A quitus token verified offline."""

import sys
from datetime import date

import click
from flask.cli import AppGroup

from app.commandes.types import TypeTexte
from app.documents import jeton
from app.regles.francais import jour
from app.socle import adresses
from app.socle.horloge import aujourd_hui
from app.travaux import trousseau

AUTRES_PAPIERS = {
    "attestation": "d’une attestation individuelle",
    "quittance": "de la quittance d’un paiement",
}
"""What the other papers with a token are, by the `doc` of what it says."""

quitus = AppGroup("quitus", help="Quitus sociaux.", subcommand_metavar="COMMANDE [MOTS]…")


@quitus.command(
    "verify", help="Vérifier un code QR hors ligne : sort en 0 s’il est valide, 1 s’il est expiré ou faux."
)
@click.argument("token", type=TypeTexte(), metavar="JETON")
def quitus_verify(token):
    """Verify a quitus token offline, with the published keys; exit 0 when valid, 1 when expired or forged.

    The token is taken alone or at the end of the address that the QR code gives.
    """
    try:
        contenu = jeton.verifier(token.rpartition("/")[2], trousseau.cles_publiques())
        _exiger_un_quitus(contenu)
        etat = jeton.etat(contenu, aujourd_hui())
    except jeton.JetonInvalide as refus:
        click.echo(str(refus), err=True)
        sys.exit(1)
    fin = jour(date.fromisoformat(contenu["fin"]))
    click.echo(
        f"Authentique, {etat.value}. Quitus {contenu['no']}, employeur {contenu['emp']} {contenu['nom']}, "
        f"valable jusqu’au {fin}. La révocation ne se vérifie qu’en ligne."
    )
    sys.exit(0 if etat is jeton.EtatDuJeton.VALIDE else 1)


def _exiger_un_quitus(contenu) -> None:
    """Raise JetonInvalide, which says what it is, for the genuine token of another paper."""
    if papier := AUTRES_PAPIERS.get(contenu.get("doc")):
        raise jeton.JetonInvalide(
            f"Ce code est authentique, mais c’est celui {papier}, n°\u00a0{contenu.get('no')}, et non d’un "
            f"quitus\u00a0: vérifiez ce papier à l’adresse {adresses.adresse('VerificationView.verifier')}."
        )
