"""Public pages: light on the database, the same for everybody, kept by caches; nothing unpublished."""

from datetime import timedelta

import pytest

from app.models import Article, EntreeMenu, EtatPublication, FlashInfo, PageSite, Place, ReglageSite
from app.socle.horloge import maintenant
from tests.outils import horloge as outils_horloge
from tests.outils.routes import routes
from tests.site.outils import ecrire, requetes, un_de_chaque

pytestmark = pytest.mark.petit_togo
REQUETES = 2
"""Beside the one that tells the edition, asked of the database without the ORM."""


def adresses_publiques(app) -> list[str]:
    """Return the addresses of all public pages, those of a content filled with « essai »."""
    publiques = (r for r in routes(app) if getattr(getattr(type(r.vue), r.fonction), "publique", False))
    return [a.replace("absent", "essai") for route in publiques for a in route.adresses([1])]


def test_every_public_page_is_light_and_the_same_for_everybody(app, session, client):
    un_de_chaque(session)
    client.get("/")
    trouvees = 0
    for adresse in adresses_publiques(app):
        with requetes() as faites:
            reponse = client.get(adresse)
        trouvees += reponse.status_code == 200
        assert reponse.status_code in (200, 404), adresse
        assert len(faites) <= REQUETES, (adresse, faites)
        assert "Cookie" not in reponse.headers.get("Vary", ""), adresse
    assert trouvees >= 20


def test_a_page_known_to_the_browser_is_not_sent_again_until_it_changes(app, session, client):
    page = ecrire(session, PageSite, "Retraite")
    etag = client.get("/pages/retraite").headers["ETag"]
    assert client.get("/pages/retraite", headers={"If-None-Match": etag}).status_code == 304
    page.corps = "Un autre texte."
    session.commit()
    reponse = client.get("/pages/retraite", headers={"If-None-Match": etag})
    assert reponse.status_code == 200
    assert "Un autre texte." in reponse.text


def test_who_is_signed_in_gets_the_same_page_as_everybody(app, session, client, connecter):
    un_de_chaque(session)
    visiteur, agent = client.get("/"), connecter("agent@essai.tg").get("/")
    assert agent.get_data() == visiteur.get_data()
    assert agent.headers["Cache-Control"] == visiteur.headers["Cache-Control"]
    assert "Set-Cookie" not in agent.headers


def test_a_compressed_page_says_so_and_has_its_own_tag(app, session, client):
    nue, serree = client.get("/"), client.get("/", headers={"Accept-Encoding": "br"})
    assert serree.headers["Content-Encoding"] == "br"
    assert len(serree.data) < len(nue.data)
    assert serree.headers["ETag"] != nue.headers["ETag"]


@pytest.mark.parametrize("etat", [EtatPublication.brouillon, EtatPublication.archivee])
@pytest.mark.parametrize("qui", [None, "agent@essai.tg", "redaction@essai.tg"])
def test_nobody_finds_on_the_site_what_is_not_online(app, session, client, connecter, etat, qui):
    ecrire(session, Article, "Secret", etat=etat)
    navigateur = connecter(qui) if qui else client
    assert navigateur.get("/actualites/secret").status_code == 404
    assert "Secret" not in navigateur.get("/actualites/").text
    assert "Secret" not in navigateur.get("/").text


def test_a_scheduled_article_appears_and_leaves_at_its_hours(app, session, client, monkeypatch):
    horloge = outils_horloge.installer(monkeypatch)
    ecrire(
        session, Article, "Fermeture",
        etat=EtatPublication.programmee,
        publiee_le=maintenant() + timedelta(hours=2),
        archivee_le=maintenant() + timedelta(hours=4),
    )  # fmt: skip
    assert client.get("/actualites/fermeture").status_code == 404
    horloge.avancer(hours=3)
    assert client.get("/actualites/fermeture").status_code == 200
    horloge.avancer(hours=2)
    assert client.get("/actualites/fermeture").status_code == 404


def test_menus_links_and_flash_infos_are_rows(app, session, client):
    parent = EntreeMenu(libelle="Documentation", place=Place.barre)
    session.add(parent)
    session.flush()
    session.add(EntreeMenu(libelle="Lexique des termes", adresse="/lexique/", parent_id=parent.id))
    session.add(EntreeMenu(libelle="Cachée", adresse="/faq/", visible=False))
    instant = maintenant() - timedelta(hours=1)
    session.add(FlashInfo(titre="Guichets fermés lundi", etat=EtatPublication.publiee, publiee_le=instant))
    session.commit()
    page = client.get("/").text
    assert '<a href="/lexique/">Lexique des termes</a>' in page
    assert "Guichets fermés lundi" in page
    assert "Cachée" not in page


def test_maintenance_closes_the_site_and_not_the_services(app, session, client):
    session.add(ReglageSite(id=1, maintenance=True, maintenance_message="Retour à 14 h."))
    session.commit()
    reponse = client.get("/")
    assert (reponse.status_code, reponse.headers["Retry-After"]) == (503, "600")
    assert "Retour à 14 h." in reponse.text
    assert client.get("/recherche?q=x").status_code == 503
    assert client.get("/services/").status_code == 200


def test_an_announcement_shows_until_its_hour(app, session, client, monkeypatch):
    horloge = outils_horloge.installer(monkeypatch)
    demain = maintenant() + timedelta(days=1)
    session.add(ReglageSite(id=1, annonce="Échéance le 15", annonce_jusqu_au=demain))
    session.commit()
    assert "Échéance le 15" in client.get("/").text
    horloge.avancer(days=2)
    assert "Échéance le 15" not in client.get("/").text


def test_an_article_of_another_kind_is_not_at_that_address(app, session, client):
    ecrire(session, Article, "Note")
    assert client.get("/communiques/note").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999", "2"])
def test_a_page_of_the_list_that_is_not_there_breaks_nothing(app, session, client, page):
    assert client.get(f"/actualites/?page={page}").status_code in (200, 404)
