"""Passkeys: added, named, taken off; they open an account by themselves, and stand for its second factor."""

import html
import json
import re

import pytest
from sqlalchemy import select

from app.identites import administration, cles_d_acces, personnes, second_facteur
from app.identites.administration import EXPLOITANT, Visa
from app.models import CleDAcces, Fait, LigneDuJournal, SessionOuverte
from tests.identites.outils import (
    CLES,
    DOUBLE_VERIFICATION,
    FAUX,
    ajouter_une_cle,
    application,
    connecte,
    entrer,
    entrer_par_cle,
)
from tests.outils.authentificateur import PRESENTE, SYNCHRONISABLE, SYNCHRONISEE, VERIFIEE, Authentificateur
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
SITE = "https://services.cnss.tg"
ELLE, AUTRE, AGENT = "scierie@essai.tg", "auberge@essai.tg", "agent@essai.tg"
CODE = "/connexion/code"
A_DISTANCE = {"drapeaux": PRESENTE | VERIFIEE | SYNCHRONISABLE | SYNCHRONISEE, "pas": 0}
"""What a key says that its owner's devices share."""
SIGNEE = dict.fromkeys(("clientDataJSON", "authenticatorData", "signature", "userHandle"), "e")
"""What has the form of a signature, and says nothing."""


@pytest.fixture(autouse=True)
def site(app, monkeypatch):
    """The portal has a name, as in production: keys are tied to it."""
    monkeypatch.setitem(app.config, "URL_PUBLIQUE", SITE)


@pytest.fixture
def exige(app, monkeypatch):
    """The second factor is demanded of the staff, as in production."""
    monkeypatch.setitem(app.config, "SECOND_FACTEUR_EXIGE", True)


@pytest.fixture
def munir(connecter):
    """Return `munir(email, **device) -> (browser, device)`: a person who added a passkey."""

    def munir(email: str = ELLE, **appareil):
        navigateur, appareil = connecter(email), Authentificateur(SITE, **appareil)
        assert ajouter_une_cle(navigateur, appareil).status_code == 200
        return navigateur, appareil

    return munir


def cle_de(session, email: str = ELLE) -> CleDAcces:
    return session.scalars(
        select(CleDAcces).where(CleDAcces.utilisateur_id == personnes.trouver(session, email).id)
    ).one()


def lignes(session, quoi: str) -> list[LigneDuJournal]:
    return list(session.scalars(select(LigneDuJournal).where(LigneDuJournal.quoi == quoi)))


def test_a_key_is_added_after_the_password_and_brings_ten_recovery_codes(connecter):
    elle = connecter(ELLE)
    page = ajouter_une_cle(elle, Authentificateur(SITE), "Téléphone bleu")
    assert len(set(re.findall(r"\w{4}-\w{4}-\w{4}", page.text))) == 10
    assert "Téléphone bleu" in elle.get(DOUBLE_VERIFICATION).text


def test_another_key_leaves_the_recovery_codes_as_they_are(munir):
    elle, _ = munir()
    reponse = ajouter_une_cle(elle, Authentificateur(SITE), "Clé du bureau")
    assert reponse.headers["Location"] == DOUBLE_VERIFICATION
    assert "Il vous en reste 10" in elle.get(DOUBLE_VERIFICATION).text


def test_a_key_is_not_added_without_the_password(connecter):
    elle = connecter(ELLE)
    page = elle.post(f"{CLES}/ajouter", data={"nom": "Mon téléphone", "actuel": FAUX})
    assert page.status_code == 422
    assert "Mon téléphone" in page.text
    assert elle.post(f"{CLES}/creer/defi").status_code == 404


def test_the_password_given_for_a_key_holds_for_five_minutes(connecter, horloge):
    elle = connecter(ELLE)
    elle.post(f"{CLES}/ajouter", data={"nom": "Mon téléphone", "actuel": MOT_DE_PASSE})
    horloge.avancer(minutes=5)
    assert elle.get(f"{CLES}/creer").headers["Location"] == f"{CLES}/ajouter"


