"""A portal whose environment nobody said answers the browsers of its own machine, and nobody else."""

import pytest

import config
from app.socle.base_de_donnees import db
from app.socle.boucle import RELAIS
from tests.outils.base import fermer

PHRASE = "écrivez APP_ENV=production"
ICI = ("127.0.0.1", "127.8.0.1", "::1", "::ffff:127.0.0.1")
AILLEURS = (
    "192.168.1.20",
    "10.0.0.1",
    "41.207.0.9",
    "0.0.0.0",
    "fe80::1%eth0",
    "::ffff:41.207.0.9",
    "2001:db8::1",
)
NOMMEE = ("localhost", "LOCALHOST:8080", "cnss.localhost:8080", "127.0.0.1:8080", "[::1]:8080", "[::1]")
AUTREMENT = ("portail.cnss.tg", "localhost.cnss.tg", "127.0.0.1.nip.io", "localhost:8080.cnss.tg", "[::1", "")


@pytest.fixture(scope="module")
def muette(app_vide, copier):
    """A portal with all its doors, whose environment nobody said."""
    app = copier(app_vide, ENVIRONNEMENT_DIT=False)
    app.add_url_rule("/qui", view_func=lambda: "entrez")
    yield app
    fermer(app, db)


@pytest.fixture
def demander(muette):
    """Return `demander(**environ) -> answer` to a request of this machine with these words changed."""
    return lambda **environ: muette.test_client().get("/qui", environ_overrides=environ)


@pytest.mark.parametrize("adresse", ICI)
def test_a_browser_of_this_machine_is_let_in_by_either_family(demander, adresse):
    assert demander(REMOTE_ADDR=adresse).text == "entrez"


@pytest.mark.parametrize("adresse", [*AILLEURS, ""])
def test_another_machine_is_told_what_to_write(demander, adresse):
    reponse = demander(REMOTE_ADDR=adresse)
    assert reponse.status_code == 403
    assert PHRASE in reponse.text
    assert reponse.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("hote", NOMMEE)
def test_a_browser_may_call_this_machine_by_any_of_its_own_names(demander, hote):
    assert demander(HTTP_HOST=hote).text == "entrez"


@pytest.mark.parametrize("hote", AUTREMENT)
def test_a_name_of_another_that_leads_here_is_refused(demander, hote):
    assert demander(HTTP_HOST=hote).status_code == 403


@pytest.mark.parametrize("entete", sorted(RELAIS))
def test_what_a_proxy_hands_on_is_refused(demander, entete):
    assert demander(**{entete: "127.0.0.1"}).status_code == 403


def test_what_a_proxy_hands_on_without_a_word_is_known_by_its_old_protocol(demander):
    assert demander(SERVER_PROTOCOL="HTTP/1.0").status_code == 403


@pytest.mark.parametrize(
    "chemin", ["/", "/connexion", "/boite-de-developpement/", "/static/portail.css", "/absente"]
)
def test_no_page_of_it_is_seen_from_elsewhere_not_even_one_kept_finished(muette, chemin):
    navigateur = muette.test_client()
    navigateur.get(chemin)
    ailleurs = navigateur.get(chemin, environ_overrides={"REMOTE_ADDR": AILLEURS[0]})
    assert (ailleurs.status_code, ailleurs.text.strip()) == (403, config.ENVIRONNEMENT_A_DIRE)


def test_a_portal_whose_environment_was_said_answers_everybody(bases, fabriquer):
    app = fabriquer(bases.nouvelle())
    app.add_url_rule("/qui", view_func=lambda: "entrez")
    ailleurs = {"REMOTE_ADDR": AILLEURS[0], "HTTP_HOST": AUTREMENT[0]}
    assert app.test_client().get("/qui", environ_overrides=ailleurs).text == "entrez"


@pytest.mark.parametrize("hote", ["127.0.0.1", "localhost", "::1", "127.1.2.3"])
def test_a_server_on_the_loop_needs_no_word(monkeypatch, hote):
    monkeypatch.delenv("APP_ENV", raising=False)
    config.exiger_un_environnement(hote)


@pytest.mark.parametrize("hote", ["0.0.0.0", "::", "", "192.168.1.20", "portail.cnss.tg"])
def test_a_server_on_another_address_needs_the_word(monkeypatch, hote):
    monkeypatch.delenv("APP_ENV", raising=False)
    with pytest.raises(config.ConfigurationRefusee, match="APP_ENV=production"):
        config.exiger_un_environnement(hote)


def test_a_server_behind_proxies_needs_the_word(monkeypatch):
    monkeypatch.delenv("APP_ENV", raising=False)
    monkeypatch.setattr(config.SansEnvironnement, "PROXYS", 1)
    with pytest.raises(config.ConfigurationRefusee, match="APP_ENV=production"):
        config.exiger_un_environnement("127.0.0.1")


@pytest.mark.parametrize("hote", ["127.0.0.1", "0.0.0.0"])
def test_a_demonstration_that_was_said_may_be_shown_on_a_network(monkeypatch, hote):
    monkeypatch.setenv("APP_ENV", "development")
    config.exiger_un_environnement(hote)


def test_an_empty_word_is_no_word(monkeypatch):
    monkeypatch.setenv("APP_ENV", "")
    assert config.choisir() is config.SansEnvironnement
