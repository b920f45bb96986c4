"""Signing in through the State's single sign-on: an issuer that listens and signs, and lies when told to."""

import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select

from app.identites import federation
from app.models import IdentiteFederee, LigneDuJournal, SessionOuverte, User
from tests.identites.outils import connecte
from tests.outils.emetteur import CLIENT, SECRET, SUJET, emetteur_ouvert
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
NOM = "e-ID d’essai"
ESSI = "essi@essai.tg"
PARTIR, RATTACHER, DETACHER = (
    "/connexion/federation/",
    "/compte/identite-federee/rattacher",
    "/compte/identite-federee/detacher",
)


@pytest.fixture
def emetteur(app, monkeypatch):
    """An issuer that the portal trusts."""
    with emetteur_ouvert() as ouvert:
        reglages = {"EMETTEUR": ouvert.url, "CLIENT": CLIENT, "SECRET": SECRET, "NOM": NOM}
        for nom, valeur in reglages.items():
            monkeypatch.setitem(app.config, f"OIDC_{nom}", valeur)
        yield ouvert
    federation._client.cache_clear()


def aller(navigateur, emetteur, suite: str = ""):
    """Go to the issuer and come back; return the portal's answer."""
    return navigateur.get(retour(navigateur, emetteur, suite))


def retour(navigateur, emetteur, suite: str = "") -> str:
    """Go to the issuer; return the address by which it sends back."""
    depart = navigateur.get(PARTIR + (f"?next={suite}" if suite else ""))
    assert depart.status_code == 302, depart.text
    lieu = urlsplit(emetteur.autoriser(depart.headers["Location"]))
    return f"{lieu.path}?{lieu.query}"


def rattacher(navigateur, emetteur, mot_de_passe: str = MOT_DE_PASSE):
    """Prove one's identity, then attach it; return the last answer."""
    lieu = aller(navigateur, emetteur).headers["Location"]
    return navigateur.post(lieu, data={"actuel": mot_de_passe})


@pytest.fixture
def rattachee(connecter, emetteur):
    """Attach the subject of the issuer to the account of an insured person."""
    assert rattacher(connecter(ESSI), emetteur).status_code == 302


def identites(session) -> list[tuple[str, str]]:
    """Return which subject opens which account."""
    lignes = select(IdentiteFederee.sujet, User.email).join(User, User.id == IdentiteFederee.utilisateur_id)
    return [tuple(ligne) for ligne in session.execute(lignes)]


def sessions(session) -> int:
    return len(list(session.scalars(select(SessionOuverte))))


def test_nothing_of_it_is_there_where_no_issuer_is_set(client, connecter):
    assert "federation" not in client.get("/connexion").text
    assert client.get(PARTIR).status_code == 404
    essi = connecter(ESSI)
    assert essi.get("/compte/identite-federee/", follow_redirects=True).status_code == 404
    assert "identite-federee" not in essi.get("/compte/").text


def test_the_sign_in_page_names_the_issuer_and_keeps_where_one_was_going(client, emetteur):
    page = client.get("/connexion?next=/assure/compte-individuel/").text
    assert f"Se connecter avec {NOM}" in page
    assert "/connexion/federation/?next=/assure/compte-individuel/" in page


def test_an_identity_attached_opens_its_account(client, session, emetteur, rattachee):
    reponse = aller(client, emetteur, suite="/compte/mot-de-passe/")
    assert reponse.status_code == 302
    assert reponse.headers["Location"].endswith("/compte/mot-de-passe/")
    assert connecte(client)
    assert "Essi" in client.get("/compte/").text


def test_it_leads_nowhere_else_than_to_this_site(client, emetteur, rattachee):
    assert urlsplit(aller(client, emetteur, suite="https://exemple.net/").headers["Location"]).netloc == ""


def test_an_identity_that_nobody_attached_opens_nothing_and_says_what_to_do(client, session, emetteur):
    avant = sessions(session)
    reponse = aller(client, emetteur)
    assert reponse.status_code == 401
    assert "connectez-vous comme d’habitude, puis rattachez-la depuis « Mon compte »" in reponse.text
    assert not connecte(client)
    assert sessions(session) == avant
    assert identites(session) == []


