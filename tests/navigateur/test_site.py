"""The public site in a browser: written on a phone, read without script."""

from tests.navigateur import exigences

ARTICLES = "/communication/actualites-et-communiques/"


def test_an_editor_publishes_from_a_phone_and_a_visitor_finds_it_without_script(visiteur):
    redactrice = visiteur("communication@demo.tg", viewport=exigences.TELEPHONE).aller(f"{ARTICLES}nouvelle")
    redactrice.ecrire(titre="Le guichet de Kara", chapeau="Lundi.", corps="Venez avec **votre carte**.")
    redactrice.champ("nature").select_option("actualite")
    redactrice.presser("Écrire une actualité")
    redactrice.presser("Publier maintenant")
    assert redactrice.lit("En ligne depuis le")

    passant = visiteur(viewport=exigences.TELEPHONE, java_script_enabled=False).aller("/")
    assert passant.lit("Le guichet de Kara")
    passant.page.get_by_role("searchbox").fill("GUÎCHETS")
    passant.page.get_by_role("button", name="Chercher").first.click()
    passant.page.get_by_role("link", name="Le guichet de Kara").click()
    assert passant.lit("votre carte")


def test_a_film_plays_with_its_captions_under_the_strict_policy(visiteur):
    passant = visiteur().aller("/mediatheque/verifier-un-quitus")
    film = passant.page.locator("video")
    film.evaluate("v => { v.muted = true; return v.play() }")
    passant.page.wait_for_function("document.querySelector('video').textTracks[0].activeCues?.length")
    assert film.evaluate("v => [v.textTracks[0].mode, v.textTracks[0].cues.length]") == ["showing", 4]
    assert "ouvrez la page" in film.evaluate("v => v.textTracks[0].activeCues[0].text")
