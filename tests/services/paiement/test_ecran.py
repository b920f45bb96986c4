"""An employer pays: chooses, announces, follows; the operator's word is asked for, never taken."""

import re

import pytest
from sqlalchemy import select

from app.cotisations import cotisant
from app.demandes import etats
from app.demandes.etats import Statut
from app.demandes.pieces_demandees import BORDEREAU
from app.models import Employeur, Paiement, ParametreLegal, Tache
from app.services.paiement import regulariser, suivre
from app.services.paiement.ecran import PaiementView
from app.services.paiement.operateurs.operateur import EtatChezLOperateur, Reponse
from app.services.paiement.tables import EtatPaiement
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.pages import formulaire
from tests.outils.papiers import PDF
from tests.outils.petit_togo import AUBERGE
from tests.outils.services import joindre, soumettre, texte
from tests.services.paiement.outils import banque, deposer

pytestmark = pytest.mark.petit_togo
NOUVEAU = "/employeur/paiements/nouveau"


def dette(session) -> int:
    return cotisant.solde(session, session.query(Employeur).filter_by(numero=AUBERGE).one().id)


def dernier(session) -> Paiement:
    session.expire_all()
    return session.scalars(select(Paiement).order_by(Paiement.id.desc()).limit(1)).one()


def mobile(navigateur, session, telephone="(+228) 90-12-34-50", montant="94500") -> Paiement:
    """Announce a mobile payment as a person does, and return it, sent."""
    navigateur.post(f"{NOUVEAU}/tmoney", data={"montant": montant, "telephone": telephone})
    pk = dernier(session).id
    navigateur.post(f"/employeur/paiements/{pk}/soumettre")
    return dernier(session)


def test_what_is_owed_is_offered_as_a_whole_and_month_by_month(app, session, auberge):
    page = auberge.get(NOUVEAU)
    assert "Tout ce qui est dû" in texte(page)
    mois_dus = petit_togo.mois.ecart(petit_togo.PREMIER, petit_togo.DERNIER)
    assert page.text.count('name="quoi"') == mois_dus + len(("all", "another amount"))


def test_the_amount_of_the_month_chosen_follows_to_the_details(session, auberge):
    periode = petit_togo.mois.iso(petit_togo.PREMIER)
    reponse = auberge.post(NOUVEAU, data={"quoi": periode, "mode": "depot", "montant": ""})
    details = auberge.get(reponse.headers["Location"])
    assert int(re.sub(r"\D", "", formulaire(details)["montant"])) > 0
    assert f"periode={periode}" in reponse.headers["Location"]


def test_another_amount_must_be_written_and_keeps_the_choice(auberge):
    page = auberge.post(NOUVEAU, data={"quoi": "autre", "mode": "virement", "montant": ""})
    assert page.status_code == 422
    assert "Écrivez le montant que vous payez" in texte(page)
    assert formulaire(page)["quoi"] == "autre"


def test_a_deposit_waits_for_the_bank_with_its_slip(session, auberge):
    cle = banque(session).id
    session.commit()
    champs = {"montant": "94 500", "banque_id": cle, "paye_le": "02/11/2026", "reference": "BRD-7781"}
    assert auberge.post(f"{NOUVEAU}/depot", data=champs | {"reference": ""}).status_code == 422
    auberge.post(f"{NOUVEAU}/depot", data=champs)
    paiement = dernier(session)
    assert "Il manque encore des pièces" in texte(soumettre(auberge, PaiementView, paiement.id))
    assert joindre(auberge, PaiementView, paiement.id, BORDEREAU.code, PDF).status_code == 302
    page = soumettre(auberge, PaiementView, paiement.id)
    assert "votre paiement porte le numéro" in texte(page)
    assert "En attente de rapprochement".lower() in texte(page).lower()
    assert dernier(session).etat is EtatPaiement.en_attente_rapprochement
    assert dette(session) > 0