def test_an_equal_e_mail_attaches_nothing(client, session, emetteur):
    emetteur.mensonge = {"email": ESSI, "email_verified": True}
    assert aller(client, emetteur).status_code == 401
    assert identites(session) == []


def test_attaching_asks_for_the_password_and_tells_the_owner(connecter, session, emetteur, courriers):
    essi = connecter(ESSI)
    assert rattacher(essi, emetteur, "pas le bon mot").status_code == 422
    assert identites(session) == []
    assert rattacher(essi, emetteur).status_code == 302
    assert identites(session) == [(SUJET, ESSI)]
    assert f"L’identité {NOM} est rattachée" in courriers(ESSI)[0].texte
    quoi = select(LigneDuJournal.quoi).order_by(LigneDuJournal.id.desc())
    assert "Identité fédérée rattachée" in list(session.scalars(quoi.limit(3)))


def test_detaching_asks_for_the_password_and_shuts_the_door(
    connecter, client, session, emetteur, rattachee, courriers
):
    essi = connecter(ESSI)
    assert essi.post(DETACHER, data={"actuel": "pas le bon mot"}).status_code == 422
    assert identites(session) == [(SUJET, ESSI)]
    assert essi.post(DETACHER, data={"actuel": MOT_DE_PASSE}).status_code == 302
    assert identites(session) == []
    assert "est détachée" in courriers(ESSI)[0].texte
    assert aller(client, emetteur).status_code == 401


def test_an_identity_opens_one_account_alone(connecter, session, emetteur, rattachee):
    reponse = rattacher(connecter("scierie@essai.tg"), emetteur)
    assert reponse.status_code == 422
    assert "déjà rattachée à un compte" in reponse.text
    assert identites(session) == [(SUJET, ESSI)]


def test_an_account_has_one_identity_of_an_issuer(connecter, session, emetteur, rattachee):
    emetteur.sujet = "tg-autre"
    assert rattacher(connecter(ESSI), emetteur).status_code == 422
    assert identites(session) == [(SUJET, ESSI)]


def test_what_was_not_proved_is_not_attached(connecter, session, emetteur):
    essi = connecter(ESSI)
    reponse = essi.post(RATTACHER, data={"actuel": MOT_DE_PASSE})
    assert reponse.headers["Location"].endswith(PARTIR)
    assert identites(session) == []


def test_a_proof_left_alone_is_worth_nothing(connecter, session, emetteur, horloge):
    essi = connecter(ESSI)
    aller(essi, emetteur)
    horloge.avancer(minutes=6)
    assert essi.post(RATTACHER, data={"actuel": MOT_DE_PASSE}).headers["Location"].endswith(PARTIR)
    assert identites(session) == []


MENSONGES = {
    "another nonce": {"nonce": "un-autre"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "un-autre-portail"},
    "another audience for our party": {"aud": "un-autre-portail", "azp": CLIENT},
    "expired": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
    "another issuer": {"iss": "https://ailleurs.exemple"},
    "unsigned": {"alg": "none"},
    "signed by another key": {"cle": RSAKey.generate_key(2048, parameters={"kid": "1"})},
    "signed with the shared secret": {"alg": "HS256", "cle": OctKey.import_key(SECRET)},
    "nobody": {"sub": None},
    "an empty name": {"sub": ""},
}


@pytest.mark.parametrize("mensonge", MENSONGES.values(), ids=MENSONGES)
def test_a_proof_that_does_not_hold_opens_nothing(client, session, emetteur, rattachee, mensonge):
    avant = sessions(session)
    emetteur.algorithmes = ["RS256", "HS256", "none"]
    emetteur.mensonge = mensonge
    federation._client.cache_clear()
    reponse = aller(client, emetteur)
    assert reponse.status_code == 401
    assert "n’a pas confirmé votre identité" in reponse.text
    assert not connecte(client)
    assert sessions(session) == avant


def test_what_the_issuer_sent_back_serves_once(client, emetteur, rattachee):
    adresse = retour(client, emetteur)
    assert client.get(adresse).status_code == 302
    client.post("/deconnexion")
    assert client.get(adresse).status_code == 401
    assert not connecte(client)


def test_what_the_issuer_sent_back_opens_no_other_browser(app, client, session, emetteur, rattachee):
    autre = app.test_client()
    autre.session_du_test = session
    assert autre.get(retour(client, emetteur)).status_code == 401
    assert not connecte(autre)


