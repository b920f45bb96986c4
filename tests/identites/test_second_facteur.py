"""Double vérification: a second code besides the password, demanded of the fund's staff."""

import html
import re

import pytest
from sqlalchemy import select

import config
from app.identites import personnes, second_facteur
from app.models import CodeDeSecours, SecondFacteur
from tests.identites.outils import DOUBLE_VERIFICATION as PAGE
from tests.identites.outils import application, connecte, entrer
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
ELLE, AGENT = "scierie@essai.tg", "agent@essai.tg"


@pytest.fixture
def exige(app, monkeypatch):
    """The requirement is on, as in production."""
    monkeypatch.setitem(app.config, "SECOND_FACTEUR_EXIGE", True)


def deux_temps(navigateur, email: str, code: str):
    """Sign in with the right password, then this code; return the last answer."""
    assert entrer(navigateur, email).headers["Location"] == "/connexion/code"
    return navigateur.post("/connexion/code", data={"code": code})


def test_setting_it_up_shows_a_drawing_and_a_key_then_ten_codes(app, session, connecter, horloge):
    elle = connecter(ELLE)
    elle.post(f"{PAGE}commencer")
    telephone = application(app, session, ELLE)
    assert telephone.secret in elle.get(PAGE).text.replace(" ", "")
    dessin = elle.get(f"{PAGE}qr.svg")
    assert dessin.mimetype == "image/svg+xml"
    page = elle.post(f"{PAGE}confirmer", data={"code": telephone.at(horloge())})
    assert len(set(re.findall(r"\w{4}-\w{4}-\w{4}", page.text))) == 10


def test_it_is_not_on_before_a_first_code_proves_it(app, connecter, horloge):
    elle = connecter(ELLE)
    elle.post(f"{PAGE}commencer")
    assert elle.post(f"{PAGE}confirmer", data={"code": "000000"}).status_code == 422
    assert entrer(app.test_client(), ELLE).headers["Location"] == "/services/"


def test_the_password_alone_no_longer_opens(app, activer):
    activer(ELLE)
    navigateur = app.test_client()
    assert entrer(navigateur, ELLE).headers["Location"] == "/connexion/code"
    assert not connecte(navigateur)


def test_the_password_then_the_code_open_the_page_asked_for(app, activer, horloge):
    _, telephone, _ = activer(ELLE)
    navigateur = app.test_client()
    navigateur.post("/connexion?next=/employeur/dnr/", data={"username": ELLE, "password": MOT_DE_PASSE})
    reponse = navigateur.post("/connexion/code", data={"code": telephone.at(horloge())})
    assert reponse.headers["Location"] == "/employeur/dnr/"
    assert connecte(navigateur)


def test_a_code_serves_once(app, activer, horloge):
    _, telephone, _ = activer(ELLE)
    code = telephone.at(horloge())
    assert deux_temps(app.test_client(), ELLE, code).status_code == 302
    assert deux_temps(app.test_client(), ELLE, code).status_code == 401


@pytest.mark.parametrize(("decalage", "statut"), [(-2, 401), (-1, 302), (1, 302), (2, 401)])
def test_a_clock_half_a_minute_off_is_borne_and_no_more(app, activer, horloge, decalage, statut):
    _, telephone, _ = activer(ELLE)
    horloge.avancer(minutes=5)
    code = telephone.at(horloge(), counter_offset=decalage)
    assert deux_temps(app.test_client(), ELLE, code).status_code == statut


def test_a_recovery_code_opens_once(app, activer):
    _, _, codes = activer(ELLE)
    assert deux_temps(app.test_client(), ELLE, codes[0].lower().replace("-", " ")).status_code == 302
    assert deux_temps(app.test_client(), ELLE, codes[0]).status_code == 401
    assert deux_temps(app.test_client(), ELLE, codes[1]).status_code == 302


def test_six_wrong_codes_close_the_door_for_a_while_which_no_new_password_opens(app, activer, horloge):
    _, telephone, _ = activer(ELLE)
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    for _ in range(6):
        assert navigateur.post("/connexion/code", data={"code": "000000"}).status_code == 401
    fermee = navigateur.post("/connexion/code", data={"code": telephone.at(horloge())})
    assert fermee.status_code == 429
    assert "attendez 30\u00a0secondes" in fermee.text
    assert "mot de passe, demandez-en" not in fermee.text
    horloge.avancer(seconds=30)
    assert deux_temps(app.test_client(), ELLE, telephone.at(horloge())).status_code == 302


