"""What the fund's staff read and change is told in its words; a person sees what was done of her file."""

import json

import pytest
from sqlalchemy import select

from app.demandes import transfert
from app.journal.points import signer_le_journal
from app.journal.verifier import verifier_le_journal
from app.models import Demande, Fait, LigneDuJournal, User
from app.services.declaration_enfant import DeclarationEnfantView
from app.socle.acces import Equipe
from app.socle.horloge import aujourd_hui
from tests.outils import horloge as outils_horloge
from tests.outils import petit_togo
from tests.outils.services import confirmer, decider, deposer, rejoindre, texte

pytestmark = pytest.mark.petit_togo


@pytest.fixture
def agent(connecter):
    return connecter("agent@essai.tg")


def lignes(session, depuis: int = 0) -> list[LigneDuJournal]:
    session.expire_all()
    requete = select(LigneDuJournal).where(LigneDuJournal.id > depuis).order_by(LigneDuJournal.id)
    return list(session.scalars(requete))


def derniere(session) -> int:
    return max((ligne.id for ligne in lignes(session)), default=0)


def dites(session, depuis: int) -> list[tuple[str, str, str]]:
    """Return the facts written since a line: what was done, to what, on which number."""
    return [(ligne.fait.value, ligne.quoi, ligne.objet) for ligne in lignes(session, depuis)]


def test_the_same_page_read_again_within_ten_minutes_is_one_line(session, agent, monkeypatch):
    horloge = outils_horloge.installer(monkeypatch)
    assure, avant = petit_togo.assure(session), derniere(session)
    for minutes in (0, 9, 2):
        horloge.avancer(minutes=minutes)
        agent.get(f"/agent/assures/{assure.id}")
    assert dites(session, avant) == [("Ouvre", "Fiche d’assuré", assure.numero)] * 2


def test_a_page_that_does_not_exist_leaves_no_line(session, agent):
    avant = derniere(session)
    assert agent.get("/agent/assures/999999").status_code == 404
    assert dites(session, avant) == []


def test_a_person_at_home_leaves_no_line_by_reading(session, essi):
    avant = derniere(session)
    assert essi.get("/assure/historique/").status_code == 200
    assert dites(session, avant) == []


def test_a_page_is_not_shown_when_its_reading_cannot_be_written(app, session, agent, monkeypatch):
    def refuser(*_arguments, **_options):
        raise RuntimeError

    monkeypatch.setattr("app.journal.requetes.noter", refuser)
    numero = petit_togo.assure(session).numero
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    reponse = agent.get("/agent/assures/")
    assert reponse.status_code == 500
    assert numero not in texte(reponse)


def test_a_decision_is_told_with_its_reason_and_whose_it_is(session, essi, agent):
    pk, avant = deposer(essi, DeclarationEnfantView), derniere(session)
    decider(agent, pk, "rejeter", "Acte de naissance illisible")
    numero = session.get(Demande, pk).numero
    decision = next(ligne for ligne in lignes(session, avant) if ligne.fait.name == "refuse")
    assert (decision.objet, decision.pourquoi) == (numero, "Acte de naissance illisible")
    assert (decision.role, decision.assure_id) == ("Agent", petit_togo.assure(session).id)


def test_a_transfer_is_told(session, essi, agent):
    pk, avant = deposer(essi, DeclarationEnfantView), derniere(session)
    donnees = {"equipe": Equipe.recouvrement.name, "motif": "mal adressée"}
    agent.post(f"/agent/demandes/{pk}/{transfert.NOM}", data=donnees)
    faits = [(ligne.fait.value, ligne.pourquoi) for ligne in lignes(session, avant)]
    assert ("Transfère", "mal adressée") in faits


def test_what_a_refused_form_did_not_change_is_not_told(session, essi, agent):
    pk, avant = deposer(essi, DeclarationEnfantView), derniere(session)
    agent.post(f"/agent/demandes/{pk}/rejeter", data={"motif": ""})
    assert dites(session, avant) == []


def test_signing_in_and_out_are_told(session, connecter):
    avant = derniere(session)
    connecter("agent@essai.tg").post("/deconnexion")
    assert [fait for fait, *_ in dites(session, avant)] == ["Entre", "Sort"]


@pytest.mark.parametrize("email", ["agent@essai.tg", "inconnu@essai.tg"])
def test_a_refused_sign_in_is_told_without_the_address_that_was_tried(session, client, email):
    avant = derniere(session)
    client.post("/connexion", data={"username": email, "password": "faux"})
    (refus,) = lignes(session, avant)
    assert (refus.fait.value, refus.acteur_nom, refus.objet) == ("Refusé", "Inconnu", "…@essai.tg")
    assert email not in "".join(str(getattr(refus, c.key, "")) for c in LigneDuJournal.__table__.c)
    assert json.loads(refus.details) == {"reseau": "127.0.0.…"}


