"""A request handed over to another team: journaled, read by that team from then on."""

import pytest

from app.models import Demande
from app.services.maladie_professionnelle import MaladieProfessionnelleView
from app.services.reclamation import ReclamationEmployeurView
from app.socle.acces import Equipe
from tests.outils.services import decider, deposer, rejoindre, texte

pytestmark = pytest.mark.petit_togo
ESSI = {"numero_assurance": "0012345678", "nom": "Agbeko", "prenoms": "Essi Mawuena"}


def transferer(agent, pk: int, equipe: Equipe, motif: str = "Elle concerne les cotisations."):
    donnees = {"equipe": equipe.name, "motif": motif}
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
    rejoindre(session, "collegue@essai.tg", Equipe.recouvrement)
    agent, autre = connecter("agent@essai.tg"), connecter("collegue@essai.tg")
    pk = deposer(essi, MaladieProfessionnelleView, **ESSI)
    assert autre.get(f"/agent/demandes/{pk}").status_code == 404
    assert transferer(autre, pk, Equipe.recouvrement).status_code == 404
    transferer(agent, pk, Equipe.recouvrement)
    assert autre.get(f"/agent/demandes/{pk}").status_code == 200
    assert agent.get(f"/agent/demandes/{pk}").status_code == 404


def test_a_transfer_without_a_reason_or_to_its_own_team_or_once_decided_is_refused(session, scierie, agent):
    pk = deposer(scierie, ReclamationEmployeurView, service="cotisations")
    assert "Écrivez pourquoi" in texte(transferer(agent, pk, Equipe.immatriculation, motif=" "))
    assert "est déjà à l’équipe recouvrement" in texte(transferer(agent, pk, Equipe.recouvrement))
    decider(agent, pk, "accepter")
    assert "ne se transfère pas" in texte(transferer(agent, pk, Equipe.immatriculation))
    assert "Transférer à une autre équipe" not in texte(agent.get(f"/agent/demandes/{pk}"))