def test_a_key_added_is_told_by_e_mail_and_in_the_journal(session, munir, courriers):
    munir()
    assert "La clé d’accès « Mon téléphone » est ajoutée" in courriers(ELLE)[0].texte
    assert len(lignes(session, "Clé d’accès ajoutée")) == 1


def test_the_key_of_another_account_is_not_added_again(connecter, munir):
    _, appareil = munir(AUTRE)
    page = ajouter_une_cle(connecter(ELLE), appareil)
    assert page.status_code == 422
    assert "déjà connue" in page.text


def test_a_person_has_ten_keys_at_most(munir):
    elle, _ = munir()
    for _ in range(cles_d_acces.AU_PLUS - 1):
        assert ajouter_une_cle(elle, Authentificateur(SITE)).status_code == 302
    assert "retirez-en une" in ajouter_une_cle(elle, Authentificateur(SITE)).text


@pytest.mark.parametrize(
    "appareil",
    [{"origine": "https://services.cnss.tg.exemple.com"}, {"origine": SITE, "drapeaux": PRESENTE}],
    ids=["for another site", "without recognising anybody"],
)
def test_what_a_device_makes_wrong_is_not_added(session, connecter, appareil):
    page = ajouter_une_cle(connecter(ELLE), Authentificateur(**appareil))
    assert page.status_code == 422
    assert "recommencez" in page.text
    assert session.scalars(select(CleDAcces)).all() == []


def test_a_device_that_holds_a_key_of_hers_is_asked_for_no_other(munir):
    elle, appareil = munir()
    elle.post(f"{CLES}/ajouter", data={"nom": "Encore", "actuel": MOT_DE_PASSE})
    options = elle.post(f"{CLES}/creer/defi").json
    assert options["user"]["id"] == appareil.porteur
    assert [cle["id"] for cle in options["excludeCredentials"]] == [
        json.loads(appareil.signer(options | {"rpId": options["rp"]["id"]}))["id"]
    ]


def test_a_key_opens_the_account_by_itself_with_the_second_factor_proved(app, session, munir):
    _, appareil = munir()
    navigateur = app.test_client()
    assert entrer_par_cle(navigateur, appareil).headers["Location"] == "/services/"
    assert connecte(navigateur)
    derniere = session.scalars(select(SessionOuverte).order_by(SessionOuverte.id.desc())).first()
    assert derniere.second_facteur
    assert derniere.utilisateur_id == personnes.trouver(session, ELLE).id


def test_a_key_leads_to_the_page_first_asked_for_and_nowhere_else(app, munir):
    _, appareil = munir()
    for suite, ou in (("/employeur/dnr/", "/employeur/dnr/"), ("https://exemple.com/", "/services/")):
        navigateur = app.test_client()
        options = navigateur.post("/connexion/defi").json
        envoi = {"reponse": appareil.signer(options)}
        reponse = navigateur.post("/connexion/cle", query_string={"next": suite}, data=envoi)
        assert reponse.headers["Location"] == ou


def test_a_key_that_counts_nothing_serves_again_and_again(app, munir):
    _, appareil = munir(**A_DISTANCE)
    for _ in range(3):
        assert entrer_par_cle(app.test_client(), appareil).status_code == 302


def test_the_password_alone_no_longer_opens_the_account_of_who_has_a_key(app, munir):
    munir()
    navigateur = app.test_client()
    assert entrer(navigateur, ELLE).headers["Location"] == CODE
    assert "Utiliser ma clé d’accès" in navigateur.get(CODE).text
    assert not connecte(navigateur)


def test_a_key_stands_for_a_code_after_the_password(app, munir):
    _, appareil = munir()
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    assert entrer_par_cle(navigateur, appareil, CODE).status_code == 302
    assert connecte(navigateur)


