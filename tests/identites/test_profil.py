"""One's own information: a change is a request, one's data come as a file."""

import io
import json
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.demandes.etats import Statut
from app.identites import personnes
from app.models import DemandeDonnees, Habilitation, ModificationInfos
from tests.outils import petit_togo

pytestmark = pytest.mark.petit_togo
ELLE, ESSI = "scierie@essai.tg", "essi@essai.tg"


def modifier(navigateur, espace: str, **saisie):
    return navigateur.post(f"/{espace}/modifier-mes-infos/nouvelle", data={"cle_unique": "m1"} | saisie)


def decider(connecter, demande, nom: str, motif: str = "") -> None:
    agent = connecter("agent@essai.tg")
    agent.post(f"/agent/demandes/{demande.id}/prendre_en_charge")
    agent.post(f"/agent/demandes/{demande.id}/{nom}", data={"motif": motif})


@pytest.fixture
def envoyee(connecter, session) -> ModificationInfos:
    """Essi asked for another telephone."""
    essi = connecter(ESSI)
    modifier(essi, "assure", telephone="+228 90 12 34 56", email="", autre="")
    demande = session.scalars(select(ModificationInfos)).one()
    essi.post(f"/assure/modifier-mes-infos/{demande.id}/soumettre")
    return demande


def test_a_change_waits_for_an_agent(envoyee, session):
    assert envoyee.statut is Statut.soumise
    assert petit_togo.assure(session).telephone is None


def test_an_accepted_change_is_written_and_the_rest_stays(envoyee, connecter, session):
    petit_togo.assure(session).email = "essi@ailleurs.tg"
    decider(connecter, envoyee, "accepter")
    assert petit_togo.assure(session).telephone == "+22890123456"
    assert petit_togo.assure(session).email == "essi@ailleurs.tg"


def test_a_refused_change_changes_nothing(envoyee, connecter, session):
    decider(connecter, envoyee, "rejeter", "Justificatif illisible.")
    assert petit_togo.assure(session).telephone is None


def test_the_form_opens_on_what_the_register_says(connecter, session):
    petit_togo.employeur(session).adresse = "12, rue des Scieurs, Kpalimé"
    page = connecter(ELLE).get("/employeur/modifier-mes-infos/nouvelle").text
    assert "12, rue des Scieurs, Kpalimé" in page


def test_a_request_that_changes_nothing_is_refused(connecter, session):
    petit_togo.employeur(session).telephone = "+228 22 21 20 19"
    reponse = modifier(connecter(ELLE), "employeur", telephone="+228 22 21 20 19")
    assert reponse.status_code == 422
    assert "rien changé" in reponse.text


@pytest.mark.parametrize(("email", "espace"), [(ELLE, "employeur"), (ESSI, "assure")])
def test_a_person_exercises_her_rights_over_her_data(connecter, session, email, espace):
    navigateur = connecter(email)
    navigateur.post(
        f"/{espace}/mes-droits/nouvelle",
        data={
            "cle_unique": "d1",
            "droit": "effacement",
            "explication": "Mon ancien téléphone",
        },
    )
    demande = session.scalars(select(DemandeDonnees)).one()
    navigateur.post(f"/{espace}/mes-droits/{demande.id}/soumettre")
    assert demande.numero.startswith("DCP-")


def test_one_s_own_data_come_as_json(connecter):
    donnees = json.loads(connecter(ESSI).get("/compte/mes-donnees/mes-donnees.json").data)
    assert donnees["Compte"]["Contacts"] == ESSI
    assert donnees["Assuré"]["Numéro d’assurance"] == "0012345678"


def test_one_s_own_data_come_as_a_pdf(connecter):
    reponse = connecter(ESSI).get("/compte/mes-donnees/mes-donnees.pdf")
    texte = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(reponse.data)).pages)
    assert "0012345678" in texte
    assert ESSI in texte
    assert not re.search(r"\d{4}-\d\d-\d\d", texte), "a date is written as in French"


def test_one_s_own_data_name_every_employer_one_acts_for(connecter, session):
    auberge = petit_togo.employeur(session, "31882")
    personne = personnes.trouver(session, ELLE)
    session.add(Habilitation(utilisateur_id=personne.id, employeur_id=auberge.id))
    session.commit()
    donnees = json.loads(connecter(ELLE).get("/compte/mes-donnees/mes-donnees.json").data)
    noms = [e["Employeur"].partition(" (")[0] for e in donnees["Employeurs pour lesquels j’agis"]]
    assert noms == ["Scierie de Kpalimé SARL", "Auberge du lac Togo"]


def test_one_s_own_data_hold_nobody_else_s(connecter):
    texte = connecter(ELLE).get("/compte/mes-donnees/mes-donnees.json").text
    assert "Scierie" in texte
    assert "auberge" not in texte.lower()
    assert "0012345678" not in texte


@pytest.mark.parametrize("adresse", ["mes-donnees.json", "mes-donnees.pdf"])
def test_a_visitor_takes_nobody_s_data(client, adresse):
    assert client.get(f"/compte/mes-donnees/{adresse}").status_code == 302
