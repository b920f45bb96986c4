"""« Mon compte » and the ways into it."""

import html

import pytest

from app.identites import personnes

pytestmark = pytest.mark.petit_togo


def test_the_account_says_who_one_is_and_for_whom_one_acts(connecter):
    page = html.unescape(connecter("scierie@essai.tg").get("/compte/").text)
    for attendu in ("Scierie", "scierie@essai.tg", "Employeur", "Scierie de Kpalimé SARL (n°\u00a020417)"):
        assert attendu in page


@pytest.mark.parametrize(("email", "offert"), [("essi@essai.tg", True), ("agent@essai.tg", False)])
def test_the_rights_over_one_s_data_are_offered_to_whom_they_concern(connecter, email, offert):
    assert ("Mes droits sur mes données" in connecter(email).get("/compte/").text) is offert


@pytest.mark.parametrize(
    "adresse",
    [
        "/compte/",
        "/compte/mot-de-passe/",
        "/compte/appareils/",
        "/compte/double-verification/",
        "/compte/double-verification/qr.svg",
        "/compte/contacts/",
        "/compte/presence",
    ],
)
def test_a_visitor_is_asked_to_sign_in_first(client, adresse):
    reponse = client.get(adresse)
    assert reponse.status_code == 302
    assert reponse.headers["Location"].startswith("/connexion?next=/compte/")


def test_the_home_leads_to_both_inscriptions_and_to_a_forgotten_password(client):
    page = client.get("/services/").text
    for adresse in ("/inscription/employeur", "/inscription/assure", "/mot-de-passe-oublie/"):
        assert f'href="{adresse}"' in page
        assert client.get(adresse).status_code == 200


def test_every_page_of_who_is_signed_in_can_warn_before_the_session_ends(connecter, client):
    assert 'data-fin-de-session="1740"' in connecter("scierie@essai.tg").get("/services/").text
    assert "data-fin-de-session" not in client.get("/services/").text


def test_signing_in_needs_no_particular_case_of_the_e_mail(client):
    assert client.connecter("Scierie@Essai.TG")


def test_a_new_account_is_never_made_twice_for_one_e_mail_whatever_its_case(session):
    assert personnes.existe(session, " SCIERIE@essai.tg ")