def test_a_recovery_code_stands_for_a_lost_key(app, connecter):
    page = ajouter_une_cle(connecter(ELLE), Authentificateur(SITE))
    code = re.findall(r"<strong>(\w{4}-\w{4}-\w{4})</strong>", page.text)[0]
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    assert navigateur.post(CODE, data={"code": code}).status_code == 302


def test_an_application_not_yet_confirmed_opens_nothing(app, session, munir, horloge):
    elle, _ = munir()
    elle.post(f"{DOUBLE_VERIFICATION}commencer")
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    code = application(app, session, ELLE).at(horloge())
    assert navigateur.post(CODE, data={"code": code}).status_code == 401


def test_a_key_and_an_application_each_stand_for_the_second_factor(app, activer, horloge):
    elle, telephone, _ = activer(ELLE)
    appareil = Authentificateur(SITE)
    assert ajouter_une_cle(elle, appareil).status_code == 302
    par_cle, par_code = app.test_client(), app.test_client()
    assert entrer_par_cle(par_cle, appareil).status_code == 302
    entrer(par_code, ELLE)
    assert par_code.post(CODE, data={"code": telephone.at(horloge())}).status_code == 302


def test_what_was_signed_does_not_serve_twice_even_with_a_copy_of_the_cookie(app, munir):
    _, appareil = munir(**A_DISTANCE)
    navigateur, voleur = app.test_client(), app.test_client()
    options = navigateur.post("/connexion/defi").json
    voleur.set_cookie("session", navigateur.get_cookie("session").value)
    envoi = {"reponse": appareil.signer(options)}
    assert navigateur.post("/connexion/cle", data=envoi).status_code == 302
    assert voleur.post("/connexion/cle", data=envoi).status_code == 401
    assert not connecte(voleur)


def test_a_challenge_serves_once(app, munir):
    _, appareil = munir()
    navigateur = app.test_client()
    options = navigateur.post("/connexion/defi").json
    navigateur.post("/connexion/cle", data={"reponse": "{}"})
    refus = navigateur.post("/connexion/cle", data={"reponse": appareil.signer(options)})
    assert refus.status_code == 401
    assert "recommencez" in refus.text


def test_a_challenge_serves_for_five_minutes(app, munir, horloge):
    _, appareil = munir()
    navigateur = app.test_client()
    options = navigateur.post("/connexion/defi").json
    horloge.avancer(minutes=5)
    assert navigateur.post("/connexion/cle", data={"reponse": appareil.signer(options)}).status_code == 401


def test_the_challenge_of_one_browser_does_not_serve_in_another(app, munir):
    _, appareil = munir()
    ailleurs, ici = app.test_client(), app.test_client()
    options = ailleurs.post("/connexion/defi").json
    ici.post("/connexion/defi")
    assert ici.post("/connexion/cle", data={"reponse": appareil.signer(options)}).status_code == 401


def test_a_challenge_drawn_for_one_door_does_not_open_another(app, munir):
    _, appareil = munir()
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    options = navigateur.post("/connexion/defi").json
    assert navigateur.post(f"{CODE}/cle", data={"reponse": appareil.signer(options)}).status_code == 401


@pytest.mark.parametrize(
    ("nom", "valeur"),
    [
        ("origine", "https://exemple.com"),
        ("domaine", "exemple.com"),
        ("drapeaux", PRESENTE),
        ("drapeaux", VERIFIEE),
    ],
    ids=["on another page", "for another site", "without recognising anybody", "with nobody there"],
)
def test_what_a_device_signs_wrong_opens_nothing(app, munir, nom, valeur):
    _, appareil = munir()
    setattr(appareil, nom, valeur)
    refus = entrer_par_cle(app.test_client(), appareil)
    assert refus.status_code == 401
    assert "n’a pas pu être vérifiée" in html.unescape(refus.text)


