"""Passwords: strong enough, changed by who knows the present one or receives the link."""

import pytest
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from app.generateur.adaptateur import User
from app.identites import mot_de_passe, personnes
from tests.identites.outils import SOLIDE, connecte, corps, essayer, lien_de
from tests.outils.navigation import MOT_DE_PASSE

ELLE = "scierie@essai.tg"
petit_togo = pytest.mark.petit_togo


@pytest.mark.parametrize(
    ("choisi", "attendu"),
    [
        ("ruban-tuile", "trop court"),
        ("azertyuiop123", "très répandu"),
        ("motdepasse2026", "très répandus"),
        ("Bienvenue-Togo", "très répandus"),
        ("aaaaaaaaaaaaa", "se répète"),
        ("x" * 129, "trop long"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(choisi, attendu):
    assert attendu in mot_de_passe.faiblesse(choisi)


@pytest.mark.parametrize("choisi", [SOLIDE, "vélo-Orage-9-étang", "a7Kq92!mmPz4"])
def test_a_strong_password_is_taken(choisi):
    assert mot_de_passe.faiblesse(choisi) == ""


def test_twelve_characters_are_enough_and_eleven_are_not():
    assert "trop court" in mot_de_passe.faiblesse("a7Kq92!mmPz")
    assert mot_de_passe.faiblesse("a7Kq92!mmPzW") == ""


def test_one_s_own_name_is_no_password():
    assert mot_de_passe.faiblesse("kodjovi-attipoe") == ""
    assert "votre nom" in mot_de_passe.faiblesse("kodjovi-attipoe", "Kodjovi Marc", "Attipoé")


def changer(navigateur, actuel: str = MOT_DE_PASSE, nouveau: str = SOLIDE, encore: str | None = None):
    return navigateur.post(
        "/compte/mot-de-passe/",
        data={
            "actuel": actuel,
            "nouveau": nouveau,
            "confirmation": encore or nouveau,
        },
    )


@petit_togo
def test_the_new_password_opens_and_the_old_one_no_longer_does(app, connecter, session):
    assert changer(connecter(ELLE)).status_code == 302
    assert essayer(app.test_client(), ELLE, MOT_DE_PASSE).status_code == 401
    assert essayer(app.test_client(), ELLE, SOLIDE).status_code == 302


@petit_togo
def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(connecter):
    ici, ailleurs = connecter(ELLE), connecter(ELLE)
    changer(ici)
    assert connecte(ici)
    assert not connecte(ailleurs)


@petit_togo
def test_changing_the_password_is_told_by_e_mail(connecter, courriers):
    changer(connecter(ELLE))
    assert courriers(ELLE)[0].modele == "mot_de_passe_change"


@petit_togo
@pytest.mark.parametrize(
    ("saisie", "attendu"),
    [
        ({"actuel": "pas le mien du tout"}, "mot de passe actuel"),
        ({"nouveau": "azertyuiop123"}, "se devine trop facilement"),
        ({"encore": "girafe ruban carnaval toile"}, "sont différents"),
        ({"nouveau": MOT_DE_PASSE}, "choisissez"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(app, connecter, saisie, attendu):
    reponse = changer(connecter(ELLE), **saisie)
    assert reponse.status_code == 422
    assert attendu in reponse.get_data(as_text=True).lower()
    assert essayer(app.test_client(), ELLE, MOT_DE_PASSE).status_code == 302


@petit_togo
def test_an_open_session_is_no_place_to_guess_the_password(connecter):
    elle = connecter(ELLE)
    for _ in range(6):
        changer(elle, actuel="pas le mien du tout")
    assert "Trop d’essais" in changer(elle).get_data(as_text=True)


def demander(navigateur, email: str):
    return navigateur.post("/mot-de-passe-oublie/", data={"adresse": email})


def choisir(navigateur, lien: str, nouveau: str = SOLIDE):
    return navigateur.post(lien, data={"nouveau": nouveau, "confirmation": nouveau})


@pytest.fixture
def lien(client, courriers) -> str:
    """The link sent to somebody who forgot her password."""
    demander(client, ELLE)
    return lien_de(courriers(ELLE)[0])


@petit_togo
def test_a_forgotten_password_is_replaced_by_the_link(app, client, lien):
    assert choisir(client, lien).status_code == 302
    assert essayer(app.test_client(), ELLE, SOLIDE).status_code == 302


@petit_togo
def test_asking_answers_the_same_for_an_unknown_account_and_writes_to_nobody(client, courriers):
    connue, inconnue = demander(client, ELLE), demander(client, "personne.ici@essai.tg")
    assert connue.status_code == inconnue.status_code == 200
    assert corps(connue) == corps(inconnue)
    assert courriers("personne.ici@essai.tg") == []


@petit_togo
def test_asking_for_a_closed_account_answers_the_same_and_writes_to_nobody(client, courriers, fermer):
    fermer(ELLE)
    fermee, inconnue = demander(client, ELLE), demander(client, "personne.ici@essai.tg")
    assert corps(fermee) == corps(inconnue)
    assert courriers(ELLE) == []


@petit_togo
def test_a_link_sent_before_the_account_was_closed_opens_nothing(client, lien, fermer):
    fermer(ELLE)
    assert client.get(lien).status_code == 404
    assert choisir(client, lien).status_code == 404


@petit_togo
def test_the_link_opens_a_second_before_its_hour_is_over(client, lien, horloge):
    horloge.avancer(minutes=59, seconds=58)
    assert client.get(lien).status_code == 200


@petit_togo
def test_the_link_is_dead_after_an_hour(client, lien, horloge):
    horloge.avancer(hours=1)
    assert client.get(lien).status_code == 404
    assert choisir(client, lien).status_code == 404


@petit_togo
def test_the_link_serves_once(client, lien):
    choisir(client, lien)
    assert choisir(client, lien, "autre ruban carnaval tuile").status_code == 404


@petit_togo
def test_the_link_dies_with_the_password_it_was_to_replace(client, lien, connecter):
    changer(connecter(ELLE), nouveau="ortie pagaie lanterne sel")
    reponse = choisir(client, lien)
    assert reponse.status_code == 404
    assert "n’est plus valable" in reponse.get_data(as_text=True)


@petit_togo
def test_a_link_made_up_or_signed_for_something_else_opens_nothing(app, client, session):
    from app.socle import liens_signes

    with app.test_request_context():
        autre = liens_signes.signer(
            "inscription", {"u": personnes.trouver(session, ELLE).id, "e": ""}, mot_de_passe.VALIDITE_DU_LIEN
        )
    for jeton in (autre, "a.b.c", "é"):
        assert client.get(f"/mot-de-passe-oublie/{jeton}").status_code == 404


@petit_togo
def test_a_password_found_again_ends_every_session(client, lien, connecter):
    ailleurs = connecter(ELLE)
    choisir(client, lien)
    assert not connecte(ailleurs)


@petit_togo
def test_a_weak_password_is_refused_behind_the_link_too(client, lien):
    reponse = choisir(client, lien, "azertyuiop123")
    assert reponse.status_code == 422
    assert "se devine trop facilement" in reponse.get_data(as_text=True)
    assert choisir(client, lien).status_code == 302


@petit_togo
def test_one_account_is_not_flooded_with_links(app, client, courriers):
    for rang in range(8):
        client.post(
            "/mot-de-passe-oublie/",
            data={"adresse": ELLE},
            environ_base={"REMOTE_ADDR": f"203.0.113.{rang}"},
        )
    assert len([c for c in courriers(ELLE) if c.modele == "mot_de_passe_oublie"]) == 6


@petit_togo
def test_one_address_that_asks_too_much_is_told_to_wait(client, reseau_court):
    for rang in range(8):
        demander(client, f"personne{rang}@essai.tg")
    assert demander(client, ELLE).status_code == 429


@petit_togo
@pytest.mark.parametrize("ancien", ["de\u0301part-lent-\u0667-mil", "sable\u200b chaud et long"])
def test_a_password_chosen_before_texts_were_cleaned_still_opens_its_account(app, session, ancien):
    personne = session.scalars(select(User).where(User.email == "essi@essai.tg")).one()
    personne.password = generate_password_hash(ancien, app.config["FAB_PASSWORD_HASH_METHOD"])
    session.commit()
    navigateur = app.test_client()
    navigateur.session_du_test = session
    navigateur.connecter("essi@essai.tg", mot_de_passe=ancien)
    assert navigateur.get("/compte/presence").status_code == 204


@pytest.mark.petit_togo
def test_a_password_manager_finds_the_page_that_changes_a_password(client, connecter):
    adresse = "/.well-known/change-password"
    assert connecter(ELLE).get(adresse, follow_redirects=True).request.path == "/compte/mot-de-passe/"
    assert client.get(adresse, follow_redirects=True).request.path == "/connexion"
