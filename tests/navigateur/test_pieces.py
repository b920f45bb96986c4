"""Pieces joined by an employer, one of which hides a script, and looked at by an agent beside the request."""

import pytest

from tests.demandes.hostiles import script_a_l_ouverture
from tests.navigateur import exigences
from tests.navigateur.parcours import numero, ouvrir_la_demande
from tests.navigateur.visite import Visite
from tests.outils.papiers import image, pdf

CONSTAT = pdf(pages=3, arranger=script_a_l_ouverture)
PHOTO = image("JPEG", (1_200, 1_600))
PIECES = {"constat.pdf": ("application/pdf", CONSTAT), "photo.jpg": ("image/jpeg", PHOTO)}
CHARGEE = "img => img.complete && img.naturalWidth > 0"


@pytest.fixture(scope="module")
def envoyee(navigateur, adresse, vues) -> str:
    """The number of a request sent with its two pieces."""
    contexte = navigateur.new_context(viewport=exigences.BUREAU, locale="fr-FR")
    employeur = Visite(contexte, adresse, vues).connecter("employeur2@demo.tg")
    employeur.aller("/employeur/remises-de-majorations/nouvelle")
    employeur.ecrire(raison="Le siège a été inondé.")
    employeur.presser("Continuer")
    joints = [{"name": n, "mimeType": m, "buffer": c} for n, (m, c) in PIECES.items()]
    bloc = employeur.page.locator("section.bloc", has=employeur.page.locator("#piece-justificatif"))
    bloc.locator('input[type="file"]').set_input_files(joints)
    employeur.par(bloc.get_by_role("button", name="Joindre", exact=True).click)
    assert employeur.lit("Retiré par sécurité : un script.")
    employeur.examiner()
    employeur.suivre("Continuer : vérifier la demande")
    employeur.presser("Confirmer et soumettre")
    yield numero(employeur)
    contexte.close()


def montree(agent: Visite, rang: int) -> bool:
    """Say whether a sheet is drawn, once it is scrolled to."""
    feuille = agent.page.locator(f"#page-{rang} img")
    feuille.scroll_into_view_if_needed()
    agent.page.wait_for_function(CHARGEE, arg=feuille.element_handle())
    return feuille.is_visible()


@pytest.mark.parametrize("ecran", [exigences.BUREAU, exigences.TELEPHONE], ids=["desk", "phone"])
def test_an_agent_goes_through_the_sheets_of_a_piece_then_to_the_next(visiteur, envoyee, ecran):
    agent = visiteur("agent@demo.tg", viewport=ecran)
    ouvrir_la_demande(agent, envoyee)
    agent.suivre("constat.pdf")
    assert montree(agent, 1)
    agent.examiner()
    agent.page.locator("#page-1").get_by_role("link", name="Page suivante").click()
    assert montree(agent, 2)
    assert agent.page.locator("#page-2").evaluate("e => e.getBoundingClientRect().top") > -1
    agent.suivre("Agrandir")
    assert agent.lit("150 %")
    agent.suivre("Tourner d’un quart vers la droite")
    assert montree(agent, 3)
    couchee = agent.page.locator("#page-3 img").bounding_box()
    assert couchee["width"] > couchee["height"]
    agent.suivre("Pièce suivante")
    assert montree(agent, 1)
    assert agent.page.locator("[aria-current=true]", has_text="photo.jpg").count() == 1
    agent.suivre("Fermer la pièce")
    assert agent.page.locator(".visionneuse").count() == 0


def test_the_data_is_beside_the_piece_on_a_desk_and_under_it_on_a_phone(visiteur, envoyee):
    agent = visiteur("agent@demo.tg")
    ouvrir_la_demande(agent, envoyee)
    agent.suivre("photo.jpg")
    piece, donnees = (agent.page.locator(c) for c in (".visionneuse", ".face-a-face-donnees"))
    assert piece.bounding_box()["x"] + piece.bounding_box()["width"] <= donnees.bounding_box()["x"]
    agent.page.set_viewport_size(exigences.TELEPHONE)
    assert piece.bounding_box()["y"] + piece.bounding_box()["height"] <= donnees.bounding_box()["y"]


def test_the_keyboard_alone_opens_a_piece_and_scrolls_its_sheets(visiteur, envoyee):
    agent = visiteur("agent@demo.tg")
    ouvrir_la_demande(agent, envoyee)
    agent.lien("constat.pdf").focus()
    agent.par(lambda: agent.page.keyboard.press("Enter"))
    table = agent.page.locator(".visionneuse-table")
    table.focus()
    agent.page.keyboard.press("End")
    agent.page.wait_for_function("e => e.scrollTop > 0", arg=table.element_handle())


def test_without_a_script_the_same_links_show_the_same_sheets(visiteur, envoyee):
    agent = visiteur("agent@demo.tg", java_script_enabled=False)
    ouvrir_la_demande(agent, envoyee)
    agent.suivre("constat.pdf")
    agent.suivre("Agrandir")
    image_ = agent.page.locator("#page-1 img").get_attribute("src")
    assert agent.recevoir(image_, "image/webp")[8:12] == b"WEBP"