def test_the_key_of_another_person_does_not_stand_for_a_code(app, munir):
    munir(ELLE)
    _, appareil = munir(AUTRE)
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    assert entrer_par_cle(navigateur, appareil, CODE).status_code == 401
    assert not connecte(navigateur)


def test_a_key_that_says_it_is_of_another_person_opens_nothing(app, munir):
    _, elle = munir(ELLE)
    _, autre = munir(AUTRE)
    assert entrer_par_cle(app.test_client(), elle, userHandle=autre.porteur).status_code == 401


def test_the_name_of_a_key_without_its_private_half_opens_nothing(app, munir):
    _, appareil = munir()
    faux = Authentificateur(SITE, identifiant=appareil.identifiant, compteur=50)
    faux.domaine, faux.porteur = appareil.domaine, appareil.porteur
    assert entrer_par_cle(app.test_client(), faux).status_code == 401


def test_a_copy_of_a_key_is_refused_and_told_to_its_owner(app, session, munir, courriers):
    _, appareil = munir()
    copie = appareil.copie()
    entrer_par_cle(app.test_client(), appareil)
    refus = entrer_par_cle(app.test_client(), copie)
    assert refus.status_code == 401
    assert "copie" in refus.text
    assert "« Mon téléphone » a été refusée" in courriers(ELLE)[0].texte
    assert entrer_par_cle(app.test_client(), appareil).status_code == 302


def test_a_wrong_signature_tells_nobody_of_a_copy(app, munir, courriers):
    _, appareil = munir()
    appareil.compteur = -1
    entrer_par_cle(app.test_client(), appareil, signature="AAAA")
    assert "refusée" not in courriers(ELLE)[0].texte


def test_a_key_taken_off_opens_nothing_any_more(app, session, munir, courriers):
    elle, appareil = munir()
    page = f"{CLES}/{cle_de(session).id}/retirer"
    assert elle.post(page, data={"actuel": FAUX}).status_code == 422
    assert elle.post(page, data={"actuel": MOT_DE_PASSE}).status_code == 302
    assert entrer_par_cle(app.test_client(), appareil).status_code == 401
    assert "est retirée" in courriers(ELLE)[0].texte
    assert len(lignes(session, "Clé d’accès retirée")) == 1


def test_the_last_key_taken_off_leaves_the_password_alone_and_no_recovery_code(app, session, munir):
    elle, _ = munir()
    cle = cle_de(session)
    assert "C’est votre seule double vérification" in elle.get(f"{CLES}/{cle.id}").text
    elle.post(f"{CLES}/{cle.id}/retirer", data={"actuel": MOT_DE_PASSE})
    assert second_facteur.codes_restants(session, personnes.trouver(session, ELLE).id) == 0
    assert entrer(app.test_client(), ELLE).headers["Location"] == "/services/"


def test_a_key_stays_when_the_application_is_left(app, activer):
    elle, _, _ = activer(ELLE)
    appareil = Authentificateur(SITE)
    ajouter_une_cle(elle, appareil)
    elle.post(f"{DOUBLE_VERIFICATION}retirer", data={"actuel": MOT_DE_PASSE})
    assert entrer(app.test_client(), ELLE).headers["Location"] == CODE
    assert "Il vous en reste 10" in elle.get(DOUBLE_VERIFICATION).text


def test_a_key_is_called_otherwise(session, munir):
    elle, _ = munir()
    cle = cle_de(session).id
    assert elle.post(f"{CLES}/{cle}", data={"nom": "  "}).status_code == 422
    assert elle.post(f"{CLES}/{cle}", data={"nom": " Tablette "}).status_code == 302
    assert cle_de(session).nom == "Tablette"


def test_nobody_sees_names_or_takes_off_the_key_of_another(session, munir, connecter):
    munir(AUTRE)
    elle, page = connecter(ELLE), f"{CLES}/{cle_de(session, AUTRE).id}"
    assert elle.get(page).status_code == 404
    assert elle.post(page, data={"nom": "À moi"}).status_code == 404
    assert elle.post(f"{page}/retirer", data={"actuel": MOT_DE_PASSE}).status_code == 404
    assert cle_de(session, AUTRE).nom == "Mon téléphone"


