"""One's own information: a change is a request, an e-mail is confirmed twice, one's data come as a file."""

import io
import json
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.demandes.etats import Statut
from app.identites import personnes
from app.models import DemandeDonnees, Habilitation, ModificationInfos
from tests.identites.outils import connecte, entrer, lien_de
from tests.outils import petit_togo
from tests.outils.navigation import MOT_DE_PASSE

pytestmark = pytest.mark.petit_togo
ELLE, ESSI, NOUVELLE = "scierie@essai.tg", "essi@essai.tg", "essi.agbeko@exemple.tg"


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


def changer(navigateur, nouveau: str = NOUVELLE, actuel: str = MOT_DE_PASSE):
    return navigateur.post("/compte/courriel/", data={"courriel": nouveau, "actuel": actuel})


def test_an_e_mail_changes_once_both_addresses_confirmed(app, client, connecter, courriers, session):
    changer(connecter(ESSI))
    client.post(lien_de(courriers(NOUVELLE)[0]))
    assert personnes.existe(session, ESSI)
    client.post(lien_de(courriers(ESSI)[0]))
    assert personnes.existe(session, NOUVELLE)
    assert not personnes.existe(session, ESSI)
    assert entrer(app.test_client(), NOUVELLE).status_code == 302


def test_one_address_confirming_twice_is_not_both(client, connecter, courriers, session):
    changer(connecter(ESSI))
    lien = lien_de(courriers(NOUVELLE)[0])
    client.post(lien)
    assert client.post(lien).status_code == 404
    assert personnes.existe(session, ESSI)


def test_the_address_of_a_closed_account_is_not_asked_to_confirm(connecter, courriers, fermer):
    fermer(ELLE)
    changer(connecter(ESSI), ELLE)
    assert courriers(ESSI)[0].modele == "courriel_a_confirmer"
    assert courriers(ELLE) == []


def test_reading_the_link_confirms_nothing(client, connecter, courriers, session):
    changer(connecter(ESSI))
    for adresse in (ESSI, NOUVELLE):
        assert client.get(lien_de(courriers(adresse)[0])).status_code == 200
    assert personnes.existe(session, ESSI)


@pytest.mark.parametrize(("attente", "statut"), [({"hours": 23, "minutes": 59}, 200), ({"hours": 24}, 404)])
def test_the_confirmation_lives_a_day(client, connecter, courriers, horloge, attente, statut):
    changer(connecter(ESSI))
    horloge.avancer(**attente)
    assert client.get(lien_de(courriers(NOUVELLE)[0])).status_code == statut


def test_asking_for_another_e_mail_replaces_the_first_request(client, connecter, courriers):
    essi = connecter(ESSI)
    changer(essi)
    changer(essi, "autre@exemple.tg")
    assert client.post(lien_de(courriers(NOUVELLE)[0])).status_code == 404


def test_asking_for_an_e_mail_tells_nothing_and_takes_nobody_s(client, connecter, courriers, session):
    essi = connecter(ESSI)
    assert changer(essi, ELLE).status_code == 302
    client.post(lien_de(courriers(ELLE)[0]))
    assert client.post(lien_de(courriers(ESSI)[0])).status_code == 404
    assert personnes.existe(session, ESSI)


def test_a_changed_e_mail_ends_the_sessions(client, connecter, courriers):
    essi = connecter(ESSI)
    changer(essi)
    for adresse in (ESSI, NOUVELLE):
        client.post(lien_de(courriers(adresse)[0]))
    assert not connecte(essi)


def test_the_password_is_asked_for_to_change_the_e_mail(connecter, courriers):
    reponse = changer(connecter(ESSI), actuel="pas le mien du tout")
    assert reponse.status_code == 422
    assert "pas votre mot de passe" in reponse.text
    assert courriers(NOUVELLE) == []


def test_one_s_own_data_come_as_json(connecter):
    donnees = json.loads(connecter(ESSI).get("/compte/mes-donnees/mes-donnees.json").data)
    assert donnees["Compte"]["Courriel"] == ESSI
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