def test_a_deposit_that_another_payment_announces_is_not_sent(app, session, auberge):
    with app.app_context():
        annonce = deposer(session, petit_togo.employeur(session, AUBERGE), 94_500, aujourd_hui(), "BRD-7781")
        session.commit()
    champs = {"montant": "94 500", "paye_le": f"{aujourd_hui():%d/%m/%Y}", "reference": annonce.reference}
    auberge.post(f"{NOUVEAU}/depot", data=champs | {"banque_id": annonce.banque_id})
    second = dernier(session).id
    joindre(auberge, PaiementView, second, BORDEREAU.code, PDF)
    page = texte(soumettre(auberge, PaiementView, second))
    assert f"déjà annoncé par le paiement {annonce.numero}" in page
    assert dernier(session).statut is Statut.brouillon


def test_the_same_form_sent_twice_announces_one_payment(session, auberge):
    champs = {"montant": "94500", "telephone": "90123450", "cle_unique": "a" * 32}
    adresses = {auberge.post(f"{NOUVEAU}/flooz", data=champs).headers["Location"] for _ in range(2)}
    assert len(adresses) == 1


def test_a_wrong_phone_is_refused_beside_its_field(auberge):
    page = auberge.post(f"{NOUVEAU}/tmoney", data={"montant": "500", "telephone": "22 25 96 96"})
    assert "numéro de mobile togolais" in texte(page)
    assert formulaire(page)["telephone"] == "22 25 96 96"


def test_the_preview_says_which_months_the_payment_would_extinguish(session, auberge):
    auberge.post(f"{NOUVEAU}/tmoney", data={"montant": "10 000 000", "telephone": "90123450"})
    page = texte(auberge.get(f"/employeur/paiements/{dernier(session).id}/apercu"))
    assert "Ce que ce paiement éteindra" in page
    assert "Avance sur les mois à venir" in page


def test_a_mobile_payment_shows_where_it_stands_and_how_to_refresh(session, auberge):
    paiement = mobile(auberge, session)
    page = texte(auberge.get(f"/employeur/paiements/{paiement.id}"))
    assert "gardez votre téléphone à portée" in page
    assert "Actualiser" in page
    assert "Annuler la demande" not in page


def avis(client, paiement, code="paygate"):
    return client.post(f"/paiement/avis/{code}", json={"identifier": paiement.identifiant})


def test_a_notification_only_has_the_operator_asked(session, auberge, client):
    paiement = mobile(auberge, session)
    assert avis(client, paiement).status_code == 204
    assert dernier(session).etat is EtatPaiement.en_attente_operateur
    assert session.scalar(select(Tache.nom).where(Tache.cle.contains(":avis:"))) == "relancer_paiement"


def test_notifications_of_nobody_s_payment_close_the_door(session, client, reseau_court):
    codes = [client.post("/paiement/avis/paygate", json={"identifier": "x"}).status_code for _ in range(9)]
    assert codes == [404] * 8 + [429]


def test_a_forged_notification_is_refused(session, client):
    assert client.post("/paiement/avis/fedapay", json={"entity": {"id": 1}}).status_code == 400


@pytest.mark.parametrize("corps", [b'{"identifier":"\\ud800"}', b'{"identifier":"\\u0000"}', b"[" * 100_000])
def test_bytes_that_no_operator_sends_are_refused(session, client, corps):
    assert client.post("/paiement/avis/paygate", data=corps).status_code == 400


def test_notifications_of_our_payments_never_close_the_door(session, auberge, client):
    paiement = mobile(auberge, session)
    assert {avis(client, paiement).status_code for _ in range(9)} == {204}


@pytest.fixture
def repond(monkeypatch):
    """Return `repond(Reponse, amount=None)`: the operator answers so from then on."""

    def repondre(reponse, montant=None):
        monkeypatch.setattr(suivre, "interroger", lambda *_: EtatChezLOperateur(reponse, montant, "TX-1"))

    return repondre


