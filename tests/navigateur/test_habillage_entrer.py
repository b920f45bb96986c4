"""The pages by which one enters: their title and first field come first, on a phone as on a desk."""

import pytest

from tests.navigateur import exigences

ENTREES = (
    "/connexion", "/inscription/employeur", "/inscription/assure", "/mot-de-passe-oublie/", "/services/",
)  # fmt: skip
ECRANS = ({"width": 360, "height": 640}, exigences.BUREAU)
VISIBLE = """e => {
  const r = e.getBoundingClientRect();
  const [x, y] = [r.x + Math.min(r.width, 20) / 2, r.y + r.height / 2];
  return r.bottom <= innerHeight && e.contains(document.elementFromPoint(x, y));
}"""
"""Whether all of an element is on the screen, and nothing over it."""


@pytest.mark.parametrize("ecran", ECRANS, ids=lambda e: str(e["width"]))
@pytest.mark.parametrize("chemin", ENTREES)
def test_the_title_and_the_first_field_are_in_the_first_screen(visiteur, chemin, ecran):
    passant = visiteur(viewport=ecran).aller(chemin)
    premier = passant.page.locator("main .champ input").first
    for element in (passant.page.locator("h1"), premier):
        assert element.evaluate(VISIBLE)


def test_the_search_of_a_page_to_fill_in_waits_in_the_menu_of_a_phone_and_stays_elsewhere(visiteur):
    passant = visiteur(viewport=exigences.TELEPHONE).aller("/connexion")
    recherche = passant.page.get_by_role("searchbox")
    assert not recherche.is_visible()
    passant.page.locator("summary", has_text="Menu").click()
    assert recherche.is_visible()
    assert passant.aller("/pages/quitus-social").page.get_by_role("searchbox").is_visible()
