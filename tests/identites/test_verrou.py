"""Who guesses passwords is stopped, for fifteen minutes, whether the account exists or not."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from app.identites import personnes, verrou
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from tests.identites.outils import corps, entrer, essayer

pytestmark = pytest.mark.petit_togo
ELLE = "scierie@essai.tg"


def echouer(navigateur, email: str = ELLE, fois: int = 6, adresse: str | None = None) -> None:
    """Fail so many times, each from another address unless one is given."""
    for rang in range(fois):
        assert essayer(navigateur, email, adresse=adresse or f"203.0.113.{rang}").status_code == 401


def test_the_right_password_opens_after_five_failures(client):
    echouer(client, fois=5)
    assert entrer(client, ELLE).status_code == 302


def test_the_right_password_is_refused_after_six_failures(client):
    echouer(client)
    reponse = entrer(client, ELLE)
    assert reponse.status_code == 429
    assert "bloquée pendant 15 minutes" in reponse.get_data(as_text=True)


def test_the_door_is_still_closed_a_second_before_fifteen_minutes(client, horloge):
    echouer(client)
    horloge.avancer(minutes=14, seconds=59)
    assert entrer(client, ELLE).status_code == 429


def test_the_door_opens_again_after_fifteen_minutes(client, horloge):
    echouer(client)
    horloge.avancer(minutes=15)
    assert entrer(client, ELLE).status_code == 302


def test_trying_while_it_is_closed_does_not_close_it_longer(client, horloge):
    echouer(client)
    horloge.avancer(minutes=10)
    essayer(client, ELLE, adresse="203.0.113.50")
    horloge.avancer(minutes=5)
    assert entrer(client, ELLE).status_code == 302


def test_six_failures_of_others_close_nobody_out_of_their_shared_address(client):
    for rang in range(6):
        essayer(client, f"inconnu{rang}@essai.tg", adresse="203.0.113.9")
    assert entrer(client, ELLE, adresse="203.0.113.9").status_code == 302


def test_an_address_that_tries_many_accounts_is_closed_to_all(client, reseau_court):
    for rang in range(8):
        essayer(client, f"inconnu{rang}@essai.tg", adresse="203.0.113.9")
    assert entrer(client, ELLE, adresse="203.0.113.9").status_code == 429
    assert entrer(client, ELLE, adresse="203.0.113.10").status_code == 302


def test_getting_in_forgets_the_failures_of_the_account(app, client):
    echouer(client, fois=5)
    entrer(client, ELLE)
    autre = app.test_client()
    echouer(autre, fois=5)
    assert entrer(autre, ELLE).status_code == 302


def test_getting_in_does_not_clear_the_address_for_other_accounts(app, client, reseau_court):
    for rang in range(7):
        essayer(client, f"inconnu{rang}@essai.tg", adresse="203.0.113.9")
    entrer(client, ELLE, adresse="203.0.113.9")
    essayer(app.test_client(), "inconnu9@essai.tg", adresse="203.0.113.9")
    assert essayer(app.test_client(), "inconnu8@essai.tg", adresse="203.0.113.9").status_code == 429


@pytest.mark.parametrize("fois", [0, 6])
def test_an_unknown_account_is_answered_as_a_known_one(app, client, fois):
    echouer(client, "auberge@essai.tg", fois)
    echouer(client, "personne.ici@essai.tg", fois)
    connue = essayer(client, "auberge@essai.tg", adresse="203.0.113.77")
    inconnue = essayer(client, "personne.ici@essai.tg", adresse="203.0.113.78")
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
    with app.test_request_context(environ_base={"REMOTE_ADDR": "203.0.113.99"}):
        assert app.appbuilder.sm.auth_user_db(ELLE, "demo-Cnss-2026") is None


def test_tries_made_at_once_by_several_workers_are_counted_together(app_a_part):
    def tenter(_):
        with app_a_part.app_context(), systeme("tests"), transaction(db.session) as session:
            return verrou.permettre(session, "compte:ensemble")

    with ThreadPoolExecutor(4) as ouvriers:
        assert sum(ouvriers.map(tenter, range(20))) == 6