def test_a_payment_called_paid_after_it_failed_is_shown_then_booked_apart_once(
    app, session, auberge, connecter, repond
):
    paiement, avant = mobile(auberge, session), dette(session)
    with app.app_context():
        repond(Reponse.refuse)
        suivre.relancer(session, paiement.id)
        repond(Reponse.paye)
        suivre.relancer(session, paiement.id)
    page = auberge.get(f"/employeur/paiements/{paiement.id}")
    assert suivre.TARDIF in texte(page)
    agent = connecter("agent@essai.tg")
    assert paiement.numero in texte(agent.get("/agent/paiements/?message_operateur=un agent de la CNSS"))
    assert "Redemander à l’opérateur" in texte(agent.get(f"/agent/demandes/{paiement.id}"))
    agent.post(f"/agent/paiements/{paiement.id}/redemander")
    assert session.scalar(select(Tache.nom).where(Tache.nom == "regulariser_paiement"))
    with app.app_context():
        for _ in range(2):
            regulariser.regulariser(session, paiement.id, None)
    suite = dernier(session)
    assert suite.id != paiement.id
    assert (suite.etat, suite.reference) == (EtatPaiement.confirme, paiement.numero)
    assert dette(session) == avant - paiement.montant
    assert suite.numero in texte(auberge.get(f"/employeur/paiements/{paiement.id}"))
    assert auberge.get(f"/employeur/paiements/{suite.id}/quittance.pdf").data.startswith(b"%PDF")


def test_another_amount_than_announced_is_booked_as_it_was_received(app, session, auberge, repond):
    paiement, avant = mobile(auberge, session), dette(session)
    with app.app_context():
        repond(Reponse.paye, 50_000)
        regulariser.regulariser(session, paiement.id, None)
    assert dette(session) == avant - 50_000
    assert session.get(Paiement, paiement.id).etat is EtatPaiement.echoue


def test_the_person_s_own_cancelling_is_refused_once_the_operator_has_it(session, auberge):
    paiement = mobile(auberge, session)
    auberge.post(f"/employeur/paiements/{paiement.id}/annuler")
    assert dernier(session).statut is etats.Statut.soumise


def test_a_payment_its_operator_has_not_answered_is_no_work_for_agents_and_is_still_found(
    session, auberge, connecter
):
    paiement, agent = mobile(auberge, session), connecter("agent@essai.tg")
    assert "À prendre en charge 0" in texte(agent.get("/services/"))
    assert paiement.numero not in texte(agent.get("/agent/demandes/"))
    for liste in ("dossiers", "paiements"):
        assert paiement.numero in texte(agent.get(f"/agent/{liste}/"))


def test_a_payment_of_which_its_operator_said_nothing_is_no_work_for_agents(session, auberge, connecter):
    paiement = mobile(auberge, session)
    paiement.message_operateur = None
    session.commit()
    assert paiement.numero not in texte(connecter("agent@essai.tg").get("/agent/demandes/"))


def test_a_payment_its_operator_left_to_a_person_is_work_for_agents(app, session, auberge, connecter, repond):
    paiement, agent = mobile(auberge, session), connecter("agent@essai.tg")
    with app.app_context():
        repond(Reponse.paye, 50_000)
        suivre.relancer(session, paiement.id)
    assert "À prendre en charge 1" in texte(agent.get("/services/"))
    assert paiement.numero in texte(agent.get("/agent/demandes/"))


def test_a_deposit_that_waits_for_the_bank_is_work_for_agents(app, session, connecter):
    with app.app_context():
        paiement = deposer(session, petit_togo.employeur(session, AUBERGE), 94_000, aujourd_hui(), "BRD-1")
        session.commit()
    agent = connecter("agent@essai.tg")
    assert "À prendre en charge 1" in texte(agent.get("/services/"))
    assert paiement.numero in texte(agent.get("/agent/demandes/"))


