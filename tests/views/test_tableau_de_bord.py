"""The dashboard of each role: its figures, its links, and a menu that holds only what one may open."""

import re

import pytest
from sqlalchemy import delete

from app.cotisations import cotisant
from app.models import Habilitation
from app.regles import mois
from app.socle.acces import Equipe
from app.socle.droits import DOMAINES, ESPACES, droits_de
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.dnr import commencer, texte
from tests.outils.petit_togo import COMPTES, DERNIER, PREMIER
from tests.outils.services import rejoindre

pytestmark = [
    pytest.mark.petit_togo,
    pytest.mark.filterwarnings("ignore:Yielding raw tuples:DeprecationWarning"),
]
"""The framework's select fields still speak an older WTForms."""
RESPONSABLES = sorted({role: email for email, (role, _) in COMPTES.items()}.values())


def liens(page: str) -> set[str]:
    return {h.partition("?")[0] for h in re.findall(r'href="(/[^"#]*)"', page)}


@pytest.mark.parametrize("email", RESPONSABLES)
def test_every_link_of_the_dashboard_opens(connecter, email):
    navigateur = connecter(email)
    page = navigateur.get("/services/")
    assert page.status_code == 200
    assert "Tableau de bord" in texte(page)
    for lien in liens(page.text) - {"/", "/services/"}:
        assert navigateur.get(lien).status_code in (200, 302), lien


@pytest.mark.parametrize("email", RESPONSABLES)
def test_no_link_leads_to_an_espace_that_the_role_does_not_open(connecter, email):
    espaces = {lien.split("/")[1] for lien in liens(connecter(email).get("/services/").text)}
    qualites = frozenset(petit_togo.QUALITES[COMPTES[email][0]])
    ouverts = {domaine.espace for domaine in DOMAINES.values() if droits_de(qualites, domaine.nom)}
    assert espaces & ESPACES <= ouverts
    assert espaces & ESPACES


def test_a_visitor_sees_the_services_and_how_to_sign_in(client):
    page = client.get("/services/")
    assert page.status_code == 200
    assert "Se connecter" in texte(page)
    assert not {lien.split("/")[1] for lien in liens(page.text)} & {
        "employeur",
        "assure",
        "agent",
        "supervision",
    }


def test_an_employer_reads_what_he_owes(session, connecter):
    page = re.sub(r"[\u202f\xa0]", " ", texte(connecter("auberge@essai.tg").get("/services/")))
    du = cotisant.solde(session, petit_togo.employeur(session, petit_togo.AUBERGE).id, aujourd_hui())
    assert du > 0
    assert f"{du:,} F".replace(",", " ") in page
    assert "Cotisations impayées" in page
    assert mois.libelle(PREMIER) in page


def test_an_employer_up_to_date_owes_nothing_and_reads_what_to_declare(connecter):
    page = re.sub(r"[\u202f\xa0]", " ", texte(connecter("scierie@essai.tg").get("/services/")))
    assert "Solde dû 0 F" in page
    assert mois.libelle(DERNIER) in page


def test_what_he_began_is_among_his_latest_requests(connecter):
    scierie = connecter("scierie@essai.tg")
    pk = commencer(scierie)
    assert f"/employeur/dnr/{pk}/lignes/" in scierie.get("/services/").text


def test_an_insured_reads_how_long_he_has_been(connecter):
    page = texte(connecter("essi@essai.tg").get("/services/"))
    assert "Mois assurés 7" in page
    assert mois.libelle(mois.plus(DERNIER, -1)) in page


def test_an_agent_reads_what_waits(app, session, connecter):
    with app.app_context():
        petit_togo.declaration_soumise(session)
    assert "À prendre en charge 1" in texte(connecter("agent@essai.tg").get("/services/"))


def test_an_agent_of_a_team_counts_what_its_inbox_shows(app, session, connecter):
    with app.app_context():
        petit_togo.declaration_soumise(session)
    rejoindre(session, "agent@essai.tg", Equipe.prestations)
    agent = connecter("agent@essai.tg")
    assert "À prendre en charge 0" in texte(agent.get("/services/"))
    assert "Rien n’attend" in texte(agent.get("/agent/demandes/"))


def test_an_account_without_employer_is_told_what_to_do(session, connecter):
    session.execute(delete(Habilitation))
    page = texte(connecter("scierie@essai.tg").get("/services/"))
    assert "Votre compte n’est rattaché à aucun employeur : contactez la CNSS" in page


def test_a_complement_asked_for_leads_to_the_request(app, session, connecter):
    with app.app_context():
        declaration = petit_togo.declaration_soumise(session)
        session.commit()
    agent = connecter("agent@essai.tg")
    agent.post(f"/agent/demandes/{declaration.id}/prendre_en_charge")
    agent.post(f"/agent/demandes/{declaration.id}/demander_complement", data={"motif": "Joignez la paie."})
    page = connecter("scierie@essai.tg").get("/services/")
    assert "1 demande attend un complément" in texte(page)
    assert "/employeur/historique/?statut=complement_demande" in page.text


def test_a_new_administrator_finds_where_people_are_invited(connecter):
    page = connecter("admin@essai.tg").get("/services/").text.partition("<main")[2]
    assert 'href="/administration/invitations/"' in page
    assert 'href="/administration/personnes/"' in page
