"""Passkeys, with the browser's own virtual device: added, then used in place of the password and after it."""

import pytest

from tests.navigateur import exigences, mesures, portail
from tests.navigateur.mesures import Compteur
from tests.navigateur.visite import Visite
from tests.outils.navigation import MOT_DE_PASSE

APPAREIL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A telephone that knows its owner, who always answers it."""
ELLE = "assure@demo.tg"


@pytest.fixture(scope="module")
def adresse(base_demo, tmp_path_factory):
    """A portal of the module's own, called by a name: browsers tie no key to a bare address."""
    with portail.ouvert(tmp_path_factory.mktemp("portail"), base_demo, nom="localhost") as adresse:
        yield adresse


@pytest.fixture
def munir(visiteur):
    """Return `munir(email=None, **options) -> (visit, device)`: somebody whose device makes keys."""

    def munir(email: str | None = None, **options) -> tuple[Visite, "Appareil"]:
        visite = visiteur(email, **options)
        return visite, Appareil(visite)

    return munir


class Appareil:
    """The virtual device of a tab."""

    def __init__(self, visite: Visite):
        self.cdp = visite.contexte.new_cdp_session(visite.page)
        self.cdp.send("WebAuthn.enable")
        self.cle = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": APPAREIL})["authenticatorId"]

    def reconnaitre(self, oui: bool) -> None:
        """Have the device recognise its owner, or not."""
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.cle, "isUserVerified": oui})


def ajouter(visite: Visite, nom: str) -> None:
    """Add a key from « Mon compte », and keep the recovery codes where it brings some."""
    visite.aller("/compte/double-verification/")
    visite.suivre("Ajouter une clé d’accès")
    visite.ecrire(nom=nom, actuel=MOT_DE_PASSE)
    visite.presser("Continuer")
    visite.presser("Créer la clé sur cet appareil")
    assert visite.lit(f"La clé d’accès « {nom} » est ajoutée à votre compte.")


def sortir(visite: Visite) -> None:
    """Sign out, and have the portal forget the device: it offers no key before one asks for it."""
    visite.presser("Se déconnecter", dans="body")
    visite.contexte.clear_cookies()


def test_a_key_is_added_then_opens_the_account_by_itself_and_after_the_password(munir):
    elle, _ = munir(ELLE)
    ajouter(elle, "Mon téléphone")
    elle.suivre("J’ai gardé mes codes")
    assert elle.lit("Mon téléphone Ajoutée le")
    sortir(elle)
    elle.aller("/connexion?next=/compte/")
    elle.presser("Se connecter avec une clé d’accès")
    assert elle.chemin == "/compte/"
    sortir(elle)
    elle.aller("/connexion")
    elle.ecrire(username=ELLE, password=MOT_DE_PASSE)
    elle.presser("Se connecter")
    elle.examiner()
    mesures.exiger_touchable(elle.page, elle.chemin)
    elle.presser("Utiliser ma clé d’accès")
    assert elle.lit("Tableau de bord")


def test_a_device_that_does_not_recognise_its_owner_opens_nothing_and_the_page_says_what_to_do(munir):
    elle, appareil = munir("assure2@demo.tg")
    ajouter(elle, "Ma tablette")
    sortir(elle)
    elle.aller("/connexion")
    appareil.reconnaitre(False)
    elle.page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    elle.page.get_by_role("alert").filter(has_text="Réessayez").wait_for()
    elle.examiner()
    appareil.reconnaitre(True)
    elle.presser("Se connecter avec une clé d’accès")
    assert elle.lit("Tableau de bord")


def test_a_device_that_holds_a_key_of_hers_makes_no_other(munir):
    elle, _ = munir("employeur2@demo.tg")
    ajouter(elle, "Mon ordinateur")
    elle.aller("/compte/cles-d-acces/ajouter")
    elle.ecrire(nom="Encore", actuel=MOT_DE_PASSE)
    elle.presser("Continuer")
    elle.page.get_by_role("button", name="Créer la clé sur cet appareil").click()
    elle.page.get_by_role("alert").filter(has_text="garde déjà une clé").wait_for()


def test_a_key_is_offered_among_the_names_where_somebody_signed_in_before(munir):
    elle, _ = munir("employeur@demo.tg")
    ajouter(elle, "Mon téléphone")
    elle.presser("Se déconnecter", dans="body")
    elle.page.goto(elle.adresse + "/connexion")
    elle.page.wait_for_url(f"{elle.adresse}/services/")
    assert elle.lit("Tableau de bord")


@pytest.mark.parametrize("chemin", ["/compte/cles-d-acces/ajouter", "/compte/cles-d-acces/creer"])
def test_the_pages_of_keys_are_for_everybody_to_read(munir, chemin):
    elle, _ = munir("meheza@demo.tg", viewport=exigences.TELEPHONE)
    elle.aller("/compte/cles-d-acces/ajouter")
    elle.ecrire(nom="Mon téléphone", actuel=MOT_DE_PASSE)
    elle.presser("Continuer")
    elle.aller(chemin).examiner()


def test_the_page_by_which_one_enters_stays_light(visiteur):
    passant = visiteur(service_workers="block").aller("/services/")
    assert passant.lien("Se connecter avec une clé d’accès").is_visible()
    compteur = Compteur(passant.page)
    passant.aller("/connexion").page.wait_for_load_state("networkidle")
    mesures.exiger_leger(compteur, "/connexion", mesures.VUE_SUIVANTE)
    mesures.exiger_touchable(passant.page, "/connexion")


def test_without_a_script_nothing_is_shown_that_would_not_work(visiteur):
    passant = visiteur(java_script_enabled=False).aller("/connexion")
    assert not passant.page.get_by_text("clé d’accès").is_visible()


def test_where_the_portal_is_called_by_an_address_no_key_is_asked_for(visiteur, adresse):
    passant = visiteur()
    passant.page.goto(f"{adresse.replace('localhost', '127.0.0.1')}/connexion")
    assert not passant.page.get_by_text("clé d’accès").is_visible()
