"""The gestures that several journeys share."""

from datetime import date
from pathlib import Path

from app.regles import mois
from tests.navigateur.visite import Visite

CE_MOIS = mois.de_date(date.today())
"""The month of the journeys: the demonstration's last declarations are of the month before."""


def commencer(visite: Visite, periode: int, mode: str) -> None:
    """Begin the declaration of a month from the menu, `mode` being `en_ligne` or `fichier`."""
    visite.suivre("Déclaration nominative (DNR)", dans="nav")
    visite.suivre("Nouvelle déclaration")
    visite.ecrire(periode=mois.iso(periode))
    visite.page.locator(f'[name="mode"][value="{mode}"]').check()
    visite.presser("Continuer")


def envoyer_le_fichier(visite: Visite, fichier: Path) -> None:
    """Choose a workbook and send it to be checked."""
    visite.champ("fichier").set_input_files(fichier)
    visite.presser("Envoyer pour contrôle")


def envoyer(visite: Visite) -> str:
    """Read the preview, confirm, and return the number of what was sent."""
    visite.suivre("Voir l’aperçu et envoyer")
    assert visite.lit("Pas encore envoyée")
    visite.presser("Confirmer et soumettre")
    assert visite.lit("Envoyée : votre demande porte le numéro")
    return numero(visite)


def numero(visite: Visite) -> str:
    """Return the number of what was just sent, from the notice."""
    return visite.page.locator("main .avis").first.inner_text().split("numéro ")[1].split(".")[0]


def ouvrir_la_demande(visite: Visite, numero: str) -> None:
    """Find a request in the agents' inbox and open it."""
    visite.aller("/agent/demandes/")
    visite.suivre(numero)


def seconder(visite: Visite, texte: str) -> None:
    """Confirm what another person proposes, found by a text of it."""
    visite.aller("/confirmations/propositions/")
    visite.ouvrir_la_ligne(texte)
    visite.presser("Confirmer")
    assert visite.lit("C’est confirmé, et c’est fait")


def motiver(visite: Visite, libelle: str, motif: str) -> None:
    """Press a button of the life cycle that asks for a reason, write it, and confirm."""
    volet = visite.page.locator("details.confirmer", has=visite.page.locator("summary", has_text=libelle))
    volet.locator("summary").click()
    volet.locator("textarea").fill(motif)
    visite.par(volet.get_by_role("button", name=libelle).click)
