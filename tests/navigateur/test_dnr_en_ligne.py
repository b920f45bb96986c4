"""The declaration filled in the browser: drafted, left, found again, sent, completed, accepted."""

import pytest

from app.regles import mois
from app.regles.francais import francs, nombre
from tests.navigateur.parcours import CE_MOIS, commencer, envoyer, motiver, ouvrir_la_demande
from tests.navigateur.visite import Visite

EMBAUCHE = mois.premier_jour(CE_MOIS)
NOUVEAU = {
    "nom": "Amégan",
    "prenoms": "Kossi Emmanuel",
    "jours": "12",
    "remuneration": "187 350",
    "embauche_le": f"{EMBAUCHE:%d/%m/%Y}",
}
"""The insured person of assure@demo.tg, hired this month by the employer of the journey."""
PAIE = 412_345


def ajouter_un_travailleur(visite: Visite, numero: str) -> None:
    """Add a line by the form of a whole line."""
    visite.suivre("Ajouter un travailleur")
    visite.ecrire(numero_assure=numero, **NOUVEAU)
    visite.presser("Enregistrer la ligne")


def retirer(visite: Visite, rang: int) -> None:
    """Take a line out of the draft."""
    visite.suivre(f"Modifier la ligne {rang}")
    visite.presser("Retirer la ligne")


def lignes(visite: Visite) -> int:
    """Return how many lines the table shows."""
    return visite.page.locator("tbody tr").count()


def controler_et_envoyer(visite: Visite) -> str:
    """Go through the check, confirm the warnings, and send; return the number."""
    visite.presser("Enregistrer et contrôler")
    visite.presser("Tout confirmer")
    return envoyer(visite)


@pytest.fixture
def brouillon(visiteur, numeros):
    """A draft of this month, with a pay changed, a worker added and one removed, in a tab closed since."""
    employeur = visiteur("employeur2@demo.tg")
    commencer(employeur, CE_MOIS, "en_ligne")
    au_depart = lignes(employeur)
    employeur.ecrire(**{"jours-1": "17", "remuneration-1": str(PAIE)})
    employeur.presser("Enregistrer le brouillon")
    assert employeur.lit("Brouillon enregistré. La déclaration n’est pas encore envoyée.")
    ajouter_un_travailleur(employeur, numeros["assure@demo.tg"])
    retirer(employeur, 2)
    employeur.contexte.close()
    return au_depart


def test_E4a_a_draft_left_is_found_again_sent_completed_and_accepted(visiteur, numeros, brouillon):
    employeur = visiteur("employeur2@demo.tg")
    employeur.suivre("À compléter par vous")
    employeur.ouvrir_la_ligne(mois.libelle(CE_MOIS))
    assert employeur.champ("jours-1").input_value() == "17"
    assert employeur.champ("remuneration-1").input_value() == nombre(PAIE)
    assert lignes(employeur) == brouillon
    assert employeur.lit(numeros["assure@demo.tg"])
    assert employeur.page.locator('[name="jours-2"]').count() == 0
    employeur.examiner()
    numero = controler_et_envoyer(employeur)

    agent = visiteur("agent@demo.tg")
    ouvrir_la_demande(agent, numero)
    agent.presser("Prendre en charge")
    agent.examiner()
    motiver(agent, "Demander un complément", "Joignez la paie exacte de la ligne 3.")

    employeur.suivre("Tableau de bord", dans="nav")
    employeur.suivre("À compléter par vous")
    employeur.ouvrir_la_ligne(numero)
    assert employeur.lit("Joignez la paie exacte de la ligne 3.")
    employeur.examiner()
    employeur.suivre("Modifier")
    employeur.ecrire(**{"remuneration-3": "256 789"})
    employeur.presser("Enregistrer et contrôler")
    assert employeur.lit("256 789")
    employeur.presser("Tout confirmer")
    assert envoyer(employeur) == numero

    ouvrir_la_demande(agent, numero)
    agent.suivre("Voir les lignes")
    assert agent.lit(francs(256_789))
    ouvrir_la_demande(agent, numero)
    agent.presser("Prendre en charge")
    agent.presser("Accepter")
    assert agent.lit("Acceptée")

    assure = visiteur("assure@demo.tg")
    assure.suivre("Compte individuel")
    assert assure.lit(francs(187_350))
