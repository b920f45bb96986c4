"""Signing in and out: one answer for every mistake, and never out of this site."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from app.models import User
from tests.outils.dnr import texte
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
REFUS = "Identifiant ou mot de passe incorrect"


def entrer(client, email: str = "scierie@essai.tg", mot_de_passe: str = MOT_DE_PASSE, suite: str = ""):
    question = f"?next={suite}" if suite else ""
    return client.post(f"/connexion{question}", data={"username": email, "password": mot_de_passe})


@pytest.mark.parametrize("email", ["scierie@essai.tg", "SCIERIE@Essai.tg", "  scierie@essai.tg "])
def test_the_e_mail_opens_whatever_its_case(client, email):
    assert entrer(client, email).status_code == 302
    assert client.get("/employeur/dnr/").status_code == 200


@pytest.mark.parametrize(
    ("email", "mot_de_passe"),
    [
        ("scierie@essai.tg", "faux"),
        ("inconnu@essai.tg", MOT_DE_PASSE),
        ("scierie@essai.tg", MOT_DE_PASSE.upper()),
        ("' OR 1=1 --", "x"),
        ("🌴", "🌴"),
        ("x" * 10_000, "x" * 10_000),
    ],
)
def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(client, email, mot_de_passe):
    reponse = entrer(client, email, mot_de_passe)
    assert reponse.status_code == 401
    assert REFUS in texte(reponse)
    assert client.get("/employeur/dnr/").status_code == 302


@pytest.mark.parametrize(
    ("email", "mot_de_passe", "attendu"),
    [
        ("", MOT_DE_PASSE, "Écrivez votre adresse de courriel"),
        ("scierie@essai.tg", "", "Écrivez votre mot de passe"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(client, email, mot_de_passe, attendu):
    assert attendu in texte(entrer(client, email, mot_de_passe))


def test_the_e_mail_typed_is_kept_and_the_password_is_not(client):
    page = entrer(client, mot_de_passe="motdepassefaux").text
    assert 'value="scierie@essai.tg"' in page
    assert "motdepassefaux" not in page


def test_a_deactivated_account_gets_the_same_answer_as_a_wrong_password(session, client):
    session.scalars(select(User).where(User.email == "scierie@essai.tg")).one().active = False
    assert REFUS in texte(entrer(client))


def test_one_goes_on_to_the_page_first_asked_for(client):
    porte = client.get("/employeur/dnr/?tri=periode:asc").headers["Location"]
    assert "/connexion" in porte
    suite = porte.partition("next=")[2]
    assert "/employeur/dnr/" in entrer(client, suite=suite).headers["Location"]


@pytest.mark.parametrize(
    "suite",
    [
        "https://exemple.net/",
        "//exemple.net",
        "/%5Cexemple.net",
        "javascript:alert(1)",
        "http:exemple.net",
        "%2F%2Fexemple.net",
        "/\\exemple.net",
        "\\\\exemple.net",
        "/%09/exemple.net",
    ],
)
def test_signing_in_never_leads_to_another_site(client, suite):
    lieu = urlsplit(entrer(client, suite=suite).headers["Location"])
    assert lieu.netloc in ("", "localhost")
    assert lieu.path.startswith("/")
    assert not lieu.path.startswith(("//", "/\\"))


def test_signing_out_forgets_everything(connecter):
    navigateur = connecter("scierie@essai.tg")
    navigateur.post("/deconnexion")
    assert navigateur.get("/employeur/dnr/").status_code == 302


def test_signing_out_is_not_done_by_a_link(connecter):
    navigateur = connecter("scierie@essai.tg")
    assert navigateur.get("/deconnexion").status_code == 405
    assert navigateur.get("/employeur/dnr/").status_code == 200


def test_who_is_signed_in_is_sent_on_from_the_door(connecter):
    assert connecter("scierie@essai.tg").get("/connexion").status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    cookie = entrer(client).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
