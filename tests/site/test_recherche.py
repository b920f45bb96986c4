"""The search finds whatever the accents, the case and the ending, only what is online, and suggests."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models import (
    Article,
    EtatPublication,
    PageSite,
    ParametreLegal,
    RechercheVaine,
    Terme,
    TexteReglementaire,
)
from app.repertoire.parametres import semer_parametres
from app.site import indexer, recherche
from app.socle.acces import Perimetre, au_nom_de
from app.socle.horloge import aujourd_hui, maintenant
from tests.outils import horloge as outils_horloge
from tests.site.outils import ecrire

pytestmark = pytest.mark.petit_togo


def chercher(session, texte: str) -> recherche.Resultat:
    with au_nom_de(Perimetre()):
        return recherche.chercher(session, texte)


@pytest.mark.parametrize("texte", ["retraite", "RETRAITE", "retraîte", "retraités", "la retraite", "retr"])
def test_accents_case_and_endings_do_not_matter(app, session, texte):
    with app.app_context():
        ecrire(session, PageSite, "Préparer sa retraite", slug="retraite")
        assert [t.adresse for t in chercher(session, texte).trouves] == ["/pages/retraite"]


def test_a_title_comes_before_a_text(app, session):
    with app.app_context():
        ecrire(session, Terme, "Assiette", definition="La base de la pension.")
        ecrire(session, PageSite, "Pension", corps="Conditions.")
        assert [t.titre for t in chercher(session, "pension").trouves] == ["Pension", "Assiette"]


def test_all_the_words_must_be_there(app, session):
    with app.app_context():
        ecrire(session, PageSite, "Pension de vieillesse", slug="v")
        ecrire(session, PageSite, "Pension d’invalidité", slug="i")
        assert [t.adresse for t in chercher(session, "invalidite pension").trouves] == ["/pages/i"]


@pytest.mark.parametrize("hostile", ['"', "*", "a OR b", "NEAR(a b)", "' ; --", "&|!()", "", "\\", "a:*"])
def test_no_search_is_a_query_language(app, session, hostile):
    with app.app_context():
        assert chercher(session, hostile).trouves == []


def test_a_search_too_long_is_told_and_shown_again_whole(client, session):
    page = client.get("/recherche", query_string={"q": "pension " * 20}).text
    assert "trop longue" in page
    assert f'value="{("pension " * 20).strip()}"' in page
    assert session.query(RechercheVaine).count() == 0


@pytest.mark.parametrize("etat", [EtatPublication.brouillon, EtatPublication.archivee])
def test_what_is_not_online_is_not_found(app, session, etat):
    with app.app_context():
        page = ecrire(session, PageSite, "Quitus")
        page.etat = etat
        session.commit()
        assert chercher(session, "quitus").trouves == []


def test_what_is_scheduled_is_found_at_its_hour(app, session, monkeypatch):
    horloge = outils_horloge.installer(monkeypatch)
    with app.app_context():
        demain = {"etat": EtatPublication.programmee, "publiee_le": maintenant() + timedelta(days=1)}
        ecrire(session, Article, "Guichet", **demain)
        assert chercher(session, "guichet").trouves == []
        horloge.avancer(days=2)
        assert len(chercher(session, "guichet").trouves) == 1


def test_a_changed_text_is_found_by_its_new_words_alone(app, session):
    with app.app_context():
        page = ecrire(session, PageSite, "Adresse", corps="Boulevard Eyadéma")
        page.corps = "Avenue Sarakawa"
        session.commit()
        assert chercher(session, "boulevard").trouves == []
        assert len(chercher(session, "sarakawa").trouves) == 1


def test_the_words_of_a_pdf_are_found(app, session):
    with app.app_context():
        ecrire(session, TexteReglementaire, "Code", slug="code", texte_extrait="Chapitre des cotisations")
        assert [t.adresse for t in chercher(session, "cotisation").trouves] == ["/textes/code"]


def test_a_mistyped_word_is_suggested_as_it_is_written(app, session):
    with app.app_context():
        ecrire(session, PageSite, "Pension d’invalidité")
        assert chercher(session, "invaliditte").suggestion == "invalidité"


def test_a_vain_search_is_told_to_the_editors_without_the_numbers_typed(app, session, client):
    for _ in range(2):
        assert "Aucune page ne répond" in client.get("/recherche?q=Compte 0012345678").text
    ligne = session.scalars(select(RechercheVaine)).one()
    assert (ligne.texte, ligne.fois) == ("compte …", 2)


def test_a_figure_of_the_law_is_found_and_shown_as_visitors_read_it(app, session):
    with app.app_context():
        semer_parametres(session)
        ecrire(session, PageSite, "Salaire", corps="Le **SMIG** est de {{ parametre:smig }} par mois.")
        (trouve,) = chercher(session, "smig").trouves
        assert "Le SMIG est de 52 500 F par mois" in trouve.extrait.replace("\u202f", " ")
        assert [t.titre for t in chercher(session, "500").trouves] == ["Salaire"]


def test_a_paper_that_a_service_asks_for_is_found_on_its_page(app, session):
    with app.app_context():
        ecrire(session, PageSite, "Vieillesse", corps="Papiers :\n\n{{ papiers:pensionvieillesse }}")
        assert "Acte de naissance" in chercher(session, "acte de naissance").trouves[0].extrait


def test_a_figure_newly_confirmed_replaces_the_old_one_in_the_index(app, session):
    with app.app_context():
        semer_parametres(session)
        ecrire(session, PageSite, "Salaire", corps="Le SMIG est de {{ parametre:smig }}.")
        nouveau = {"code": "smig", "libelle": "SMIG mensuel", "valeur": 61_237, "unite": "francs"}
        session.add(
            ParametreLegal(**nouveau, effet_le=aujourd_hui(), reference="Décret", confirme_le=maintenant())
        )
        session.flush()
        indexer.reindexer(session)
        assert "61 237 F" in chercher(session, "smig").trouves[0].extrait.replace("\u202f", " ")
        assert chercher(session, "52 500").trouves == []


def test_the_extract_shows_the_word_searched(app, session):
    with app.app_context():
        ecrire(session, PageSite, "Page", corps="mot " * 200 + "le quitus social est délivré " + "fin " * 200)
        (trouve,) = chercher(session, "quitus").trouves
        assert "quitus social" in trouve.extrait
        assert len(trouve.extrait) < 220
