"""Fields on a bad line and with bad input: files refused before they cost, rows found as one types."""

import random

import pytest
from PIL import Image

from app.regles import mois as calendrier
from tests.navigateur.parcours import CE_MOIS, commencer

REFUSES = {
    "photo.pdf": (8, "n’est pas un fichier .xlsx ou .csv"),
    "ancienne paie.XLS": (8, "ouvrez-le, puis « Enregistrer sous »"),
    "enorme.csv": (20 * 1024 * 1024 + 1, "est trop lourd : 20 Mo au plus"),
}
"""Name -> size in bytes, what is said of it."""


@pytest.fixture
def envoi(visiteur):
    """An employer before the field of a declaration's file."""
    employeur = visiteur("employeur2@demo.tg")
    commencer(employeur, CE_MOIS, "fichier")
    return employeur


def choisir(visite, chemin, octets: int) -> None:
    """Choose a file of that size."""
    with chemin.open("wb") as fichier:
        fichier.truncate(octets)
    visite.champ("fichier").set_input_files(chemin)


def test_what_a_file_may_be_is_said_before_choosing(envoi):
    decrit = envoi.champ("fichier").get_attribute("aria-describedby").split()
    assert any("20 Mo au plus" in envoi.page.locator(f"#{cle}").inner_text() for cle in decrit)


@pytest.mark.parametrize("nom", REFUSES)
def test_a_file_that_cannot_be_taken_is_refused_before_it_is_sent(envoi, tmp_path, nom):
    octets, phrase = REFUSES[nom]
    partis = []
    envoi.page.on("request", lambda r: partis.append(r.url) if r.method == "POST" else None)
    choisir(envoi, tmp_path / nom, octets)
    envoi.page.get_by_role("button", name="Envoyer pour contrôle").click()
    envoi.page.locator(".erreur", has_text=phrase).wait_for()
    assert envoi.champ("fichier").get_attribute("aria-invalid") == "true"
    assert partis == []


def test_a_cut_upload_keeps_the_file_and_goes_on_once_the_line_is_back(envoi, tmp_path):
    choisir(envoi, tmp_path / "paie.csv", 40)
    envoi.contexte.set_offline(True)
    envoi.page.get_by_role("button", name="Envoyer pour contrôle").click()
    envoi.page.locator("[data-progression]", has_text="rien n’a été envoyé").wait_for()
    assert envoi.champ("fichier").evaluate("e => e.files[0].name") == "paie.csv"
    envoi.contexte.set_offline(False)
    envoi.page.locator(".resume-erreurs").wait_for()
    assert envoi.lit("Corrigez ce qui suit")


def test_a_large_file_goes_on_from_where_the_line_was_cut_even_on_another_page(envoi, tmp_path):
    debuts = []

    def couper(route):
        debut = int(route.request.url.partition("debut=")[2] or 0)
        debuts.append(debut)
        route.abort() if debut and len(debuts) < 5 else route.continue_()

    envoi.page.route("**/reception/*debut=*", couper)
    choisir(envoi, tmp_path / "paie.csv", 600_000)
    envoi.page.get_by_role("button", name="Envoyer pour contrôle").click()
    envoi.page.locator("[data-progression]", has_text="l’envoi reprendra là").wait_for()
    envoi.page.reload()
    choisir(envoi, tmp_path / "paie.csv", 600_000)
    envoi.page.get_by_role("button", name="Envoyer pour contrôle").click()
    envoi.page.locator(".resume-erreurs").wait_for(timeout=20_000)
    assert debuts.count(0) == 1
    assert debuts[-1] > 400_000


def test_a_long_relation_proposes_rows_as_one_types(visiteur):
    admin = visiteur("admin@demo.tg").aller("/administration/habilitations/nouvelle")
    champ = admin.champ("employeur_id")
    champ.press_sequentially("agbavi")
    option = admin.page.locator("datalist option", has_text="Agbavi").first
    option.wait_for(state="attached")
    champ.fill(option.evaluate("o => o.value"))
    admin.champ("utilisateur_id").select_option(label="Komlan Attiogbé (employeur2@demo.tg)")
    admin.ecrire(raison="Comptable de l’entreprise")
    admin.presser("Habiliter une personne")
    assert admin.lit("Agbavi")


LARGEUR = "async e => [e.files[0].name, (await createImageBitmap(e.files[0])).width]"
"""The name and the width of the picture chosen."""


@pytest.fixture
def photo(tmp_path):
    """Return `photo(width) -> path` of a photograph of that many pixels by 400, hard to compress."""

    def prendre(largeur: int):
        chemin = tmp_path / f"carte-{largeur}.png"
        points = random.Random(1).randbytes(3 * largeur * 400)
        Image.frombytes("RGB", (largeur, 400), points).save(chemin)
        return chemin

    return prendre


def test_a_photograph_is_made_lighter_before_it_is_sent_and_a_small_one_left_alone(visiteur, photo):
    assure = visiteur("assure2@demo.tg").aller("/assure/reclamations/nouvelle")
    assure.champ("service").select_option(index=1)
    assure.ecrire(objet="Mois absent", explication="Il manque un mois.")
    assure.presser("Continuer")
    champ = assure.champ("justificatif-fichiers")
    champ.set_input_files(photo(2400))
    assure.page.locator("[data-progression]", has_text="Photo allégée de 2,").wait_for()
    assert champ.evaluate(LARGEUR) == ["carte-2400.jpg", 2000]
    champ.set_input_files(photo(300))
    assert champ.evaluate("e => e.files[0].name") == "carte-300.png"
    champ.set_input_files(photo(2400))
    assure.page.locator("[data-progression]", has_text="Photo allégée").wait_for()
    bloc = assure.page.locator("section.bloc", has=champ)
    assure.par(bloc.get_by_role("button", name="Joindre", exact=True).click)
    assert assure.lit("carte-2400.jpg")
    assert assure.lit("JPEG")


def test_a_month_half_typed_is_told_at_once_and_left_as_it_is(visiteur):
    employeur = visiteur("employeur2@demo.tg").aller("/employeur/dnr/nouvelle")
    mois = employeur.champ("periode")
    mois.click()
    mois.press("Backspace")
    employeur.page.get_by_role("button", name="Continuer").click()
    employeur.page.locator(".erreur", has_text="Ce mois n’est pas complet").wait_for()
    employeur.examiner()
    assert mois.evaluate("e => e.validity.badInput && e === document.activeElement")
    mois.fill(calendrier.iso(CE_MOIS))
    employeur.presser("Continuer")
    assert employeur.lit(f"DNR {calendrier.complement(CE_MOIS)}")
