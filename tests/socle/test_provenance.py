"""A visitor reads and fills in everything without a cookie; a form sent from elsewhere is refused."""

import pytest
from sqlalchemy import select

from app.models import MessageContact
from tests.outils.navigation import MOT_DE_PASSE
from tests.outils.routes import routes
from tests.site.test_visiteurs import MESSAGE

pytestmark = pytest.mark.petit_togo

AVEC_COOKIE: dict[str, str] = {}
"""Pages open to everybody that may set a cookie by being read: endpoint -> why."""
ECRIRE = "/ecrire/contact"


@pytest.fixture(autouse=True)
def preuves_exigees(app, monkeypatch):
    """The forms' proof, as in production."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)


def test_no_page_open_to_everybody_sets_a_cookie_by_being_read(app, session):
    ouvertes = [r for r in routes(app) if not r.fermee and "GET" in r.regle.methods]
    lues = 0
    for route in (r for r in ouvertes if r.regle.endpoint not in AVEC_COOKIE):
        for adresse in route.adresses([1]):
            reponse = app.test_client().get(adresse)
            assert "Set-Cookie" not in reponse.headers, adresse
            lues += reponse.status_code == 200
    assert lues > 40


@pytest.mark.parametrize(
    "entetes",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {"Referer": f"http://localhost{ECRIRE}"},
    ],
)
def test_a_visitor_sends_a_form_without_a_cookie(session, client, entetes):
    page = client.get(ECRIRE)
    assert "Set-Cookie" not in page.headers
    assert client.post(ECRIRE, data=MESSAGE, headers=entetes).status_code == 302
    assert session.scalars(select(MessageContact.objet)).all() == [MESSAGE["objet"]]


@pytest.mark.parametrize(
    "entetes",
    [
        {},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://ailleurs.example"},
        {"Origin": "null", "Referer": "http://localhost/"},
        {"Referer": "https://ailleurs.example/?http://localhost/"},
    ],
)
def test_a_form_sent_from_elsewhere_is_refused_in_french_and_stores_nothing(session, client, entetes):
    reponse = client.post(ECRIRE, data=MESSAGE, headers=entetes)
    assert reponse.status_code == 400
    assert "ne vient pas d’une page de ce site" in reponse.text
    assert session.scalars(select(MessageContact)).all() == []


def test_another_site_signs_nobody_in(client):
    saisie = {"username": "scierie@essai.tg", "password": MOT_DE_PASSE}
    refus = client.post("/connexion", data=saisie, headers={"Origin": "https://ailleurs.example"})
    assert (refus.status_code, "Set-Cookie" in refus.headers) == (400, False)


def test_whoever_is_signed_in_still_needs_the_token_of_the_session(app, session, monkeypatch):
    navigateur, ici = app.test_client(), {"Origin": "http://localhost"}
    saisie = {"username": "scierie@essai.tg", "password": MOT_DE_PASSE}
    assert navigateur.post("/connexion", data=saisie, headers=ici).status_code == 302
    assert navigateur.post("/deconnexion", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 400


def test_a_visitor_s_cookie_goes_once_what_it_held_is_said(session, client):
    ici = {"Origin": "http://localhost"}
    dossier = client.post(ECRIRE, data=MESSAGE, headers=ici).location
    envoi = client.post(f"{dossier}/soumettre", headers=ici)
    assert "Set-Cookie" in envoi.headers
    lue = client.get(dossier)
    assert "porte le numéro" in lue.text
    assert "session=;" in lue.headers["Set-Cookie"]
    assert "Set-Cookie" not in client.get(dossier).headers


def test_the_simulator_reckons_without_a_cookie(client):
    carriere = {"naissance_le": "1966-05-02", "depart_le": "2026-06-01", "carriere": "2019-04;85000"}
    reponse = client.post("/simuler-ma-pension/", data=carriere, headers={"Origin": "http://localhost"})
    assert reponse.status_code == 200
    assert "Set-Cookie" not in reponse.headers
