"""What scripts add to a page's gestures: closing, starting from errors, sending once, staying signed in."""

import pytest

from tests.navigateur import exigences

MINUTE = 60_000


@pytest.fixture
def menu(visiteur):
    """The home of the public site, a drop-down of its menu open."""
    passant = visiteur().aller("/")
    passant.page.locator(".deroulant summary").first.click()
    assert passant.page.locator(".deroulant[open]").count() == 1
    return passant.page


def test_escape_closes_a_drop_down_and_gives_the_focus_back_to_its_title(menu):
    menu.keyboard.press("Escape")
    assert menu.locator(".deroulant[open]").count() == 0
    assert menu.locator(".deroulant summary").first.evaluate("e => e === document.activeElement")


def test_a_press_elsewhere_closes_a_drop_down_and_one_inside_does_not(menu):
    ouvert = menu.locator(".deroulant[open]")
    ouvert.dispatch_event("pointerdown")
    assert ouvert.count() == 1
    menu.locator("h1").dispatch_event("pointerdown")
    assert ouvert.count() == 0


def test_escape_closes_the_part_of_a_page_one_is_in(visiteur):
    employeur = visiteur("employeur@demo.tg", viewport=exigences.TELEPHONE)
    summary = employeur.page.locator("summary", has_text="Changer d’employeur")
    summary.click()
    employeur.champ("employeur_id").press("Escape")
    assert not employeur.champ("employeur_id").is_visible()
    assert summary.evaluate("e => e === document.activeElement")


def test_a_notice_that_was_read_can_be_put_away(visiteur):
    passant = visiteur().aller("/employeur/dnr/")
    avis = passant.page.locator("main .avis")
    avis.get_by_role("button", name="Fermer").click()
    assert avis.count() == 0


def test_who_comes_to_correct_errors_starts_from_them(visiteur):
    passant = visiteur().aller("/inscription/employeur")
    passant.page.locator("main form").get_by_role("button").last.click()
    passant.page.locator(".resume-erreurs:focus").wait_for()


COMPTER = """window.partis = 0;
addEventListener('submit', (e) => { partis += !e.defaultPrevented; e.preventDefault(); })"""
"""Counts the forms that would leave the page, and lets none go."""


def test_a_double_click_sends_once_until_the_server_has_had_time_to_answer(visiteur):
    passant = visiteur()
    passant.page.clock.install()
    passant.aller("/services/").page.evaluate(COMPTER)
    bouton = passant.page.get_by_role("button", name="Se connecter")
    bouton.dblclick()
    assert passant.page.evaluate("partis") == 1
    assert bouton.get_attribute("aria-disabled") == "true"
    passant.page.clock.run_for(5_000)
    assert bouton.get_attribute("aria-disabled") is None
    bouton.click()
    assert passant.page.evaluate("partis") == 2


@pytest.fixture
def absent(visiteur):
    """An insured person who signed in and left, on a clock that the test turns."""
    assure = visiteur()
    assure.page.clock.install()
    return assure.connecter("assure@demo.tg").page


def test_a_session_about_to_end_says_so_and_is_kept_by_who_is_there(absent):
    avis = absent.locator("[data-fin-de-session]")
    absent.clock.run_for(20 * MINUTE)
    assert not avis.is_visible()
    absent.clock.run_for(6 * MINUTE)
    assert "Sans activité, votre session se ferme dans" in avis.inner_text()
    avis.get_by_role("button", name="Rester connecté").click()
    avis.wait_for(state="hidden")
    absent.clock.run_for(20 * MINUTE)
    assert not avis.is_visible()


def test_a_session_that_ended_says_so_and_offers_nothing_more(absent):
    absent.clock.run_for(30 * MINUTE)
    avis = absent.locator("[data-fin-de-session]")
    assert "Votre session est fermée par sécurité" in avis.inner_text()
    assert not avis.get_by_role("button").is_visible()
