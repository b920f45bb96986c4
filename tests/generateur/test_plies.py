"""A name is found whatever its accents, case and order, and its folded column follows it."""

import pytest
from sqlalchemy import insert, select

from app.generateur import relations
from app.generateur.adaptateur import User
from app.models import Employeur
from tests.outils.dnr import texte
from tests.outils.petit_togo import SCIERIE, employeur

pytestmark = pytest.mark.petit_togo


@pytest.mark.parametrize(
    "tape", ["ceet", "énergie COMPAGNIE", "Energie", "l'energie", "2000", "e\u0301nergie"]
)
def test_an_employer_is_found_by_words_and_acronym_without_accents(session, tape):
    scierie = employeur(session)
    scierie.raison_sociale, scierie.sigle = "Compagnie de l’Énergie 2000", "C.E.E.T. CEET"
    session.flush()
    trouves = session.scalars(select(Employeur).where(relations.contient(Employeur.raison_sociale, tape)))
    assert [e.numero for e in trouves] == [SCIERIE]


def test_a_name_that_changes_is_folded_again_and_the_acronym_stays(session):
    scierie = employeur(session)
    scierie.sigle = "SKÉ"
    scierie.raison_sociale = "Bois d’Atakpamé"
    session.flush()
    session.refresh(scierie)
    assert scierie.nom_cle == "bois datakpame ske"


def test_a_row_inserted_in_bulk_is_folded(session):
    modele = employeur(session)
    session.execute(
        insert(Employeur.__table__),
        [
            {
                "numero": "77001",
                "raison_sociale": "Société Générale Évasion",
                "division_id": modele.division_id,
                "debut_activite_le": modele.debut_activite_le,
            }
        ],
    )
    assert session.scalar(select(Employeur.nom_cle).where(Employeur.numero == "77001")) == (
        "evasion generale societe"
    )


@pytest.mark.parametrize("tape", ["essi agbeko", "Àgbekó ESSI", "essi@essai.tg"])
def test_an_account_is_found_by_its_names_in_any_order_or_its_address(session, tape):
    personne = session.scalars(select(User).where(User.email == "essi@essai.tg")).one()
    personne.first_name, personne.last_name = "Éssi", "Agbéko"
    session.flush()
    assert list(session.scalars(select(User).where(relations.trouve(User, tape)))) == [personne]


@pytest.mark.parametrize(
    ("champ", "tape"), [("raison_sociale", "KPALIME scierie"), ("raison_sociale", "kpalimé")]
)
def test_the_list_of_employers_is_filtered_so(connecter, champ, tape):
    page = texte(connecter("agent@essai.tg").get("/agent/employeurs/", query_string={champ: tape}))
    assert "Scierie de Kpalimé" in page
    assert "Auberge" not in page


def test_the_list_of_accounts_is_filtered_so(session, connecter):
    personne = session.scalars(select(User).where(User.email == "essi@essai.tg")).one()
    personne.first_name, personne.last_name = "Éssi", "Agbéko"
    session.commit()
    page = texte(
        connecter("admin@essai.tg").get("/administration/personnes/", query_string={"qui": "essi AGBEKO"})
    )
    assert "essi@essai.tg" in page
    assert "scierie@essai.tg" not in page
