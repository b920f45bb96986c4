"""Who guesses passwords is slowed, more and more; the owner on her own device never is."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.identites import personnes, verrou
from app.identites.authentifier import authentifier
from app.models import Compteur
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from tests.identites.outils import FAUX, SOLIDE, corps, entrer, essayer, lien_de

pytestmark = pytest.mark.petit_togo
ELLE = "scierie@essai.tg"
LA = "203.0.113.9"
"""The address from which somebody guesses."""


def echouer(navigateur, email: str = ELLE, fois: int = 6, adresse: str = LA) -> None:
    for _ in range(fois):
        assert essayer(navigateur, email, adresse=adresse).status_code == 401


def de_partout(navigateur, fois: int, email: str = ELLE) -> list[int]:
    """Fail so many times, each from another address; return the answers."""
    adresses = (f"203.0.{rang // 250}.{rang % 250}" for rang in range(fois))
    return [essayer(navigateur, email, adresse=adresse).status_code for adresse in adresses]


def test_the_right_password_opens_after_five_failures(client):
    echouer(client, fois=5)
    assert entrer(client, ELLE, LA).status_code == 302


def test_after_six_failures_the_account_is_closed_to_that_address_and_says_how_long(client):
    echouer(client)
    reponse = entrer(client, ELLE, LA)
    assert reponse.status_code == 429
    assert "attendez 30\u00a0secondes avant de réessayer" in reponse.get_data(as_text=True)


def test_an_owner_elsewhere_is_not_shut_out_by_who_hammers_from_one_address(client):
    echouer(client)
    assert {essayer(client, ELLE, adresse=LA).status_code for _ in range(100)} == {429}
    assert entrer(client, ELLE).status_code == 302


def test_who_hammers_at_one_account_shuts_no_other_to_his_network(app, client):
    echouer(client)
    assert {essayer(client, ELLE, adresse=LA).status_code for _ in range(100)} == {429}
    assert entrer(app.test_client(), "auberge@essai.tg", LA).status_code == 302


@pytest.mark.parametrize(("echecs", "fermee"), [(6, 30), (7, 60), (8, 120), (13, 3_600), (20, 3_600)])
def test_each_failure_more_closes_for_twice_as_long_up_to_an_hour(client, horloge, echecs, fermee):
    for _ in range(echecs):
        assert essayer(client, ELLE, adresse=LA).status_code == 401
        horloge.avancer(hours=1)
    horloge.avancer(hours=-1)
    horloge.avancer(seconds=fermee - 1)
    assert entrer(client, ELLE, LA).status_code == 429
    horloge.avancer(seconds=1)
    assert entrer(client, ELLE, LA).status_code == 302


def test_trying_while_it_is_closed_does_not_close_it_longer(client, horloge):
    echouer(client)
    horloge.avancer(seconds=20)
    essayer(client, ELLE, adresse=LA)
    horloge.avancer(seconds=10)
    assert entrer(client, ELLE, LA).status_code == 302


def test_failures_are_forgotten_a_day_after_the_last_one(client, horloge):
    echouer(client, fois=5)
    horloge.avancer(days=1)
    echouer(client, fois=5)
    assert entrer(client, ELLE, LA).status_code == 302


def test_guesses_from_everywhere_together_close_an_account_to_unknown_devices(client):
    assert set(de_partout(client, 50)) == {401}
    assert entrer(client, ELLE).status_code == 429


@pytest.mark.long
def test_the_owner_on_her_device_gets_in_each_time_while_ten_thousand_guesses_an_hour_hit_her_account(
    app, session, client, horloge
):
    entrer(client, ELLE)
    essayes = 0
    for rang in range(2_000):
        horloge.avancer(milliseconds=360)
        with app.app_context():
            essayes += _deviner(session, f"203.{rang % 7}.{rang // 250}.{rang % 250}")
        if rang % 200 == 0:
            client.post("/deconnexion")
            assert entrer(client, ELLE).status_code == 302
    assert essayes <= 60


def _deviner(session, adresse: str) -> bool:
    """Guess a password from an address; return whether it was even looked at."""
    try:
        authentifier(session, ELLE, FAUX, adresse)
    except verrou.Verrouille:
        return False
    return True


def test_the_owner_s_own_slips_slow_her_on_her_device_as_elsewhere(client):
    entrer(client, ELLE)
    client.post("/deconnexion")
    echouer(client, fois=6)
    assert entrer(client, ELLE).status_code == 429


def test_a_device_is_known_for_the_person_who_signed_in_on_it_alone(client):
    entrer(client, "auberge@essai.tg", LA)
    client.post("/deconnexion")
    echouer(client)
    assert entrer(client, ELLE, LA).status_code == 429
    assert entrer(client, "auberge@essai.tg", LA).status_code == 302


def test_a_forged_device_is_an_unknown_one(client):
    entrer(client, ELLE)
    client.post("/deconnexion")
    forge = client.get_cookie("appareil", path="/connexion").value[:-2] + "xx"
    client.set_cookie("appareil", forge, path="/connexion")
    echouer(client)
    assert entrer(client, ELLE, LA).status_code == 429


def test_a_device_s_cookie_goes_to_the_sign_in_pages_alone_and_no_script_reads_it(client):
    entete = next(c for c in entrer(client, ELLE).headers.getlist("Set-Cookie") if c.startswith("appareil="))
    assert {"Path=/connexion", "HttpOnly", "SameSite=Lax"} <= set(entete.split("; "))


def test_a_new_password_lifts_what_guesses_closed_on_the_device_it_was_chosen_on(app, client, courriers):
    de_partout(client, 50)
    client.post("/mot-de-passe-oublie/", data={"adresse": ELLE})
    lien = lien_de(courriers(ELLE)[0])
    client.post(lien, data={"nouveau": SOLIDE, "confirmation": SOLIDE}, follow_redirects=True)
    autre = app.test_client()
    de_partout(autre, 50)
    assert essayer(client, ELLE, SOLIDE).status_code == 302


def test_six_failures_on_others_close_nobody_out_of_their_shared_address(client):
    for rang in range(6):
        essayer(client, f"inconnu{rang}@essai.tg", adresse=LA)
    assert entrer(client, ELLE, adresse=LA).status_code == 302


def test_an_address_that_tries_many_accounts_is_closed_for_a_while_to_unknown_devices(
    app, client, reseau_court, horloge
):
    entrer(client, "auberge@essai.tg")
    client.post("/deconnexion")
    autre = app.test_client()
    for rang in range(8):
        essayer(autre, f"inconnu{rang}@essai.tg", adresse=LA)
    assert entrer(autre, ELLE, adresse=LA).status_code == 429
    assert entrer(client, "auberge@essai.tg", adresse=LA).status_code == 302
    horloge.avancer(seconds=5)
    assert entrer(autre, ELLE, adresse=LA).status_code == 302


@pytest.mark.parametrize(
    ("premiere", "seconde", "meme"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("196.170.12.1", "196.170.12.2", False),
        ("::ffff:196.170.12.1", "196.170.12.1", True),
    ],
)
def test_a_subscriber_of_version_six_is_one_whatever_address_he_takes(premiere, seconde, meme):
    assert (verrou.reseau(premiere) == verrou.reseau(seconde)) is meme


def test_getting_in_forgets_the_failures_of_the_account(app, client):
    echouer(client, fois=5)
    entrer(client, ELLE, LA)
    autre = app.test_client()
    echouer(autre, fois=5)
    assert entrer(autre, ELLE, LA).status_code == 302


def test_getting_in_does_not_clear_the_address_for_other_accounts(app, client, reseau_court):
    for rang in range(7):
        essayer(client, f"inconnu{rang}@essai.tg", adresse=LA)
    entrer(client, ELLE, adresse=LA)
    essayer(app.test_client(), "inconnu9@essai.tg", adresse=LA)
    assert essayer(app.test_client(), "inconnu8@essai.tg", adresse=LA).status_code == 429


@pytest.mark.parametrize("fois", [0, 6])
def test_an_unknown_account_is_answered_as_a_known_one(app, client, fois):
    echouer(client, "auberge@essai.tg", fois)
    echouer(client, "personne.ici@essai.tg", fois)
    connue = essayer(client, "auberge@essai.tg", adresse=LA)
    inconnue = essayer(client, "personne.ici@essai.tg", adresse=LA)
    assert connue.status_code == inconnue.status_code == (429 if fois else 401)
    assert corps(connue).replace("auberge", "personne.ici") == corps(inconnue)


def test_an_unknown_account_costs_a_hash_as_a_known_one_does(client, monkeypatch):
    verifies = []
    monkeypatch.setattr("app.identites.hachage.check_password_hash", lambda h, _: verifies.append(h))
    for email in (ELLE, "personne.ici@essai.tg"):
        essayer(client, email)
    connu, inconnu = (h.split("$")[0] for h in verifies)
    assert connu == inconnu


def test_a_deactivated_account_is_refused_like_an_unknown_one(client, session):
    personnes.trouver(session, ELLE).active = False
    assert entrer(client, ELLE).status_code == 401


def test_the_framework_s_own_door_counts_the_same_failures(app, client):
    echouer(client)
    with app.test_request_context(environ_base={"REMOTE_ADDR": LA}):
        assert app.appbuilder.sm.auth_user_db(ELLE, "demo-Cnss-2026") is None


def test_tries_made_at_once_by_several_workers_are_counted_together(app_a_part):
    def tenter(_):
        with app_a_part.app_context(), systeme("tests"), transaction(db.session) as session:
            return verrou.permettre(session, "essai:ensemble")

    with ThreadPoolExecutor(4) as ouvriers:
        assert sum(ouvriers.map(tenter, range(20))) == 6


def test_the_administration_sees_who_is_kept_out_and_lifts_it_with_a_reason(
    session, client, connecter, courriers
):
    admin, elle = connecter("admin@essai.tg"), personnes.trouver(session, ELLE)
    de_partout(client, 50)
    page = f"/administration/personnes/{elle.id}"
    bloquees = admin.get("/administration/personnes/?connexion=bloquees").text
    assert ELLE in bloquees
    assert "auberge@essai.tg" not in bloquees
    assert "Bloquée par endroits jusqu’au" in admin.get(page).text
    admin.post(f"{page}/gestes/blocage", data={"motif": "Elle m’a appelé de son bureau"})
    assert entrer(client, ELLE).status_code == 302
    assert "Blocage de connexion levé" in courriers(ELLE)[0].texte


def test_lifting_is_offered_only_where_something_is_closed(session, connecter):
    elle = personnes.trouver(session, ELLE)
    page = connecter("admin@essai.tg").get(f"/administration/personnes/{elle.id}").text
    assert "Rien ne la bloque" in page
    assert "gestes/blocage" not in page


def test_attempts_are_kept_no_longer_than_they_count(session, horloge):
    verrou.permettre(session, "essai:vieux")
    horloge.avancer(days=1, seconds=1)
    verrou.purger(session)
    assert session.query(Compteur).filter_by(cle="essai:vieux").count() == 0