def test_what_the_fund_asks_to_correct_is_corrected_and_sent_again(session, auberge, connecter, app):
    with app.app_context():
        paiement = deposer(session, petit_togo.employeur(session, AUBERGE), 94_000, aujourd_hui(), "BRD-1")
        session.commit()
    agent, adresse = connecter("agent@essai.tg"), f"/employeur/paiements/{paiement.id}"
    agent.post(f"/agent/demandes/{paiement.id}/prendre_en_charge")
    motif = {"motif": "La banque a reçu 94 500 F : corrigez le montant."}
    agent.post(f"/agent/demandes/{paiement.id}/demander_complement", data=motif)
    assert "corrigez le montant" in texte(auberge.get(adresse))
    champs = formulaire(auberge.get(f"{adresse}/modifier"))
    assert champs["reference"] == "BRD-1"
    auberge.post(f"{adresse}/modifier", data=champs | {"montant": "94 500"})
    auberge.post(f"{adresse}/soumettre")
    assert (dernier(session).montant, dernier(session).etat) == (
        94_500, EtatPaiement.en_attente_rapprochement,
    )  # fmt: skip


def test_more_than_a_phone_may_pay_is_refused_beside_the_mode_and_beside_the_amount(session, auberge):
    limite = "Un paiement mobile ne dépasse pas 10 000 000 F"
    choix = {"quoi": "autre", "montant": "999 999 999 999"}
    page = auberge.post(NOUVEAU, data=choix | {"mode": "tmoney"})
    assert (page.status_code, formulaire(page)["montant"]) == (422, "999 999 999 999")
    assert limite in texte(page)
    assert auberge.post(NOUVEAU, data=choix | {"mode": "virement"}).status_code == 302
    champs = {"montant": "10 000 001", "telephone": "90123450"}
    assert limite in texte(auberge.post(f"{NOUVEAU}/flooz", data=champs))


def test_a_limit_is_told_to_be_confirmed_until_it_is(session, auberge):
    choix = {"quoi": "autre", "montant": "999 999 999 999", "mode": "tmoney"}
    assert "(plafond à confirmer)" in texte(auberge.post(NOUVEAU, data=choix))
    maximum = session.scalar(select(ParametreLegal).filter_by(code="paiement_mobile_maximum"))
    maximum.a_confirmer = False
    session.commit()
    page = texte(auberge.post(NOUVEAU, data=choix))
    assert "ne dépasse pas 10 000 000 F : payez" in page


def test_an_amount_left_over_from_another_choice_holds_nothing_back(auberge):
    choix = {"quoi": "solde", "mode": "tmoney", "montant": "12.50"}
    assert auberge.post(NOUVEAU, data=choix).status_code == 302


def test_a_mode_that_does_not_exist_is_refused(auberge):
    assert auberge.post(NOUVEAU, data={"quoi": "solde", "mode": "cheque"}).status_code == 422


def test_an_agent_reads_where_the_operator_stands_and_is_offered_nothing_he_may_not_do(
    session, auberge, connecter
):
    paiement = mobile(auberge, session)
    page = connecter("agent@essai.tg").get(f"/agent/demandes/{paiement.id}")
    assert "La demande part chez l’opérateur" in texte(page)
    assert "Redemander à l’opérateur" in texte(page)
    assert not re.search("/(prendre_en_charge|accepter|rejeter)", page.text)


def test_the_phone_that_pays_is_written_in_pairs(session, auberge):
    paiement = mobile(auberge, session)
    assert "90 12 34 50" in texte(auberge.get(f"/employeur/paiements/{paiement.id}"))


def test_the_history_holds_what_the_account_received_from_wherever_it_came(session, connecter):
    page = texte(connecter("scierie@essai.tg").get("/employeur/historique-des-paiements/"))
    assert page.count("Paiement ") > 1
    assert re.search(r"\d F", page)
    assert "Mode de paiement" not in page
