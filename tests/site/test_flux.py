"""What programs read of the site: feed, map, robots, cards and structured data."""

import json
import re
from xml.etree import ElementTree

import pytest

from app.models import Article, EtatPublication, NatureArticle, QuestionFrequente
from tests.site.outils import ecrire, semer_le_site

pytestmark = pytest.mark.petit_togo


def test_the_feed_holds_what_is_online_the_latest_first_and_nothing_else(app, session, client):
    ecrire(session, Article, "Guichets", chapeau="Fermés lundi & mardi.")
    ecrire(session, Article, "Quitus", nature=NatureArticle.communique)
    ecrire(session, Article, "Secret", etat=EtatPublication.brouillon)
    reponse = client.get("/flux.xml")
    assert reponse.mimetype == "application/rss+xml"
    entrees = ElementTree.fromstring(reponse.data).findall("channel/item")
    assert {e.findtext("title") for e in entrees} == {"Guichets", "Quitus"}
    assert entrees[-1].findtext("description") == "Fermés lundi & mardi."
    assert entrees[0].findtext("link").endswith("/communiques/quitus")
    seules = ElementTree.fromstring(client.get("/actualites.xml").data).findall("channel/item")
    assert [e.findtext("title") for e in seules] == ["Guichets"]


def test_the_map_lists_every_page_of_the_site_and_each_opens(app, session, client):
    semer_le_site(app, session)
    session.commit()
    espace = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    lieux = [e.text for e in ElementTree.fromstring(client.get("/sitemap.xml").data).iter(espace)]
    assert len(lieux) == len(set(lieux)) > 60
    chemins = [re.sub(r"^https?://[^/]+", "", lieu) for lieu in lieux]
    assert {"/", "/pages/pension-vieillesse", "/formulaires/", "/statistiques/"} <= set(chemins)
    fermees = [chemin for chemin in chemins if client.get(chemin).status_code != 200]
    assert not fermees


def test_robots_index_a_site_in_service_and_no_demonstration(app, client, monkeypatch):
    assert "Disallow: /\n" in client.get("/robots.txt").text
    monkeypatch.setitem(app.config, "DEMONSTRATION", False)
    monkeypatch.setitem(app.config, "URL_PUBLIQUE", "https://www.cnss.tg")
    texte = client.get("/robots.txt?v=2").text
    assert "Disallow: /\n" not in texte
    assert "Sitemap: https://www.cnss.tg/sitemap.xml" in texte


def blocs(page: str) -> list[dict]:
    return [json.loads(b) for b in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def test_a_page_tells_its_card_and_its_structure(app, session, client):
    ecrire(session, Article, "Guichets", chapeau="Fermés « lundi » </script><b>.")
    page = client.get("/actualites/guichets").text
    nouvelle, fil = blocs(page)
    assert nouvelle["@type"] == "NewsArticle"
    assert nouvelle["description"] == "Fermés « lundi » </script><b>."
    assert [e["name"] for e in fil["itemListElement"]] == ["Accueil", "Actualités", "Guichets"]
    assert 'property="og:image"' in page
    assert re.search(r'<link rel="canonical" href="https?://[^"]+/actualites/guichets">', page)
    image = re.search(r'property="og:image" content="https?://[^/]+([^"]+)"', page)[1]
    assert client.get(image).mimetype == "image/png"


def test_the_home_says_who_the_fund_is_and_the_questions_are_told_as_such(app, session, client):
    ecrire(session, QuestionFrequente, "Quand payer")
    assert blocs(client.get("/").text)[0]["@type"] == "GovernmentOrganization"
    assert blocs(client.get("/faq/").text)[0]["mainEntity"][0]["name"] == "Quand payer"
