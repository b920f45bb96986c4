"""Nothing typed is lost: drafts, a cut line, a session that is over, a tab closed too early."""

import pytest

from tests.navigateur import exigences
from tests.outils.navigation import MOT_DE_PASSE

QUITUS = "/employeur/quitus-social/nouvelle"
OBJET = "Réfection du marché d’Assahoun"
SAISIE = {"reference_marche": "AO-2026-17", "objet": OBJET, "autorite_contractante": "Commune d’Avé 1"}
EMPLOYEUR = "employeur@demo.tg"


@pytest.fixture
def employeur(visiteur):
    """An employer before an empty form."""
    return a_blanc(visiteur(EMPLOYEUR))


def a_blanc(visite):
    """Open the form of a quitus, giving up what an earlier test left in it."""
    visite.aller(QUITUS)
    effacer = visite.page.get_by_role("button", name="Effacer ce brouillon")
    if effacer.count():
        visite.par(effacer.click)
    return visite


def etat(visite, texte: str) -> None:
    """Wait until the form says this."""
    visite.page.locator("[data-etat]", has_text=texte).wait_for()


def expirer(visite) -> None:
    """End the session, as half an hour away does."""
    visite.contexte.clear_cookies()


def revenir(visite) -> None:
    """Sign in again where the portal asks for it."""
    visite.ecrire(username=EMPLOYEUR, password=MOT_DE_PASSE)
    visite.presser("Se connecter")


def envoyer(visite) -> None:
    """Confirm the preview."""
    assert visite.lit("Pas encore envoyée")
    visite.presser("Confirmer et soumettre")
    assert visite.lit("Envoyée : votre demande porte le numéro")


def test_what_is_typed_is_kept_found_again_in_another_browser_and_sent(visiteur, employeur):
    employeur.ecrire(**SAISIE)
    etat(employeur, "Brouillon enregistré à")
    employeur.contexte.close()
    ailleurs = visiteur(EMPLOYEUR)
    ailleurs.suivre("Reprendre : Demander un quitus")
    assert ailleurs.lit("Brouillon repris, pas encore envoyé")
    assert ailleurs.champ("objet").input_value() == OBJET
    ailleurs.presser("Continuer")
    envoyer(ailleurs)
    ailleurs.aller("/services/")
    assert not ailleurs.lit("Reprendre")


def test_leaving_before_it_is_kept_asks(employeur):
    demandes = []
    employeur.page.on("dialog", lambda d: (demandes.append(d.type), d.accept()))
    employeur.champ("objet").press_sequentially("Ré")
    employeur.page.goto(employeur.adresse + "/services/")
    assert demandes == ["beforeunload"]


def test_a_cut_line_keeps_the_form_and_sends_it_once_back(employeur):
    employeur.contexte.set_offline(True)
    employeur.ecrire(**SAISIE)
    etat(employeur, "Votre saisie est gardée sur cet appareil, pas encore envoyée")
    employeur.page.get_by_role("button", name="Continuer").click()
    etat(employeur, "pas encore envoyé. Nouvel essai")
    assert employeur.champ("objet").input_value() == OBJET
    employeur.par(lambda: employeur.contexte.set_offline(False))
    assert employeur.lit(OBJET)
    envoyer(employeur)


@pytest.fixture
def hors_ligne(employeur):
    """An employer whose line was cut while typing, and who opens another page."""
    employeur.page.wait_for_function("navigator.serviceWorker.controller")
    employeur.contexte.set_offline(True)
    employeur.ecrire(objet=OBJET)
    etat(employeur, "gardée sur cet appareil")
    employeur.page.goto(employeur.adresse + QUITUS, wait_until="load")
    employeur.fautes.clear()
    return employeur


