"""What is printed: the sheet alone, in A4, whatever the screen and the theme."""

import io

import pytest
from pypdf import PdfReader

from tests.navigateur.exigences import TELEPHONE

A4 = (595, 842)
"""Points."""
SAISIE = {
    "reference_marche": "AO-2026-19",
    "objet": "Pont de Kpimé",
    "autorite_contractante": "Commune de Kloto 1",
}
A_L_ECRAN = ("Confirmer et soumettre", "Modifier", "Se déconnecter", "Tableau de bord", "Menu")


@pytest.mark.parametrize(
    "reglages", [{}, {"viewport": TELEPHONE, "color_scheme": "dark"}], ids=["desk", "dark phone"]
)
def test_a_preview_prints_as_one_sheet_without_the_screen_around_it(visiteur, reglages):
    employeur = visiteur("employeur@demo.tg", **reglages).aller("/employeur/quitus-social/nouvelle")
    employeur.ecrire(**SAISIE)
    employeur.presser("Continuer")
    document = PdfReader(io.BytesIO(employeur.page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(document.pages) == 1
    feuille = document.pages[0]
    assert (round(feuille.mediabox.width), round(feuille.mediabox.height)) == A4
    texte = " ".join(feuille.extract_text().split())
    assert all(mot in texte for mot in (*SAISIE.values(), "Caisse Nationale de Sécurité Sociale"))
    assert not [mot for mot in A_L_ECRAN if mot in texte]
    assert "Pas encore envoyée" in texte
    assert texte.endswith("Pièces jointes Aucune pièce jointe.")


def test_the_page_of_a_request_prints_without_the_form_to_write_a_message(visiteur):
    employeur = visiteur("employeur@demo.tg").aller("/employeur/reclamations/")
    employeur.par(employeur.page.locator("main tbody a").first.click)
    document = PdfReader(io.BytesIO(employeur.page.pdf(format="A4", prefer_css_page_size=True)))
    texte = " ".join(page.extract_text() for page in document.pages)
    assert "Messages" in texte
    assert "Votre message" not in texte


def test_a_preview_offers_to_print_where_the_browser_can(visiteur):
    employeur = visiteur("employeur@demo.tg").aller("/employeur/quitus-social/nouvelle")
    employeur.ecrire(**SAISIE)
    employeur.presser("Continuer")
    employeur.page.evaluate("window.print = () => { document.title = 'imprimé'; }")
    employeur.page.get_by_role("button", name="Imprimer").click()
    assert employeur.page.title() == "imprimé"
