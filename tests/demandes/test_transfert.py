"""A request handed over to another team: journaled, read by that team from then on."""

import pytest

from app.models import Demande
from app.services.maladie_professionnelle import MaladieProfessionnelleView
from app.services.reclamation import ReclamationEmployeurView
from app.socle.acces import Equipe
from tests.outils.services import decider, deposer, ouvrir_une_equipe, rejoindre, texte

pytestmark = pytest.mark.petit_togo
ESSI = {"numero_assurance": "0012345678", "nom": "Agbeko", "prenoms": "Essi Mawuena"}


def transferer(agent, pk: int, equipe: str, motif: str = "Elle concerne les cotisations."):
    donnees = {"equipe": str(equipe), "motif": motif}
    return agent.post(f"/agent/demandes/{pk}/transferer", data=donnees, follow_redirects=True)


def test_the_other_team_finds_it_first_and_its_journal_says_who_and_why(session, scierie, agent, connecter):
    pk = deposer(scierie, ReclamationEmployeurView, service="immatriculation")
    agent.post(f"/agent/demandes/{pk}/prendre_en_charge")
    assert "est transférée : Équipe recouvrement" in texte(transferer(agent, pk, Equipe.recouvrement))
    demande = session.get(Demande, pk)
    assert (demande.equipe, demande.agent_id) == (Equipe.recouvrement, None)
    attendu = "de l’équipe immatriculation à l’équipe recouvrement : Elle concerne les cotisations."
    assert attendu in texte(scierie.get(f"{ReclamationEmployeurView.route_base}/{pk}"))


def test_a_health_file_handed_over_is_read_by_its_new_team_alone(session, essi, connecter):
    rejoindre(session, "agent@essai.tg", Equipe.prestations)
    ouvrir_une_equipe(session, "medecins", sante=True)
    rejoindre(session, "collegue@essai.tg", "medecins")
    agent, autre = connecter("agent@essai.tg"), connecter("collegue@essai.tg")
    pk = deposer(essi, MaladieProfessionnelleView, **ESSI)
    assert autre.get(f"/agent/demandes/{pk}").status_code == 404
    assert transferer(autre, pk, "medecins").status_code == 404
    transferer(agent, pk, "medecins")
    assert autre.get(f"/agent/demandes/{pk}").status_code == 200
    assert agent.get(f"/agent/demandes/{pk}").status_code == 404


def test_a_health_file_goes_to_no_team_that_does_not_treat_health(session, essi, agent):
    pk = deposer(essi, MaladieProfessionnelleView, **ESSI)
    page = texte(transferer(agent, pk, Equipe.recouvrement))
    assert "un dossier de santé ne va qu’à une équipe qui en traite" in page
    assert session.get(Demande, pk).equipe == Equipe.prestations


def test_a_transfer_without_a_reason_or_to_its_own_team_or_once_decided_is_refused(session, scierie, agent):
    pk = deposer(scierie, ReclamationEmployeurView, service="cotisations")
    assert "Écrivez pourquoi" in texte(transferer(agent, pk, Equipe.immatriculation, motif=" "))
    assert "est déjà à l’équipe recouvrement" in texte(transferer(agent, pk, Equipe.recouvrement))
    decider(agent, pk, "accepter")
    assert "ne se transfère pas" in texte(transferer(agent, pk, Equipe.immatriculation))
    assert "Transférer à une autre équipe" not in texte(agent.get(f"/agent/demandes/{pk}"))