def test_a_closed_account_is_not_opened_by_its_key(app, munir, fermer):
    _, appareil = munir()
    fermer(ELLE)
    refus = entrer_par_cle(app.test_client(), appareil)
    assert refus.status_code == 401
    assert "n’ouvre pas ce compte" in refus.text


def test_six_failures_close_the_door_of_keys_to_that_network_for_half_a_minute(app, munir, horloge):
    _, appareil = munir()
    navigateur = app.test_client()
    for _ in range(6):
        assert entrer_par_cle(navigateur, appareil, signature="AAAA").status_code == 401
    fermee = entrer_par_cle(navigateur, appareil)
    assert fermee.status_code == 429
    assert "attendez 30\u00a0secondes" in fermee.text
    assert entrer_par_cle(app.test_client(), appareil, adresse="203.0.113.9").status_code == 302
    horloge.avancer(seconds=30)
    assert entrer_par_cle(navigateur, appareil).status_code == 302


def test_the_owner_on_her_own_device_is_not_shut_out_by_who_tries_her_key_beside_her(app, munir):
    elle, appareil = munir()
    elle.post("/deconnexion")
    for _ in range(6):
        entrer_par_cle(app.test_client(), appareil, signature="AAAA")
    assert entrer_par_cle(app.test_client(), appareil).status_code == 429
    assert entrer_par_cle(elle, appareil).status_code == 302


def test_keys_of_nobody_close_the_door_to_their_network(app, client, reseau_court):
    inconnu = Authentificateur(SITE, domaine="services.cnss.tg")
    statuts = [entrer_par_cle(client, inconnu).status_code for _ in range(9)]
    assert statuts == [401] * 8 + [429]


def test_a_failure_is_told_in_the_journal_of_the_account(app, session, munir):
    _, appareil = munir()
    entrer_par_cle(app.test_client(), appareil, signature="AAAA")
    ligne = lignes(session, "Clé d’accès")[0]
    assert (ligne.fait, ligne.objet_cle) == (Fait.ecarte, personnes.trouver(session, ELLE).id)


@pytest.mark.parametrize("porte", ["/connexion", CODE])
@pytest.mark.parametrize(
    "reponse",
    [
        "",
        "[]",
        "null",
        "{",
        '{"id": 1}',
        "x" * 30_000,
        json.dumps({"id": "\0", "rawId": "\0", "type": "public-key", "response": SIGNEE}),
        json.dumps({"id": "é", "rawId": "é", "type": "public-key", "response": {}}),
        json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": SIGNEE}),
    ],
    ids=range(9),
)
def test_what_is_no_answer_of_a_device_is_refused_or_asked_again(app, munir, porte, reponse):
    munir()
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    navigateur.post(f"{porte}/defi")
    assert navigateur.post(f"{porte}/cle", data={"reponse": reponse}).status_code in (302, 401)
    assert not connecte(navigateur)


def test_a_key_whose_name_no_table_could_hold_is_not_added(session, connecter):
    appareil = Authentificateur(SITE, identifiant=b"x" * (cles_d_acces.IDENTIFIANT_AU_PLUS + 1))
    assert ajouter_une_cle(connecter(ELLE), appareil).status_code == 422
    assert session.scalars(select(CleDAcces)).all() == []


@pytest.mark.parametrize("reponse", ["", "[]", "{", '{"id": 1}', "x" * 30_000])
def test_what_is_no_key_is_not_added(session, connecter, reponse):
    elle = connecter(ELLE)
    elle.post(f"{CLES}/ajouter", data={"nom": "Mon téléphone", "actuel": MOT_DE_PASSE})
    elle.post(f"{CLES}/creer/defi")
    assert elle.post(f"{CLES}/creer", data={"reponse": reponse}).status_code == 422
    assert session.scalars(select(CleDAcces)).all() == []


