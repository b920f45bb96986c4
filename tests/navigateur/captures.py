"""`make screenshots`: the key pages of the demonstration, on a phone and on a desk."""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser

from tests.navigateur import chromium, exigences, portail
from tests.navigateur.classeurs import Classeur
from tests.navigateur.parcours import CE_MOIS, commencer, envoyer_le_fichier
from tests.navigateur.visite import Visite
from tests.outils.processus import RACINE

DESTINATION = RACINE / "docs" / "screenshots"
ECRANS = {"telephone": exigences.TELEPHONE, "bureau": exigences.BUREAU}
HAUTEUR = 1_200
"""How much of a long page is shown, in pixels."""

Arrivee = Callable[..., Visite]


def accueil(arriver: Arrivee) -> Visite:
    """Return the services' home, signed out."""
    return arriver().aller("/services/")


def a_l_adresse(email: str | None, chemin: str) -> Callable[[Arrivee], Visite]:
    """Return the scene of one person, or of a visitor, at one address."""
    return lambda arriver: arriver(email).aller(chemin)


def controle(arriver: Arrivee) -> Visite:
    """Return the check of a workbook with two faults."""
    employeur = arriver("employeur@demo.tg")
    commencer(employeur, CE_MOIS, "fichier")
    with tempfile.TemporaryDirectory() as dossier:
        classeur = Classeur(employeur.telecharger("Téléchargez le classeur modèle (Excel)", Path(dossier)))
        premier, second = list(classeur.rangs)[:2]
        classeur.changer(premier, "jours", 45)
        classeur.changer(second, "numero_assure", "9999999999")
        envoyer_le_fichier(employeur, classeur.enregistrer())
    return employeur


def lignes(arriver: Arrivee) -> Visite:
    """Return the table of a declaration filled online, one pay changed."""
    employeur = arriver("employeur2@demo.tg")
    commencer(employeur, CE_MOIS, "en_ligne")
    employeur.ecrire(**{"remuneration-2": "512 300"})
    employeur.presser("Enregistrer le brouillon")
    return employeur


def apercu(arriver: Arrivee) -> Visite:
    """Return the preview of the same declaration."""
    employeur = lignes(arriver)
    employeur.presser("Enregistrer et contrôler")
    employeur.presser("Tout confirmer")
    employeur.suivre("Voir l’aperçu et envoyer")
    return employeur


def dossier(arriver: Arrivee) -> Visite:
    """Return the oldest request of the inbox, taken in charge."""
    agent = arriver("agent@demo.tg").aller("/agent/demandes/")
    agent.ouvrir_la_ligne("Soumise")
    agent.presser("Prendre en charge")
    return agent


def calcul(arriver: Arrivee) -> Visite:
    """Return the simulator, the steps of a figure open."""
    assure = arriver("assure@demo.tg").aller("/assure/simulateur-de-pension/")
    assure.page.locator("summary", has_text="Comment ce montant est calculé").first.click()
    return assure


def verification(arriver: Arrivee) -> Visite:
    """Return the public answer to the code of a quitus just issued."""
    agent = arriver("agent@demo.tg").aller("/agent/demandes/")
    agent.ouvrir_la_ligne("quitus")
    agent.presser("Prendre en charge")
    agent.presser("Délivrer le quitus")
    code = agent.page.locator("dt", has_text="Code de vérification").locator("+ dd").inner_text()
    return arriver().aller(f"/verifier?code={code}")


SCENES: dict[str, Callable[[Arrivee], Visite]] = {
    "site": a_l_adresse(None, "/"),
    "statistiques": a_l_adresse(None, "/statistiques/"),
    "accueil": accueil,
    "tableau-de-bord": a_l_adresse("employeur2@demo.tg", "/services/"),
    "declarations": a_l_adresse("employeur@demo.tg", "/employeur/dnr/"),
    "nouvelle-declaration": a_l_adresse("employeur@demo.tg", "/employeur/dnr/nouvelle"),
    "controle": controle,
    "lignes": lignes,
    "apercu": apercu,
    "compte-cotisant": a_l_adresse("employeur2@demo.tg", "/employeur/compte-cotisant/"),
    "rapprochement": a_l_adresse("agent@demo.tg", "/agent/rapprochement/"),
    "demandes-a-instruire": a_l_adresse("agent@demo.tg", "/agent/demandes/"),
    "dossier": dossier,
    "compte-individuel": a_l_adresse("assure@demo.tg", "/assure/compte-individuel/"),
    "simulateur": calcul,
    "verification": verification,
}


def photographier(visite: Visite, nom: str) -> None:
    """Keep the page on each screen as `nom-ecran.png`."""
    for ecran, taille in ECRANS.items():
        visite.page.set_viewport_size(taille)
        visite.page.evaluate("scrollTo(0, 0)")
        hauteur = min(HAUTEUR, visite.page.evaluate("document.documentElement.scrollHeight"))
        cadre = {"x": 0, "y": 0, "width": taille["width"], "height": hauteur}
        visite.page.screenshot(path=DESTINATION / f"{nom}-{ecran}.png", full_page=True, clip=cadre)


def principal() -> int:
    """Write every picture; return the exit status."""
    if chromium.chemin() is None:
        print("Chromium n’est pas sur cette machine : apt-get install chromium", file=sys.stderr)
        return 1
    DESTINATION.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as dossier_du_portail,
        portail.ouvert(Path(dossier_du_portail)) as adresse,
        chromium.ouvert() as navigateur,
    ):
        for nom, scene in SCENES.items():
            photographier(scene(partial(_arriver, navigateur, adresse)), nom)
            print(f"docs/screenshots/{nom}")
    return 0


def _arriver(navigateur: Browser, adresse: str, email: str | None = None) -> Visite:
    visite = Visite(navigateur.new_context(viewport=exigences.BUREAU), adresse, set())
    return visite.connecter(email) if email else visite


if __name__ == "__main__":
    sys.exit(principal())
