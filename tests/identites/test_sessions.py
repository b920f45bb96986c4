"""A session lives while the server knows it: not longer than thirty minutes alone, not after it was ended."""

import re

import pytest
from sqlalchemy import event, select

from app.identites import personnes, sessions
from app.models import SessionOuverte
from app.socle.base_de_donnees import db
from tests.identites.outils import connecte
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
ELLE, LUI = "scierie@essai.tg", "auberge@essai.tg"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = (
    "Mozilla/5.0 (Linux; Android 13; TECNO KI5k) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0 Mobile Safari/537.36"
)


def derniere(session) -> SessionOuverte:
    return session.scalars(select(SessionOuverte).order_by(SessionOuverte.id.desc())).first()


def test_a_session_lives_a_second_before_thirty_minutes_alone(connecter, horloge):
    elle = connecter(ELLE)
    horloge.avancer(minutes=29, seconds=59)
    assert connecte(elle)


def test_a_session_left_alone_thirty_minutes_is_over(connecter, horloge):
    elle = connecter(ELLE)
    horloge.avancer(minutes=30)
    reponse = elle.get("/compte/")
    assert reponse.status_code == 302
    assert reponse.headers["Location"].startswith("/connexion?next=")


def test_each_page_gives_thirty_minutes_more(connecter, horloge):
    elle = connecter(ELLE)
    for _ in range(4):
        horloge.avancer(minutes=20)
        assert connecte(elle)


def test_a_page_gives_as_long_as_it_announces(connecter, horloge):
    elle = connecter(ELLE)
    horloge.avancer(seconds=59)
    page = elle.get("/compte/")
    horloge.avancer(seconds=int(page.text.partition('data-fin-de-session="')[2].partition('"')[0]))
    assert connecte(elle)


def test_pages_read_within_the_same_minute_write_no_cookie(connecter, horloge):
    elle = connecter(ELLE)
    elle.get("/compte/")
    horloge.avancer(seconds=59)
    assert "Set-Cookie" not in elle.get("/compte/").headers
    horloge.avancer(seconds=1)
    assert "Set-Cookie" in elle.get("/compte/").headers


def test_no_asset_writes_the_cookie_of_who_is_signed_in(app, connecter, horloge):
    elle = connecter(ELLE)
    horloge.avancer(minutes=20)
    page = elle.get("/compte/").text
    horloge.avancer(minutes=20)
    pieces = set(re.findall(r'(?:href|src)="(/[^"]*[?&]v=[^"]*)"', page))
    assert len(pieces) > 3
    for adresse in pieces:
        assert "Set-Cookie" not in elle.get(adresse).headers, adresse


def test_saying_that_one_is_there_gives_thirty_minutes_more(connecter, horloge):
    elle = connecter(ELLE)
    horloge.avancer(minutes=29)
    assert elle.get("/compte/presence").status_code == 204
    horloge.avancer(minutes=29)
    assert connecte(elle)


def test_a_copied_cookie_dies_with_the_session_it_was_copied_from(app, connecter):
    elle = connecter(ELLE)
    copie = elle.get_cookie("session").value
    elle.post("/deconnexion")
    voleur = app.test_client()
    voleur.set_cookie("session", copie)
    assert not connecte(voleur)


def test_signing_out_is_not_done_by_a_link(connecter):
    elle = connecter(ELLE)
    assert elle.get("/deconnexion").status_code == 405
    assert connecte(elle)


def test_a_cookie_that_names_another_person_opens_nothing(app, connecter, session):
    elle = connecter(ELLE)
    with elle.session_transaction("/services/") as cookie:
        cookie["_user_id"] = str(personnes.trouver(session, LUI).id)
    assert not connecte(elle)


def test_one_sees_one_s_own_devices_and_nobody_else_s(connecter):
    elle, lui = connecter(ELLE), connecter(LUI)
    lui.post("/deconnexion")
    lui.post("/connexion", data={"username": LUI, "password": MOT_DE_PASSE}, headers={"User-Agent": CHROME})
    page = elle.get("/compte/appareils/").get_data(as_text=True)
    assert page.count("Connecté le") == 1
    assert "Cet appareil" in page
    assert "Chrome sur Android" not in page


def test_the_staff_see_their_own_devices_too(connecter):
    agent = connecter("agent@essai.tg")
    assert "Cet appareil" in agent.get("/compte/appareils/").text


def test_a_device_ended_from_another_is_signed_out_at_its_next_click(connecter, session):
    ici, ailleurs = connecter(ELLE), connecter(ELLE)
    assert ici.post(f"/compte/appareils/{derniere(session).id}/fermer").status_code == 302
    assert not connecte(ailleurs)
    assert connecte(ici)


def test_another_person_s_device_is_not_found(connecter, session):
    lui = connecter(LUI)
    cle = derniere(session).id
    assert connecter(ELLE).post(f"/compte/appareils/{cle}/fermer").status_code == 404
    assert connecte(lui)


def test_all_the_others_are_ended_at_once(connecter):
    autres = [connecter(ELLE), connecter(ELLE)]
    etranger, ici = connecter(LUI), connecter(ELLE)
    ici.post("/compte/appareils/fermer-les-autres")
    assert [connecte(qui) for qui in (*autres, etranger, ici)] == [False, False, True, True]


def test_a_deactivated_person_is_signed_out(connecter, session):
    elle = connecter(ELLE)
    personnes.trouver(session, ELLE).active = False
    assert not connecte(elle)


def test_the_hour_of_last_use_is_written_every_five_minutes_only(connecter, session, horloge):
    elle = connecter(ELLE)
    ouverte = derniere(session).vue_le
    horloge.avancer(minutes=4, seconds=59)
    connecte(elle)
    assert derniere(session).vue_le == ouverte
    horloge.avancer(seconds=1)
    connecte(elle)
    assert derniere(session).vue_le > ouverte


def test_knowing_the_session_costs_no_query_more_than_knowing_the_person(app, connecter, session):
    elle, requetes = connecter(ELLE), []
    with app.app_context():
        moteur = db.engine

    def noter(_connexion, _curseur, requete, *_):
        requetes.append(requete)

    event.listen(moteur, "before_cursor_execute", noter)
    try:
        elle.get("/compte/presence")
    finally:
        event.remove(moteur, "before_cursor_execute", noter)
    assert len([r for r in requetes if "session_ouverte" in r]) == 1
    assert len([r for r in requetes if "FROM ab_user " in r]) == 1


@pytest.mark.parametrize(
    ("agent", "mots"),
    [
        (FIREFOX, "Firefox sur Linux"),
        (CHROME, "Chrome sur Android"),
        ("", "Navigateur sur appareil inconnu"),
    ],
)
def test_a_device_is_told_in_words(agent, mots):
    assert sessions.appareil(agent) == mots


@pytest.mark.parametrize(
    ("adresse", "abregee"),
    [
        ("196.170.12.34", "196.170.12.…"),
        ("2c0f:f0f8:12::1", "2c0f:f0f8:0012:…"),
        ("", "inconnue"),
    ],
)
def test_a_network_address_is_shortened(adresse, abregee):
    assert sessions.adresse_abregee(adresse) == abregee


def test_the_token_of_the_cookie_is_not_in_the_base(connecter, session):
    elle = connecter(ELLE)
    with elle.session_transaction("/services/") as cookie:
        assert derniere(session).empreinte != cookie["jeton"]
