"""The public statistics: true to the books, and nobody can be told apart in them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.models import Dimension, LigneCarriere, StatistiquePubliee
from app.regles import mois
from app.site import statistiques
from app.site.secret import SEUIL, LigneDeStatistique, proteger, reunir
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from tests.outils.dnr import texte

MOIS_PASSE = mois.plus(mois.de_date(aujourd_hui()), -2)
comptes = st.builds(
    LigneDeStatistique,
    modalite=st.uuids().map(str),
    employeurs=st.integers(0, 12),
    assures=st.integers(0, 40),
    encaisse=st.integers(0, 10_000),
)


@given(st.lists(comptes, max_size=9))
def test_no_line_is_small_and_nothing_hidden_is_known_by_difference(lignes):
    publiees = proteger(lignes, "Autres")
    assert all(min(ligne.employeurs, ligne.assures) >= SEUIL for ligne in publiees)
    total, montre = reunir(lignes, ""), reunir(publiees, "")
    restes = (total.employeurs - montre.employeurs, total.assures - montre.assures)
    assert restes == (0, 0) or not publiees


def test_the_only_small_line_takes_the_smallest_other_with_it():
    lignes = [
        LigneDeStatistique("A", 9, 90, 1),
        LigneDeStatistique("B", 6, 20, 1),
        LigneDeStatistique("C", 2, 3, 1),
    ]
    publiees = proteger(lignes, "Autres")
    assert [(ligne.modalite, ligne.assures, ligne.regroupees) for ligne in publiees] == [
        ("A", 90, 0),
        ("Autres", 23, 2),
    ]


@pytest.mark.demo
def test_the_figures_are_those_of_the_books(session):
    tableau = statistiques.calculer(session, MOIS_PASSE)
    (ensemble,) = tableau.lignes[Dimension.ensemble]
    declares = select(func.count(LigneCarriere.assure_id.distinct())).where(
        LigneCarriere.periode == MOIS_PASSE, LigneCarriere.remplacee_par_id.is_(None)
    )
    assert ensemble.assures == session.scalar(declares)
    divisions = reunir(tableau.lignes[Dimension.division], "")
    assert (divisions.employeurs, divisions.encaisse) == (ensemble.employeurs, ensemble.encaisse)
    assert tableau.lignes[Dimension.secteur] == [], "each sector of the demonstration is one employer"


@pytest.mark.demo
def test_a_supervisor_reads_a_month_then_publishes_it_once(session, connecter, client):
    superviseur, adresse = connecter("superviseur@demo.tg"), "/supervision/statistiques-publiques/publier"
    ancien = mois.plus(MOIS_PASSE, -36)
    saisie = {"periode": mois.iso(ancien)}
    assert "À relire avant de publier" in texte(superviseur.post(adresse, data=saisie))
    publies = select(func.count()).where(StatistiquePubliee.periode == ancien)
    assert not session.scalar(publies)
    for _ in range(2):
        superviseur.post(adresse, data=saisie | {"confirmer": "oui"})
    lignes = list(session.scalars(select(StatistiquePubliee).where(StatistiquePubliee.periode == ancien)))
    assert len([ligne for ligne in lignes if ligne.dimension is Dimension.ensemble]) == 1
    assert mois.iso(ancien) in client.get("/statistiques/statistiques.csv").text


@pytest.mark.demo
def test_a_month_under_way_and_a_month_of_few_people_are_refused(session, connecter):
    superviseur = connecter("superviseur@demo.tg")
    reponse = superviseur.post(
        "/supervision/statistiques-publiques/publier", data={"periode": aujourd_hui().strftime("%Y-%m")}
    )
    assert reponse.status_code == 422
    assert "n’est pas terminé" in texte(reponse)
    with pytest.raises(Refus, match="moins de 5"):
        statistiques.calculer(session, 198701)


@pytest.mark.demo
def test_a_visitor_reads_the_published_months_as_charts_text_and_file(session, client):
    page = client.get("/statistiques/")
    lu = re.sub(r"[\u202f\xa0]", " ", texte(page))
    assert "Cotisations encaissées" in lu
    assert "Par division" in lu
    assert 'role="img"' in page.text
    fichier = client.get("/statistiques/statistiques.csv")
    assert fichier.mimetype == "text/csv"
    assert fichier.text.count("\n") > session.scalar(select(func.count(StatistiquePubliee.id)))


@pytest.mark.petit_togo
def test_where_nothing_is_published_the_page_says_so(client):
    assert "Aucun mois n’est encore publié" in texte(client.get("/statistiques/"))
