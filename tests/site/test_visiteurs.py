"""Without an account: a message that is answered, an application with its CV; robots are stopped."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.demandes.etats import Statut
from app.models import Candidature, Courrier, MessageContact, NatureMessage, Offre, Piece
from app.socle.acces import Equipe
from app.socle.horloge import aujourd_hui
from tests.demandes.hostiles import fichier_joint
from tests.identites.outils import lien_de
from tests.outils.pages import formulaire
from tests.outils.papiers import pdf
from tests.outils.sans_compte import MESSAGE, PARCOURS, commencer, envoyer, joindre, prouver
from tests.outils.services import decider, rejoindre, texte
from tests.site.outils import ecrire

pytestmark = pytest.mark.petit_togo


def numero(client, adresse: str) -> str:
    page = texte(client.post(f"{adresse}/soumettre", follow_redirects=True))
    return re.search(r"porte le numéro ([A-Z]+-\d+-\d+)", page)[1]


@pytest.fixture
def agente(session, connecter):
    """An agent of the teams that answer visitors."""
    rejoindre(session, "agent@essai.tg", Equipe.communication, Equipe.capital_humain)
    return connecter("agent@essai.tg")


def test_a_message_is_sent_answered_and_followed_by_its_number(app, session, client, agente):
    recu = numero(client, commencer(client, "/ecrire/contact", MESSAGE))
    demande = session.scalars(select(MessageContact)).one()
    assert "Ma carte" in texte(agente.get(f"/agent/demandes/{demande.id}"))
    assert "Écrivez d’abord votre réponse" in texte(decider(agente, demande.id, "accepter"))
    agente.post(f"/agent/dossier/{demande.id}/message", data={"texte": "Elle vous attend à Kara."})
    decider(agente, demande.id, "accepter")
    suivi = {"numero": recu, "adresse": "ESSI@exemple.tg"}
    client.post("/ecrire/suivi", data=suivi)
    courriels = session.scalars(select(Courrier).order_by(Courrier.id)).all()
    assert [c.modele for c in courriels[-2:]] == ["sans_compte_reponse", "sans_compte_suivi"]
    assert "Elle vous attend à Kara." in texte(client.get(lien_de(courriels[-1])))


def test_a_telephone_is_enough_to_write_and_to_follow(session, client, agente):
    recu = numero(client, commencer(client, "/ecrire/contact", MESSAGE | {"courriel": "90 12 34 56"}))
    demande = session.scalars(select(MessageContact)).one()
    agente.post(f"/agent/dossier/{demande.id}/message", data={"texte": "Elle vous attend à Kara."})
    decider(agente, demande.id, "accepter")
    client.post("/ecrire/suivi", data={"numero": recu, "adresse": "+228 90-12-34-56"})
    siens = select(Courrier).where(Courrier.destinataire == "+22890123456").order_by(Courrier.id)
    messages = session.scalars(siens).all()
    assert [m.modele for m in messages][1:] == [
        "sans_compte_recue",
        "sans_compte_reponse",
        "sans_compte_suivi",
    ]
    assert "Elle vous attend à Kara." in texte(client.get(lien_de(messages[-1])))


def test_a_telephone_proves_itself_by_the_link_of_an_sms_before_any_piece(session, client):
    commencer(client, "/candidature/stage", PARCOURS | {"courriel": "90 12 34 56"})
    adresse = prouver(session, "+22890123456")
    joindre(client, adresse, "cv")
    assert numero(client, adresse).startswith("CAN-")


def test_something_reported_is_told_apart_from_a_question(app, session, client):
    commencer(client, "/ecrire/signalement", MESSAGE | {"nature": "contact"})
    assert session.scalars(select(MessageContact.nature)).one() is NatureMessage.signalement


def test_an_application_needs_a_cv_and_names_its_offer(app, session, client):
    offre = ecrire(session, Offre, "Juriste")
    adresse = commencer(client, "/candidature/emploi?offre=juriste", PARCOURS)
    assert "Curriculum vitæ" in texte(client.post(f"{adresse}/soumettre", follow_redirects=True))
    adresse = prouver(session)
    joindre(client, adresse, "cv")
    assert numero(client, adresse).startswith("CAN-")
    assert session.scalars(select(Candidature)).one().offre_id == offre.id


def test_a_cv_is_read_by_the_team_of_recruitment_alone(app, session, client, connecter, agente):
    adresse = commencer(client, "/candidature/stage", PARCOURS)
    adresse = prouver(session)
    joindre(client, adresse, "cv")
    numero(client, adresse)
    pk = session.scalars(select(Candidature.id)).one()
    assert agente.get(f"/agent/demandes/{pk}").status_code == 200
    rejoindre(session, "collegue@essai.tg", Equipe.prestations)
    assert connecter("collegue@essai.tg").get(f"/agent/demandes/{pk}").status_code == 404


def test_what_was_taken_out_of_a_cv_is_told_to_who_sends_it(app, session, client):
    adresse = commencer(client, "/candidature/stage", PARCOURS)
    adresse = prouver(session)
    joindre(client, adresse, "cv", pdf(arranger=fichier_joint))
    assert "Retiré par sécurité : un fichier joint." in texte(client.get(adresse))


def test_an_offer_closed_takes_no_application(app, session, client):
    offre = ecrire(session, Offre, "Juriste")
    adresse = commencer(client, "/candidature/emploi?offre=juriste", PARCOURS)
    adresse = prouver(session)
    joindre(client, adresse, "cv")
    offre.cloture_le = aujourd_hui() - timedelta(days=1)
    session.commit()
    assert client.get("/candidature/emploi?offre=juriste").status_code == 404
    page = texte(client.post(f"{adresse}/soumettre", follow_redirects=True))
    assert "n’est plus ouverte" in page
    assert session.scalars(select(Candidature.statut)).one() is Statut.brouillon


def test_a_program_that_fills_every_field_leaves_nothing(app, session, client):
    spam = MESSAGE | {"site_web": "https://spam.exemple"}
    assert client.post("/ecrire/contact", data=spam).status_code == 422
    assert session.scalars(select(MessageContact)).all() == []


def test_who_has_a_tool_that_filled_the_trap_sees_it_and_mends_it(session, client):
    page = client.post("/ecrire/contact", data=MESSAGE | {"site_web": "https://moi.exemple"})
    assert "Rien n’est encore envoyé" in texte(page)
    assert formulaire(page)["site_web"] == "https://moi.exemple"
    assert client.post("/ecrire/contact", data=formulaire(page) | {"site_web": ""}).status_code == 302


def test_an_address_that_sends_too_much_is_stopped(app, session, client, reseau_court):
    codes = [client.post("/ecrire/contact", data=MESSAGE).status_code for _ in range(10)]
    assert codes == [302] * 8 + [429] * 2


def test_a_form_refused_keeps_what_was_typed(app, session, client):
    reponse = client.post("/ecrire/contact", data=MESSAGE | {"courriel": "essi"})
    assert reponse.status_code == 422
    assert "Quand sera-t-elle prête" in reponse.text


def test_a_signed_address_of_another_kind_opens_nothing(app, session, client):
    adresse = commencer(client, "/ecrire/contact", MESSAGE)
    assert client.get(adresse.replace("/ecrire/", "/candidature/")).status_code == 404


def test_nothing_that_a_visitor_typed_goes_to_the_address_he_gave(session, client):
    adresse = commencer(client, "/ecrire/contact", MESSAGE | {"objet": "Gagnez 500000 F", "nom": "Cliente"})
    client.post(f"{adresse}/soumettre")
    ecrits = session.scalars(select(Courrier).where(Courrier.destinataire == MESSAGE["courriel"])).all()
    assert ecrits
    assert not any("Gagnez" in c.objet + c.texte or "Cliente" in c.texte for c in ecrits)


def test_a_sentence_is_no_name(client):
    page = client.post("/ecrire/contact", data=MESSAGE | {"prenoms": "client, gagnez 500000 F : http://x"})
    assert page.status_code == 422
    assert "Un nom s’écrit en lettres" in texte(page)


def a_prouver(session) -> int:
    return session.scalar(select(func.count(Courrier.id)).where(Courrier.modele == "adresse_a_prouver"))


def pieces(session) -> int:
    return session.scalar(select(func.count(Piece.id)))


def test_no_piece_is_taken_before_the_address_is_proved(app, session, client):
    adresse = commencer(client, "/candidature/stage", PARCOURS)
    page = texte(client.get(adresse))
    assert "Prouver votre adresse" in page
    assert "essi@exemple.tg" in page
    assert "cv-fichiers" not in client.get(adresse).text
    reponse = envoyer(client, adresse, "cv")
    assert "Ouvrez d’abord le lien du message" in texte(client.get(reponse.headers["Location"]))
    assert pieces(session) == 0


def test_the_link_of_the_e_mail_leads_back_to_what_was_typed_and_takes_the_pieces(app, session, client):
    commencer(client, "/candidature/stage", PARCOURS)
    adresse = prouver(session)
    page = texte(client.get(adresse))
    assert "Servir." in page
    assert "Ouvrez le lien que la CNSS envoie" not in page
    joindre(client, adresse, "cv")
    assert "cv.pdf" in texte(client.get(adresse))


def test_another_address_is_to_be_proved_again(app, session, client):
    commencer(client, "/candidature/stage", PARCOURS)
    adresse = prouver(session)
    client.post(f"{adresse}/modifier", data=PARCOURS | {"courriel": "autre@exemple.tg"})
    assert "Ouvrez le lien que la CNSS envoie à autre@exemple.tg" in texte(client.get(adresse))
    envoyer(client, adresse, "cv")
    assert pieces(session) == 0
    joindre(client, prouver(session, "autre@exemple.tg"), "cv")
    assert pieces(session) == 1


def test_what_is_changed_besides_the_address_asks_for_no_proof(app, session, client):
    commencer(client, "/candidature/stage", PARCOURS)
    adresse = prouver(session)
    client.post(f"{adresse}/modifier", data=PARCOURS | {"formation": "Master"})
    joindre(client, adresse, "cv")
    assert a_prouver(session) == 1


def test_the_e_mail_is_sent_again_to_who_asks_and_not_without_end(app, session, client):
    adresse = commencer(client, "/candidature/stage", PARCOURS)
    for _ in range(5):
        suite = client.post(f"{adresse}/prouver").headers["Location"]
        assert "Un nouveau message est parti" in texte(client.get(suite))
    suite = client.post(f"{adresse}/prouver").headers["Location"]
    assert "Trop de messages sont déjà partis à cette adresse" in texte(client.get(suite))
    assert a_prouver(session) == 6


def test_a_message_needs_no_piece_hence_no_proof(app, session, client):
    assert numero(client, commencer(client, "/ecrire/contact", MESSAGE)).startswith("MSG-")
