"""A waiver of surcharges: asked for by an employer, granted in part or refused by a supervisor, and read."""

from tests.navigateur.parcours import numero, ouvrir_la_demande, seconder
from tests.navigateur.visite import Visite

RAISON = "Le siège a été inondé."
ACCORD, REFUS = "Inondation constatée par huissier.", "Troisième retard de l’année."


def demander(employeur: Visite) -> str:
    """Ask to be let off all that is owed, from the menu, and return the number of the request."""
    employeur.suivre("Remise de majorations", dans="nav")
    employeur.suivre("Demander une remise")
    employeur.ecrire(raison=RAISON)
    employeur.presser("Continuer")
    employeur.suivre("Continuer : vérifier la demande")
    employeur.presser("Confirmer et soumettre")
    return numero(employeur)


def decider(superviseur: Visite, envoyee: str) -> None:
    """Find a request in the inbox and open the page where it is decided."""
    ouvrir_la_demande(superviseur, envoyee)
    assert superviseur.lit(RAISON)
    superviseur.suivre("Accorder ou refuser la remise")


def test_a_waiver_is_granted_in_part_and_another_refused_and_both_reasons_are_read(visiteur):
    employeur, superviseur = visiteur("employeur2@demo.tg"), visiteur("superviseur@demo.tg")
    decider(superviseur, demander(employeur))
    superviseur.ecrire(motif=ACCORD)
    superviseur.presser("Accorder la remise")
    assert superviseur.lit("Choisissez la totalité ou une partie")
    superviseur.examiner()
    superviseur.champ("part").and_(superviseur.page.get_by_label("Une partie")).check()
    superviseur.ecrire(montant="1 000")
    superviseur.presser("Accorder la remise")
    seconder(visiteur("agent@demo.tg"), "Demande de remise")
    employeur.page.reload()
    assert employeur.lit("Remise accordée : 1 000 F")
    employeur.suivre("Voir mon compte")
    employeur.page.locator("main summary", has_text="Remise de majorations").click()
    assert employeur.lit(ACCORD)

    decider(superviseur, demander(employeur))
    superviseur.ecrire(motif=REFUS)
    superviseur.presser("Refuser la remise")
    employeur.page.reload()
    assert employeur.lit("Rejetée")
    assert employeur.lit(REFUS)
    employeur.examiner()
