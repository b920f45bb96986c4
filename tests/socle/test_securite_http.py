"""Every answer is protected, kept by browsers as long as it should be, and every form proves its origin."""

import pytest
from flask import request

from app.identites import personnes
from tests.outils.navigation import MOT_DE_PASSE


@pytest.fixture
def fichier_statique(app, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "static_folder", str(tmp_path))
    (tmp_path / "essai.css").write_text("body { margin: 0 }\n" * 100)
    return "essai.css"


def adresse(app, nom: str) -> str:
    with app.test_request_context():
        return app.jinja_env.globals["asset"](nom)


@pytest.mark.parametrize("chemin", ["/", "/connexion", "/absente"])
def test_every_page_carries_the_security_headers(client, chemin):
    entetes = client.get(chemin).headers
    assert "default-src 'self'" in entetes["Content-Security-Policy"]
    assert "unsafe" not in entetes["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in entetes["Content-Security-Policy"]
    assert entetes["X-Content-Type-Options"] == "nosniff"
    assert entetes["Referrer-Policy"] == "same-origin"
    assert "camera=()" in entetes["Permissions-Policy"]


@pytest.mark.parametrize(("environnement", "attendu"), [("production", True), ("test", False)])
def test_only_production_pins_https(app, client, monkeypatch, environnement, attendu):
    monkeypatch.setitem(app.config, "ENV_NOM", environnement)
    assert ("Strict-Transport-Security" in client.get("/connexion").headers) is attendu


def test_a_fingerprinted_file_is_kept_a_year(app, client, fichier_statique):
    reponse = client.get(adresse(app, fichier_statique))
    assert reponse.status_code == 200
    assert reponse.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_asked_for_without_its_fingerprint_is_asked_for_again(client, fichier_statique):
    assert client.get(f"/static/{fichier_statique}").headers["Cache-Control"] == "no-cache"


def test_another_content_has_another_address(app, fichier_statique, tmp_path):
    avant = adresse(app, fichier_statique)
    (tmp_path / fichier_statique).write_text("body { margin: 1px }")
    assert adresse(app, fichier_statique) != avant


def test_signed_in_pages_are_stored_nowhere(app, session, connecter):
    with app.app_context():
        personnes.creer(session, "afi@exemple.tg", "Mensah", "Afi", MOT_DE_PASSE, ["Agent"])
    assert connecter("afi@exemple.tg").get("/services/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("codage", ["br", "gzip"])
def test_a_page_is_compressed(client, codage):
    assert client.get("/connexion", headers={"Accept-Encoding": codage}).headers["Content-Encoding"] == codage


# Flask-Compress leaves the open file to the interpreter.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_static_text_is_compressed(app, client, fichier_statique):
    reponse = client.get(adresse(app, fichier_statique), headers={"Accept-Encoding": "br"})
    assert reponse.headers["Content-Encoding"] == "br"


def test_the_visitor_is_told_apart_from_the_proxy_only_when_one_is_declared(bases, fabriquer):
    for proxys, vu in ((0, "127.0.0.1"), (1, "41.207.0.9")):
        app = fabriquer(bases.nouvelle(), PROXYS=proxys)
        app.add_url_rule("/qui", view_func=lambda: request.remote_addr)
        reponse = app.test_client().get("/qui", headers={"X-Forwarded-For": "41.207.0.9"})
        assert reponse.get_data(as_text=True) == vu
