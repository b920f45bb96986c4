"""Every page of the address map, for each role: accessible, light, easy to touch, within its policy."""

import pytest
from sqlalchemy import select

from demonstration.acteurs import ACCES
from tests.navigateur import exigences, mesures
from tests.navigateur.mesures import Compteur
from tests.outils import petit_togo
from tests.outils.routes import routes

ROLES = {a.role: a.email for a in reversed(ACCES)}
"""One account for each role."""
SANS_PAGE = {"UtilView.back", "LocaleView.index"}
"""The framework's: they lead elsewhere."""


@pytest.fixture(scope="module")
def carte(app_demo, base_demo):
    """Return `carte(email) -> addresses`: what her role opens, one key for each state of its rows."""

    def carte(email: str | None) -> list[str]:
        from sqlalchemy.orm import Session

        from app.socle.acces import Perimetre, systeme
        from app.socle.base_de_donnees import db

        with app_demo.app_context(), systeme("tests"), Session(db.engine) as session:
            qui = petit_togo.acteur(session, email).perimetre if email else Perimetre()
            return [
                adresse
                for route in routes(app_demo)
                if "GET" in route.regle.methods and route.regle.endpoint not in SANS_PAGE
                if (route.ouverte_a(_role(email)) if email and route.fermee else route.fermee is bool(email))
                for adresse in route.adresses(_cles(session, route, qui))
            ]

    return carte


def _role(email: str) -> str:
    return next(a.role for a in ACCES if a.email == email)


def _cles(session, route, qui) -> list:
    if not route.a_une_cle:
        return [None]
    requete = select(route.modele).order_by(route.modele.id.desc()).limit(300)
    if hasattr(route.modele, "portee") and not (qui.tout or qui.caisse):
        requete = requete.where(route.modele.portee(qui))
    return sorted({getattr(ligne, "statut", None): ligne.id for ligne in session.scalars(requete)}.values())


def est_une_page(visite, chemin: str) -> bool:
    """Say whether an address answers a page that is not another one's."""
    reponse = visite.contexte.request.get(visite.adresse + chemin, max_redirects=0)
    return reponse.status == 200 and reponse.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("email", [None, *ROLES.values()], ids=["visiteur", *ROLES])
def test_every_page_is_accessible_light_and_easy_to_touch(visiteur, carte, email):
    visite = visiteur(email, viewport=exigences.TELEPHONE, service_workers="block").aller("/services/")
    compteur = Compteur(visite.page)
    fautes = []
    for chemin in carte(email):
        if est_une_page(visite, chemin):
            try:
                examiner(visite, compteur, chemin)
            except AssertionError as faute:
                fautes.append(str(faute))
    assert not fautes, "\n".join(fautes)


def examiner(visite, compteur, chemin: str) -> None:
    """Fail when the page lacks what every page must hold, or costs more than a page may."""
    visite.page.set_viewport_size(exigences.TELEPHONE)
    compteur.remettre_a_zero()
    visite.page.goto(visite.adresse + chemin, wait_until="load")
    mesures.exiger_leger(compteur, chemin, mesures.VUE_SUIVANTE)
    visite.constater()
    mesures.exiger_touchable(visite.page, chemin)
    mesures.exiger_accessible(visite.page, chemin, exigences.TELEPHONE, exigences.BUREAU)


@pytest.mark.parametrize(
    ("email", "chemin"),
    [(None, "/"), (None, "/services/"), ("employeur@demo.tg", "/employeur/quitus-social/nouvelle")],
)
def test_a_first_view_fits_in_its_budget(visiteur, email, chemin):
    connue = visiteur(email, service_workers="block").contexte.storage_state() if email else None
    nouvelle = visiteur(storage_state=connue)
    compteur = Compteur(nouvelle.page)
    nouvelle.aller(chemin).page.wait_for_load_state("networkidle")
    mesures.exiger_leger(compteur, chemin, mesures.PREMIERE_VUE)


def test_the_script_stays_small(visiteur):
    visite = visiteur().aller("/services/")
    for adresse in [visite.page.locator("script[src]").get_attribute("src"), "/service-worker.js"]:
        reponse = visite.contexte.request.get(visite.adresse + adresse, headers={"Accept-Encoding": "gzip"})
        assert int(reponse.headers["content-length"]) <= mesures.SCRIPT


def test_a_page_that_breaks_the_policy_is_noticed(visiteur):
    visite = visiteur().aller("/services/")
    visite.page.evaluate(
        "document.body.append(Object.assign(document.createElement('div'), {style: 'color: red'}))"
    )
    with visite.page.expect_console_message(lambda dit: "Content Security Policy" in dit.text):
        visite.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    assert any("Content Security Policy" in faute for faute in visite.fautes)
    visite.fautes.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_keep_their_contrast(visiteur, theme):
    visite = visiteur("employeur@demo.tg", color_scheme=theme)
    for chemin in ("/services/", "/employeur/dnr/", "/employeur/quitus-social/nouvelle"):
        visite.aller(chemin)
        mesures.exiger_accessible(visite.page, chemin, exigences.TELEPHONE)
