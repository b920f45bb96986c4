"""Four eyes: what moves money or goes against the rules is proposed by one and done by another."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.cotisations import cotisant
from app.demandes import a_deux, cycle
from app.demandes.etats import SOUMETTRE, Statut
from app.identites import organisation
from app.models import (
    ADeux,
    AllocationPrenatale,
    Certificat,
    Demande,
    Evenement,
    Paiement,
    Proposition,
    Quitus,
    User,
)
from app.referentiel import propositions
from app.referentiel.propositions import Changement
from app.referentiel.tables import Issue
from app.services.allocation_prenatale import AllocationPrenataleView, PartPrenatale
from app.socle.horloge import aujourd_hui, maintenant
from app.socle.refus import Refus
from tests.outils import petit_togo
from tests.outils.interets import etre
from tests.outils.petit_togo import AGENT_ASSUREE, AUBERGE
from tests.outils.services import confirmer, decider, deposer, texte
from tests.services.paiement import outils as paiements

pytestmark = pytest.mark.petit_togo
LE = aujourd_hui() - timedelta(days=1)


@pytest.fixture
def collegue(connecter):
    """The browser of another agent of the same teams."""
    return connecter("collegue@essai.tg")


@pytest.fixture
def prenatale(session, essi) -> int:
    """The key of a request for an antenatal allowance, sent and sure to be granted."""
    dans = aujourd_hui() + timedelta(days=90)
    return deposer(essi, AllocationPrenataleView, part=PartPrenatale.deuxieme.name, terme_le=dans)


def regler(session, service: type[Demande], a_partir_de: int = 0, *, jamais: bool = False) -> None:
    """Set from which amount a service takes two people, in force since ever."""
    session.add(
        ADeux(
            service=service.__tablename__,
            a_partir_de=a_partir_de,
            jamais=jamais,
            effet_le=organisation.ORIGINE,
            confirme_le=maintenant(),
        )
    )
    session.commit()


def lue(session, pk: int) -> Demande:
    session.expire_all()
    return session.get(Demande, pk)


def proposition(session) -> Proposition:
    return session.scalars(select(Proposition).order_by(Proposition.id.desc())).first()


def test_an_acceptance_that_takes_two_waits_for_the_second(session, agent, prenatale):
    regler(session, AllocationPrenatale)
    page = texte(decider(agent, prenatale, "accepter"))
    assert "c’est proposé, une autre personne doit confirmer" in page
    demande = lue(session, prenatale)
    assert (demande.statut, demande.conclusion, demande.decidee_le) == (Statut.en_instruction, None, None)
    assert demande.evenements[-1].transition == a_deux.NOM
    assert ">Accepter<" not in agent.get(f"/agent/demandes/{prenatale}").text


def test_the_dashboard_counts_what_waits_for_one_s_confirmation(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    assert "À confirmer, proposé par d’autres" not in texte(collegue.get("/services/"))
    decider(agent, prenatale, "accepter")
    assert "À confirmer, proposé par d’autres" in texte(collegue.get("/services/"))
    assert "À confirmer, proposé par d’autres" not in texte(agent.get("/services/"))
    confirmer(collegue, session)
    assert "À confirmer, proposé par d’autres" not in texte(collegue.get("/services/"))


def test_the_second_person_reads_what_it_gives_before_she_confirms(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    page = texte(collegue.get(f"/confirmations/propositions/{proposition(session).id}"))
    assert "Yawa Agent" in page
    confirmer(collegue, session)
    demande = lue(session, prenatale)
    assert demande.statut is Statut.acceptee
    assert demande.conclusion.replace("\u202f", " ") in page.replace("\u202f", " ")


def test_both_names_are_in_the_journal_of_the_request(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    confirmer(collegue, session)
    evenement = session.scalars(select(Evenement).order_by(Evenement.id.desc())).first()
    assert evenement.transition == "accepter"
    assert evenement.motif == "Proposé par Yawa Agent, confirmé par Yawa Collegue."


def test_one_hand_does_not_do_for_two(session, agent, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    assert "une autre personne doit le confirmer" in confirmer(agent, session)
    assert "l’a déjà proposé" in texte(decider(agent, prenatale, "accepter"))
    assert lue(session, prenatale).statut is Statut.en_instruction


def test_one_person_under_two_accounts_does_not_do_for_two(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    for email in ("agent@essai.tg", "collegue@essai.tg"):
        etre(session, email, AGENT_ASSUREE)
    session.commit()
    assert "Un autre de vos comptes l’a proposé" in confirmer(collegue, session)
    assert lue(session, prenatale).statut is Statut.en_instruction


def test_who_is_of_another_team_does_not_confirm(session, agent, connecter, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    for email in ("redaction@essai.tg", "admin@essai.tg", "auditeur@essai.tg", "scierie@essai.tg"):
        confirmer(connecter(email), session)
        assert lue(session, prenatale).statut is Statut.en_instruction, email


@pytest.mark.parametrize(("ecart", "statut"), [(1, Statut.acceptee), (0, Statut.en_instruction)])
def test_two_are_asked_from_the_amount_that_the_fund_sets(session, agent, connecter, essi, ecart, statut):
    dans = aujourd_hui() + timedelta(days=90)
    temoin = deposer(essi, AllocationPrenataleView, part=PartPrenatale.deuxieme.name, terme_le=dans)
    regler(session, AllocationPrenatale)
    decider(agent, temoin, "accepter")
    montant = proposition(session).montant
    confirmer(agent, session, "retirer")
    session.query(ADeux).delete()
    regler(session, AllocationPrenatale, montant + ecart)
    decider(agent, temoin, "accepter")
    assert lue(session, temoin).statut is statut


def test_another_move_takes_the_proposal_back(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    agent.post(f"/agent/demandes/{prenatale}/rejeter", data={"motif": "Pièce illisible"})
    assert proposition(session).issue is Issue.retiree
    assert "déjà décidé" in confirmer(collegue, session)
    assert lue(session, prenatale).statut is Statut.rejetee


def test_a_refusal_gives_the_request_back_with_its_reason(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    confirmer(collegue, session, "refuser", motif="Le terme ne va pas avec l’examen")
    page = texte(agent.get(f"/confirmations/propositions/{proposition(session).id}"))
    assert "Le terme ne va pas avec l’examen" in page
    assert "c’est proposé" in texte(decider(agent, prenatale, "accepter"))


def test_what_gives_something_else_than_proposed_is_not_confirmed(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    proposition(session).montant += 1
    session.commit()
    assert "a changé depuis" in confirmer(collegue, session)
    assert lue(session, prenatale).statut is Statut.en_instruction


def test_who_owes_her_function_to_the_first_does_not_confirm(session, agent, collegue, prenatale):
    moi, elle = (petit_togo.acteur(session, f"{nom}@essai.tg") for nom in ("agent", "collegue"))
    session.add(
        Proposition(
            acte="ajouter:affectation",
            objet_id=1,
            resume="Affectation",
            avant=[],
            apres=[],
            donnees={},
            beneficiaire_id=elle.utilisateur_id,
            proposee_par_id=moi.utilisateur_id,
            proposee_par_nom=moi.nom,
            issue=Issue.confirmee,
        )
    )
    session.commit()
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    assert "une personne qui ne les lui doit pas" in confirmer(collegue, session)
    assert lue(session, prenatale).statut is Statut.en_instruction


def test_what_was_proposed_by_who_lost_the_right_is_only_refused(session, agent, collegue, prenatale):
    regler(session, AllocationPrenatale)
    decider(agent, prenatale, "accepter")
    session.get(User, petit_togo.acteur(session, "agent@essai.tg").utilisateur_id).active = False
    session.commit()
    assert "n’a plus ce droit, ou son compte est fermé" in confirmer(collegue, session)
    assert lue(session, prenatale).statut is Statut.en_instruction
    confirmer(collegue, session, "refuser", motif="À proposer de nouveau")
    assert proposition(session).issue is Issue.refusee


def test_nobody_proposes_a_power_for_another_account_of_his(app, session):
    for email in ("superviseur@essai.tg", "collegue@essai.tg"):
        etre(session, email, AGENT_ASSUREE)
    moi, autre = (petit_togo.acteur(session, f"{nom}@essai.tg") for nom in ("superviseur", "collegue"))
    (acte,) = (a for a in propositions.ACTES.valeurs() if a.code == "ajouter:affectation")
    siens = Changement(1, "Affectation", [], [], beneficiaire_id=autre.utilisateur_id)
    with app.app_context(), pytest.raises(Refus, match="pouvoir à vous-même"):
        propositions.proposer(session, acte, siens, moi)


def demander_un_quitus(app, session, numero: str) -> int:
    """Return the key of a quitus request of an employer, sent."""
    with app.app_context():
        demande = Quitus(
            employeur=petit_togo.employeur(session, numero),
            reference_marche="AO 12",
            objet="Bancs",
            autorite_contractante="Commune de Kloto",
        )
        session.add(demande)
        session.flush()
        cycle.appliquer(session, demande, SOUMETTRE, petit_togo.acteur(session, petit_togo.email_de(numero)))
        session.commit()
        return demande.id


def delivres(session, pk: int) -> list[Certificat]:
    return session.scalars(select(Certificat).where(Certificat.demande_id == pk)).all()


def test_a_quitus_against_the_rules_takes_two_and_a_reason(app, session, agent, collegue):
    pk = demander_un_quitus(app, session, AUBERGE)
    assert "ne peut être délivré" in texte(decider(agent, pk, "accepter"))
    assert "Écrivez le motif" in texte(decider(agent, pk, "accepter_par_exception"))
    decider(agent, pk, "accepter_par_exception", "Moratoire signé le 12 novembre")
    assert delivres(session, pk) == []
    confirmer(collegue, session)
    assert lue(session, pk).statut is Statut.acceptee
    assert len(delivres(session, pk)) == 1


def test_a_service_that_takes_no_exception_refuses_one(session, agent, prenatale):
    page = texte(decider(agent, prenatale, "accepter_par_exception", "Parce que"))
    assert "ne s’accorde pas par exception" in page
    assert lue(session, prenatale).statut is Statut.en_instruction


def test_a_payment_without_a_line_of_the_bank_is_credited_by_two(app, session, agent, collegue):
    auberge = petit_togo.employeur(session, AUBERGE)
    avant = cotisant.solde(session, auberge.id)
    with app.app_context():
        paiement = paiements.deposer(session, auberge, 7_000_000, LE, "VIR-INVENTE")
        session.commit()
    decider(agent, paiement.id, "accepter")
    assert cotisant.solde(session, auberge.id) == avant
    confirmer(collegue, session)
    assert cotisant.solde(session, auberge.id) == avant - 7_000_000
    assert session.get(Paiement, paiement.id).statut is Statut.acceptee


def test_every_act_has_what_it_does_and_a_domain_that_somebody_may_confirm_in():
    for acte in propositions.ACTES.valeurs():
        assert acte in propositions.CONFIRMATIONS, acte