def test_a_forged_state_opens_nothing(client, emetteur, rattachee):
    lieu = urlsplit(retour(client, emetteur))
    forge = {nom: valeurs[0] for nom, valeurs in parse_qs(lieu.query).items()} | {"state": "forgé"}
    assert client.get(f"{lieu.path}?{urlencode(forge)}").status_code == 401
    assert client.get(lieu.path).status_code == 401
    assert not connecte(client)


def test_who_gives_up_at_the_issuer_is_told_how_to_go_on(client, emetteur, rattachee):
    emetteur.refus = "access_denied"
    reponse = aller(client, emetteur)
    assert reponse.status_code == 401
    assert "vous y avez renoncé" in reponse.text


def test_an_issuer_out_of_reach_is_said_before_leaving(app, client, emetteur, monkeypatch):
    monkeypatch.setitem(app.config, "OIDC_EMETTEUR", "http://127.0.0.1:9")
    reponse = client.get(PARTIR)
    assert reponse.status_code == 503
    assert "ne répond pas pour le moment" in reponse.text


def test_an_issuer_that_falls_silent_on_the_way_back_leaves_nothing_half_done(
    client, session, emetteur, rattachee
):
    avant, adresse = sessions(session), retour(client, emetteur)
    emetteur.annonce = emetteur.jeton = None
    reponse = client.get(adresse)
    assert reponse.status_code == 503
    assert sessions(session) == avant
    assert not connecte(client)


@pytest.mark.parametrize(
    "annonce", [{}, [], {"issuer": "https://ailleurs.exemple"}, {"issuer": None, "jwks_uri": 3}, "rien"]
)
def test_what_does_not_speak_as_the_issuer_is_not_gone_to(client, emetteur, monkeypatch, annonce):
    vraie = emetteur.annonce()
    emetteur.annonce = lambda: vraie | annonce if annonce and isinstance(annonce, dict) else annonce
    assert client.get(PARTIR).status_code == 503


def test_the_second_factor_is_asked_for_whatever_the_issuer_says(activer, client, emetteur, horloge):
    essi, telephone, _ = activer(ESSI)
    rattacher(essi, emetteur)
    emetteur.mensonge = {"amr": ["otp", "mfa"], "acr": "haut"}
    reponse = aller(client, emetteur)
    assert reponse.headers["Location"].endswith("/connexion/code")
    assert not connecte(client)
    client.post("/connexion/code", data={"code": telephone.at(horloge())})
    assert connecte(client)


def test_a_closed_account_is_not_opened(client, emetteur, rattachee, fermer):
    fermer(ESSI)
    reponse = aller(client, emetteur)
    assert reponse.status_code == 401
    assert "est fermé" in reponse.text
    assert not connecte(client)


def test_who_hammers_from_a_network_waits(client, emetteur, reseau_court):
    statuts = [client.get("/connexion/federation/retour?state=x&code=y").status_code for _ in range(9)]
    assert statuts == [401] * 8 + [429]


def test_a_portal_known_by_its_secret_in_the_form_is_known(client, emetteur, rattachee):
    emetteur.facon = "client_secret_post"
    federation._client.cache_clear()
    assert aller(client, emetteur).status_code == 302


def test_a_portal_known_by_its_private_key_is_known(app, client, emetteur, rattachee, monkeypatch):
    cle = RSAKey.generate_key(2048)
    monkeypatch.setitem(app.config, "OIDC_SECRET", cle.as_pem(private=True).decode())
    emetteur.facon, emetteur.cle_du_portail = "private_key_jwt", cle
    assert aller(client, emetteur).status_code == 302
    assert connecte(client)


def test_what_the_issuer_announces_is_asked_once_an_hour(client, emetteur, horloge):
    for _ in range(3):
        client.get(PARTIR)
    assert emetteur.recus == ["/.well-known/openid-configuration"]
    horloge.avancer(hours=1)
    client.get(PARTIR)
    assert len(emetteur.recus) == 2


def test_what_opens_her_account_is_among_her_own_data(connecter, emetteur, rattachee):
    siennes = connecter(ESSI).get("/compte/mes-donnees/mes-donnees.json").json
    assert siennes["Identités qui ouvrent mon compte"][0]["Sujet"] == SUJET