def test_the_staff_satisfy_the_requirement_with_a_key(exige, app, connecter):
    agent = connecter(AGENT)
    assert agent.get("/agent/demandes/").headers["Location"] == DOUBLE_VERIFICATION
    appareil = Authentificateur(SITE)
    ajouter_une_cle(agent, appareil)
    assert agent.get("/agent/demandes/").status_code == 200
    ailleurs = app.test_client()
    entrer_par_cle(ailleurs, appareil)
    assert ailleurs.get("/agent/demandes/").status_code == 200


def test_the_staff_may_not_take_off_the_only_key_that_satisfies_the_requirement(exige, session, munir):
    agent, _ = munir(AGENT)
    page = f"{CLES}/{cle_de(session, AGENT).id}"
    assert "ajoutez d’abord une autre clé" in agent.get(page).text
    assert agent.post(f"{page}/retirer", data={"actuel": MOT_DE_PASSE}).status_code == 404
    assert second_facteur.actif(session, personnes.trouver(session, AGENT).id)


def test_the_staff_may_leave_the_application_for_a_key_and_not_the_key_after_it(exige, session, activer):
    agent, _, _ = activer(AGENT)
    assert agent.post(f"{DOUBLE_VERIFICATION}retirer", data={"actuel": MOT_DE_PASSE}).status_code == 404
    ajouter_une_cle(agent, Authentificateur(SITE))
    assert agent.post(f"{DOUBLE_VERIFICATION}retirer", data={"actuel": MOT_DE_PASSE}).status_code == 302
    page = f"{CLES}/{cle_de(session, AGENT).id}/retirer"
    assert agent.post(page, data={"actuel": MOT_DE_PASSE}).status_code == 404


def test_what_is_kept_of_a_key_is_what_its_device_said(session, munir):
    munir(**A_DISTANCE)
    cle = cle_de(session)
    assert (cle.compteur, cle.transports, cle.synchronisee, cle.sauvegardee) == (
        0,
        "hybrid,internal",
        True,
        True,
    )


def test_one_reads_one_s_keys_among_one_s_own_data(munir):
    elle, _ = munir()
    cle = elle.get("/compte/mes-donnees/mes-donnees.json").json["Clés d’accès"][0]
    assert cle["Nom"] == "Mon téléphone"


def test_the_administration_reads_how_an_account_is_protected(session, connecter, activer):
    elle, _, _ = activer(ELLE)
    for _ in range(2):
        ajouter_une_cle(elle, Authentificateur(SITE))
    page = f"/administration/personnes/{personnes.trouver(session, ELLE).id}"
    assert "Activée : application, 2\u00a0clés d’accès" in connecter("admin@essai.tg").get(page).text


def test_a_reset_of_the_second_factor_takes_the_keys_too(app, session, munir):
    _, appareil = munir()
    elle = personnes.trouver(session, ELLE)
    with app.app_context():
        administration.remettre_a_zero(session, elle, Visa(EXPLOITANT, "Téléphone perdu"))
    assert not second_facteur.actif(session, elle.id)
    assert entrer_par_cle(app.test_client(), appareil).status_code == 401


def test_where_the_site_has_an_address_and_no_name_no_key_is_asked_for(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "URL_PUBLIQUE", "http://127.0.0.1:8080")
    assert "clé d’accès" not in client.get("/connexion").text + client.get("/services/").text
    assert client.post("/connexion/defi").status_code == 404


def test_the_browser_offers_a_key_only_on_a_device_of_somebody_who_has_one(client, connecter, munir):
    (elle, _), lui = munir(), connecter(AUTRE)
    for navigateur, proposee in ((client, False), (lui, False), (elle, True)):
        navigateur.post("/deconnexion")
        assert ("data-proposee" in navigateur.get("/connexion").text) is proposee