def test_off_line_the_portal_says_what_it_keeps_and_shows_it_again_once_back(hors_ligne):
    assert hors_ligne.lit("Vous êtes hors connexion")
    assert hors_ligne.lit("Gardé sur cet appareil, pas encore envoyé Demander un quitus, tapé à")
    hors_ligne.contexte.set_offline(False)
    hors_ligne.page.get_by_role("link", name="Réessayer").click()
    hors_ligne.page.locator(f'[name="objet"][value="{OBJET}"]').wait_for()
    assert hors_ligne.lit("Brouillon repris, pas encore envoyé")


def test_nothing_personal_stays_on_the_device_after_signing_out(hors_ligne):
    assert OBJET.split()[0] in hors_ligne.page.evaluate("decodeURIComponent(localStorage.brouillons)")
    hors_ligne.contexte.set_offline(False)
    hors_ligne.aller("/services/").page.evaluate("localStorage.brouillons = 'reste'")
    hors_ligne.presser("Se déconnecter", dans="body")
    assert hors_ligne.page.evaluate("Object.keys(localStorage)") == []
    gardees = hors_ligne.page.evaluate(
        "caches.keys().then(n => Promise.all(n.map(c => caches.open(c).then(o => o.keys()))))"
        ".then(l => l.flat().map(r => new URL(r.url).pathname))"
    )
    assert {c for c in gardees if not c.startswith("/static/")} <= {"/portail.js"}


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_a_session_over_brings_back_the_page_and_its_content(visiteur, script):
    employeur = a_blanc(visiteur(EMPLOYEUR, java_script_enabled=script))
    expirer(employeur)
    employeur.ecrire(**SAISIE, date_limite="2030-01-02")
    employeur.presser("Continuer")
    assert employeur.lit(
        "Votre session avait expiré : rien n’a été envoyé. Ce que vous aviez saisi est gardé"
    )
    revenir(employeur)
    assert employeur.chemin == QUITUS
    assert employeur.champ("objet").input_value() == OBJET
    assert employeur.champ("date_limite").input_value() == "2030-01-02"
    employeur.presser("Continuer")
    envoyer(employeur)


class Clavier:
    """Somebody who uses no mouse."""

    def __init__(self, visite):
        self.visite, self.touches = visite, visite.page.keyboard

    def atteindre(self, role: str, nom: str) -> None:
        """Press Tab until the element called so has the focus."""
        cible = self.visite.page.get_by_role(role, name=nom, exact=False).first
        for _ in range(60):
            self.touches.press("Tab")
            if cible.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(f"{nom} cannot be reached by Tab on {self.visite.chemin}")

    def ecrire(self, nom: str, texte: str) -> None:
        """Reach a field and type in it."""
        self.atteindre("textbox", nom)
        self.touches.type(texte)

    def actionner(self, role: str, nom: str) -> None:
        """Reach a link or button and press Enter."""
        self.atteindre(role, nom)
        self.visite.par(lambda: self.touches.press("Enter"))


def test_the_whole_journey_is_done_by_keyboard_alone(visiteur):
    visite = visiteur(viewport=exigences.BUREAU).aller("/services/")
    clavier = Clavier(visite)
    clavier.ecrire("Courriel ou téléphone", "employeur2@demo.tg")
    clavier.ecrire("Mot de passe", MOT_DE_PASSE)
    clavier.actionner("button", "Se connecter")
    clavier.actionner("link", "Quitus social")
    clavier.actionner("link", "Demander un quitus")
    clavier.ecrire("Référence du marché", "AO-2026-18")
    clavier.ecrire("Objet du marché", OBJET)
    clavier.ecrire("Autorité contractante", "Commune d’Avé 2")
    etat(visite, "Brouillon enregistré à")
    clavier.actionner("button", "Continuer")
    assert visite.lit("Pas encore envoyée")
    clavier.actionner("button", "Confirmer et soumettre")
    assert visite.lit("Envoyée : votre demande porte le numéro")


def test_the_first_tab_leads_to_the_content(visiteur):
    visite = visiteur().aller("/services/")
    visite.page.keyboard.press("Tab")
    visite.page.keyboard.press("Enter")
    assert visite.page.evaluate("document.activeElement.id") == "contenu"