@pytest.mark.parametrize(("attente", "statut"), [({"minutes": 4, "seconds": 59}, 401), ({"minutes": 5}, 302)])
def test_the_second_step_is_open_for_five_minutes(app, activer, horloge, attente, statut):
    activer(ELLE)
    navigateur = app.test_client()
    entrer(navigateur, ELLE)
    horloge.avancer(**attente)
    assert navigateur.post("/connexion/code", data={"code": "000000"}).status_code == statut


def test_the_second_step_alone_leads_back_to_the_first(client):
    assert client.get("/connexion/code").headers["Location"] == "/connexion"


def test_the_staff_set_it_up_before_any_other_page(exige, connecter):
    agent = connecter(AGENT)
    for adresse in ("/services/", "/agent/demandes/", "/compte/"):
        assert agent.get(adresse).headers["Location"] == PAGE
    page = html.unescape(agent.get(PAGE).text)
    assert "Votre rôle l’exige" in page


def test_the_staff_go_on_once_it_is_set_up(exige, activer):
    agent, _, _ = activer(AGENT)
    assert agent.get("/agent/demandes/").status_code == 200


def test_the_staff_may_leave_without_setting_it_up(exige, connecter):
    agent = connecter(AGENT)
    agent.post("/deconnexion")
    assert not connecte(agent)


def test_it_is_offered_to_others_not_demanded(exige, connecter):
    elle = connecter(ELLE)
    assert elle.get("/services/").status_code == 200
    assert "Commencer" in elle.get(PAGE).text


def test_the_demonstration_does_not_demand_it(connecter):
    assert connecter(AGENT).get("/agent/demandes/").status_code == 200


def test_production_refuses_to_do_without(monkeypatch):
    monkeypatch.setattr(config.Production, "SECRET_KEY", "x" * 40)
    monkeypatch.setattr(config.Production, "CLE_QUITUS", "une clé")
    monkeypatch.setattr(config.Production, "SECOND_FACTEUR_EXIGE", False)
    with pytest.raises(config.ConfigurationRefusee, match="SECOND_FACTEUR_EXIGE"):
        config.choisir("production")


def test_leaving_it_asks_for_the_password(app, activer):
    elle, _, _ = activer(ELLE)
    assert elle.post(f"{PAGE}retirer", data={"actuel": "pas le mien du tout"}).status_code == 422
    assert elle.post(f"{PAGE}retirer", data={"actuel": MOT_DE_PASSE}).status_code == 302
    assert entrer(app.test_client(), ELLE).headers["Location"] == "/services/"


def test_the_staff_may_not_leave_it(exige, activer, session):
    agent, _, _ = activer(AGENT)
    assert agent.post(f"{PAGE}retirer", data={"actuel": MOT_DE_PASSE}).status_code == 404
    assert second_facteur.actif(session, personnes.trouver(session, AGENT).id)


def test_new_recovery_codes_replace_the_old_ones(app, activer):
    elle, _, anciens = activer(ELLE)
    page = elle.post(f"{PAGE}codes", data={"actuel": MOT_DE_PASSE})
    nouveaux = re.findall(r"<strong>(\w{4}-\w{4}-\w{4})</strong>", page.text)
    assert deux_temps(app.test_client(), ELLE, anciens[0]).status_code == 401
    assert deux_temps(app.test_client(), ELLE, nouveaux[0]).status_code == 302


def test_what_is_kept_tells_neither_the_secret_nor_the_codes(activer, session):
    _, telephone, codes = activer(ELLE)
    facteur = session.scalars(select(SecondFacteur)).one()
    assert telephone.secret not in facteur.secret
    gardes = set(session.scalars(select(CodeDeSecours.empreinte)))
    assert len(gardes) == 10
    assert not gardes & set(codes)


def test_the_drawing_is_shown_while_setting_up_only(activer):
    elle, _, _ = activer(ELLE)
    assert elle.get(f"{PAGE}qr.svg").status_code == 404


def test_a_change_is_told_by_e_mail(activer, courriers):
    activer(ELLE)
    assert "activée" in courriers(ELLE)[0].texte
