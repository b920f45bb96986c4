"""The memory in front of the application: what it answers by itself, and what it never does."""

import json
import logging
from datetime import timedelta

import pytest

from app.models import Article, EtatPublication, PageSite, ReglageSite
from app.site import caches
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from app.socle.horloge import maintenant
from tests.site.outils import VALEURS, ecrire, requetes

pytestmark = pytest.mark.petit_togo
ADRESSE = "/pages/retraite"


@pytest.fixture
def memoire(app) -> dict:
    """What the process keeps, empty as the test begins."""
    app.wsgi_app.pages.clear()
    return app.wsgi_app.pages


@pytest.fixture
def page(session, memoire) -> PageSite:
    """A page online, that nobody has read yet."""
    return ecrire(session, PageSite, "Retraite")


def test_a_page_kept_is_answered_without_the_application(page, client, monkeypatch, app):
    premiere = client.get(ADRESSE)
    monkeypatch.setattr(app.wsgi_app, "application", None)
    with requetes() as faites:
        gardee = client.get(ADRESSE)
    assert faites == []
    assert (gardee.data, list(gardee.headers)) == (premiere.data, list(premiere.headers))
    assert "default-src 'self'" in gardee.headers["Content-Security-Policy"]


def test_a_page_kept_answers_head_and_spares_the_browser_that_has_it(page, client):
    etag = client.get(ADRESSE).headers["ETag"]
    tete = client.head(ADRESSE)
    assert (tete.status_code, tete.data) == (200, b"")
    assert int(tete.headers["Content-Length"]) > 1000
    for connu in (etag, f"W/{etag}", f'"autre", {etag}', "*"):
        sue = client.get(ADRESSE, headers={"If-None-Match": connu})
        assert (sue.status_code, sue.data) == (304, b""), connu
        assert sue.headers["ETag"] == etag
        assert "Content-Type" not in sue.headers
    assert client.get(ADRESSE, headers={"If-None-Match": '"autre"'}).status_code == 200


def test_each_compression_is_kept_apart(page, client, memoire):
    for accepte, codage in (("br, gzip", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)):
        for _ in range(2):
            reponse = client.get(ADRESSE, headers={"Accept-Encoding": accepte})
            assert reponse.headers.get("Content-Encoding") == codage, accepte
            assert reponse.headers["Vary"] == "Accept-Encoding"
    assert len(memoire) == 3


def test_what_is_asked_for_with_a_cookie_is_never_kept(page, connecter, client, memoire):
    agent = connecter("agent@essai.tg")
    assert agent.get(ADRESSE).status_code == 200
    assert agent.get("/services/").status_code == 200
    assert not memoire
    client.get(ADRESSE)
    assert len(memoire) == 1


def test_neither_a_refusal_nor_a_search_nor_a_page_of_the_services_is_kept(page, client, memoire):
    for adresse in ("/pages/absente", "/recherche?q=retraite", "/connexion", "/services/", "/ecrire/contact"):
        client.get(adresse)
    client.head(ADRESSE)
    client.post(ADRESSE)
    assert not memoire


def test_an_edit_by_another_process_shows_at_the_next_request(app_a_part, fabriquer):
    autre = fabriquer(app_a_part.config["SQLALCHEMY_DATABASE_URI"])
    navigateur = app_a_part.test_client()
    assert navigateur.get(ADRESSE).status_code == 404
    with autre.app_context(), systeme("tests"), transaction(db.session) as session:
        ecrire(session, PageSite, "Retraite")
    assert "Le texte." in navigateur.get(ADRESSE).text
    with autre.app_context(), systeme("tests"), transaction(db.session) as session:
        session.query(PageSite).one().corps = "Un autre texte."
    assert "Un autre texte." in navigateur.get(ADRESSE).text
    with autre.app_context(), systeme("tests"), transaction(db.session) as session:
        session.query(PageSite).one().etat = EtatPublication.archivee
    assert navigateur.get(ADRESSE).status_code == 404


def test_maintenance_and_the_banner_show_at_the_next_request(page, session, client):
    client.get(ADRESSE)
    reglage = ReglageSite(id=1, annonce="Guichets fermés lundi")
    session.add(reglage)
    session.commit()
    assert "Guichets fermés lundi" in client.get(ADRESSE).text
    reglage.maintenance = True
    session.commit()
    assert client.get(ADRESSE).status_code == 503
    reglage.maintenance = False
    session.commit()
    assert client.get(ADRESSE).status_code == 200


def test_what_is_scheduled_shows_within_the_minute(page, session, client, monkeypatch):
    client.get("/actualites/")
    programmee = {"etat": EtatPublication.programmee, "publiee_le": maintenant() + timedelta(hours=1)}
    session.add(Article(**VALEURS[Article] | programmee, titre="Fermeture", slug="fermeture"))
    session.commit()
    assert "Fermeture" not in client.get("/actualites/").text
    monkeypatch.setattr("app.site.cadre.maintenant", lambda: maintenant() + timedelta(minutes=61))
    monkeypatch.setattr(
        "app.site.tables.publication.maintenant", lambda: maintenant() + timedelta(minutes=61)
    )
    assert "Fermeture" in client.get("/actualites/").text


def test_invented_addresses_do_not_fill_the_memory(page, client, memoire, monkeypatch):
    monkeypatch.setattr(caches, "GARDEES", 3)
    for rang in range(6):
        client.get(f"{ADRESSE}?essai={rang}")
    assert len(memoire) == 3
    assert client.get(f"{ADRESSE}?essai=0").status_code == 200


def test_a_page_kept_is_told_in_the_log_by_its_route(page, client, caplog):
    client.get(ADRESSE)
    with caplog.at_level(logging.INFO, "acces"):
        client.get(ADRESSE)
    assert json.dumps(caplog.records[-1].champs) == json.dumps(
        {"methode": "GET", "route": "/pages/<slug>", "statut": 200, "ms": 0}
    )


def test_a_database_out_of_order_is_told_by_the_application(page, client, app, monkeypatch):
    client.get(ADRESSE)

    def en_panne():
        raise OSError("en panne")

    monkeypatch.setattr(app.wsgi_app, "edition", en_panne)
    monkeypatch.setattr("app.site.publique.cadres.edition", lambda _: en_panne())
    with pytest.raises(OSError, match="panne"):
        client.get(ADRESSE)