def test_a_password_and_a_second_factor_changed_by_their_owner_are_told(session, connecter):
    moi, avant = connecter("agent@essai.tg"), derniere(session)
    nouveau = "corbeau tabouret lagune"
    moi.post(
        "/compte/mot-de-passe/",
        data={"actuel": petit_togo.MOT_DE_PASSE, "nouveau": nouveau, "confirmation": nouveau},
    )
    moi.post("/compte/double-verification/commencer")
    moi.post("/compte/double-verification/confirmer", data={"code": "000000"})
    faits = [(fait, quoi) for fait, quoi, _ in dites(session, avant)]
    assert faits == [("Modifie", "Mot de passe"), ("Refusé", "Code de vérification")]


def test_a_function_proposed_then_confirmed_is_told_with_whose_it_is(session, connecter):
    admin, avant = connecter("admin@essai.tg"), derniere(session)
    personne = session.scalars(select(User).where(User.username == "collegue@essai.tg")).one()
    admin.post(
        "/administration/affectations/nouvelle",
        data={
            "utilisateur_id": personne.id,
            "fonction": "auditeur",
            "effet_le": f"{aujourd_hui():%d/%m/%Y}",
            "raison": "Contrôle interne",
            "cle_unique": "f" * 32,
        },
    )
    confirmer(connecter("superviseur@essai.tg"), session)
    faits = [
        (ligne.fait, ligne.acteur_nom) for ligne in lignes(session, avant) if "Affectation" in ligne.quoi
    ]
    assert faits == [(Fait.propose, "Yawa Admin"), (Fait.confirme, "Yawa Superviseur")]


def test_a_person_sees_who_opened_her_file_and_nobody_else_s(session, essi, scierie, agent):
    autre = petit_togo.assure(session, "0056789012")
    agent.get(f"/agent/assures/{petit_togo.assure(session).id}")
    agent.get(f"/agent/assures/{autre.id}")
    page = texte(essi.get("/assure/consultations/"))
    assert "0012345678" in page
    assert autre.numero not in page
    assert "0012345678" not in texte(scierie.get("/employeur/consultations/"))


def test_an_employer_sees_who_opened_his_file(session, scierie, agent):
    agent.get(f"/agent/employeurs/{petit_togo.employeur(session).id}")
    assert "Fiche d’employeur" in texte(scierie.get("/employeur/consultations/"))


def test_a_person_does_not_see_her_own_clicks(session, essi):
    pk = deposer(essi, DeclarationEnfantView)
    assert session.get(Demande, pk).numero not in texte(essi.get("/assure/consultations/"))


@pytest.mark.parametrize(
    ("noms", "attendu"), [(False, "Agent, équipe prestations"), (True, "Yawa Agent (Agent, équipe")]
)
def test_who_opened_a_file_is_a_team_or_a_name_as_the_fund_chooses(
    app, session, essi, connecter, monkeypatch, noms, attendu
):
    monkeypatch.setitem(app.config, "JOURNAL_NOMS", noms)
    rejoindre(session, "agent@essai.tg", Equipe.prestations)
    connecter("agent@essai.tg").get(f"/agent/assures/{petit_togo.assure(session).id}")
    page = texte(essi.get("/assure/consultations/"))
    assert attendu in page
    assert noms or "Yawa Agent" not in page


def test_the_data_given_back_to_a_person_say_who_read_them(session, essi, agent):
    agent.get(f"/agent/assures/{petit_togo.assure(session).id}")
    lues = essi.get("/compte/mes-donnees/mes-donnees.json").json["Consultations de mon dossier"]
    assert [lue["Quoi"] for lue in lues] == ["Fiche d’assuré"]


def test_a_member_of_the_staff_is_not_given_the_journal_as_his_own_data(session, agent):
    agent.get(f"/agent/assures/{petit_togo.assure(session).id}")
    assert agent.get("/compte/mes-donnees/mes-donnees.json").json["Consultations de mon dossier"] == []


def test_the_journal_says_first_whether_it_holds(session, connecter):
    superviseur = connecter("superviseur@essai.tg")
    assert "Pas encore vérifié" in texte(superviseur.get("/supervision/journal/"))
    verifier_le_journal(session)
    assert "Chaîne entière" in texte(superviseur.get("/supervision/journal/"))


def test_a_line_is_shown_between_its_neighbours(session, connecter, agent):
    agent.get("/agent/assures/")
    agent.get("/agent/employeurs/")
    superviseur, rang = connecter("superviseur@essai.tg"), derniere(session)
    voisines = [ligne.empreinte for ligne in lignes(session) if abs(ligne.id - rang) <= 1]
    page = texte(superviseur.get(f"/supervision/journal/{rang}"))
    assert [empreinte for empreinte in voisines if empreinte not in page] == []
    assert len(voisines) >= 2


def test_the_journal_is_nobody_s_but_the_supervision_s(agent):
    assert agent.get("/supervision/journal/").status_code == 403


@pytest.mark.parametrize("email", ["admin@essai.tg", "superviseur@essai.tg", "auditeur@essai.tg"])
def test_whoever_may_open_the_journal_reads_all_of_it(app, session, agent, connecter, email):
    agent.get(f"/agent/assures/{petit_togo.assure(session).id}")
    with app.app_context():
        signer_le_journal(session)
        session.commit()
        verifier_le_journal(session)
    page = texte(connecter(email).get("/supervision/journal/"))
    assert "Fiche d’assuré" in page
    assert "Dernier point signé : n° 1" in page
    assert "Chaîne entière" in page
