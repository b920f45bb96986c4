"""The portal works whether the browser runs scripts or not."""

import pytest

from app.regles import mois
from tests.navigateur import exigences
from tests.navigateur.parcours import CE_MOIS, commencer, envoyer

CABINET = "Cabinet Akplogan-Lébé, expertise comptable (n° 128641)"
PERIODES = {True: mois.plus(CE_MOIS, -1), False: CE_MOIS}
"""Each run declares a month of its own."""


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_declaration_goes_from_sign_in_to_the_receipt(visiteur, script):
    employeur = visiteur("employeur@demo.tg", java_script_enabled=script)
    employeur.page.locator("summary", has_text="Changer d’employeur").click()
    employeur.champ("employeur_id").select_option(CABINET)
    employeur.presser("Agir pour cet employeur", dans="body")
    commencer(employeur, PERIODES[script], "en_ligne")
    employeur.ecrire(**{"jours-1": "21", "remuneration-1": "198765"})
    employeur.presser("Enregistrer et contrôler")
    employeur.presser("Tout confirmer")
    numero = envoyer(employeur)
    assert employeur.pdf("Récépissé (PDF)").startswith(b"%PDF")
    employeur.suivre(employeur.page.locator(".fil a").nth(1).inner_text())
    assert employeur.lit(numero)


def test_the_menu_of_a_phone_opens_without_script(visiteur):
    assure = visiteur("assure@demo.tg", viewport=exigences.TELEPHONE, java_script_enabled=False)
    menu = assure.page.get_by_role("navigation", name="Menu principal")
    assert not menu.get_by_role("link", name="Compte individuel").is_visible()
    menu.locator("summary").click()
    assure.suivre("Compte individuel", dans="nav")
    assert assure.lit("Mois assurés")
