"""What binds somebody to a request is said in place of the buttons; a direct POST changes nothing."""

import pytest
from sqlalchemy import event, select

from app.demandes.etats import TERMINEES, Statut
from app.identites import organisation, personnes
from app.identites.organisation import Fonction
from app.models import Habilitation, Reclamation, User
from app.socle.acces import Equipe
from app.socle.base_de_donnees import db
from app.socle.horloge import maintenant
from tests.outils import petit_togo
from tests.outils.interets import cle, etre, recue
from tests.outils.petit_togo import AGENT_CHEZ_ELLE
from tests.outils.services import rejoindre, texte

pytestmark = pytest.mark.petit_togo
CAISSE = ("agent@essai.tg", "superviseur@essai.tg")
ESSI = "0012345678"


@pytest.mark.parametrize("email", CAISSE)
def test_the_page_says_why_in_place_of_the_buttons_and_a_direct_post_changes_nothing(
    session, connecter, email
):
    etre(session, email, ESSI)
    pk = recue(session, assure=ESSI).id
    rejoindre(session, email, *Equipe)
    sien, page = connecter(email), f"/agent/demandes/{pk}"
    lue = texte(sien.get(page))
    assert "Réservé à un collègue Cette demande est la vôtre : un collègue la prendra." in lue
    assert "Prendre en charge" not in lue
    assert "Transférer à une autre équipe" not in lue
    for geste in ("prendre_en_charge", "accepter", "rejeter", "demander_complement", "transferer"):
        donnees = {"motif": "Parce que.", "equipe": Equipe.prestations.name}
        sien.post(f"{page}/{geste}", data=donnees)
    demande = session.get_one(Reclamation, pk, populate_existing=True)
    assert (demande.statut, demande.agent_id, demande.equipe) == (Statut.soumise, None, Reclamation.confiee_a)
    assert "est la vôtre" in texte(sien.post(f"{page}/prendre_en_charge", follow_redirects=True))
    assert "Prendre en charge" in texte(connecter("collegue@essai.tg").get(page))


def test_at_home_an_agent_who_is_insured_meets_her_own_moves_alone(session, connecter):
    personne = session.scalars(select(User).where(User.email == "essi@essai.tg")).one()
    Role = type(personne.roles[0])
    personne.roles.append(session.scalars(select(Role).where(Role.name == personnes.PERSONNEL)).one())
    organisation.affecter(session, personne.id, Fonction.agent, Equipe.recouvrement)
    pk = recue(session, assure=ESSI).id
    session.commit()
    lue = texte(connecter("essi@essai.tg").get(f"/assure/reclamations/{pk}"))
    assert "Annuler la demande" in lue
    assert "Prendre en charge" not in lue
    assert "Réservé à un collègue" not in lue


@pytest.mark.parametrize("email", ["admin@essai.tg", AGENT_CHEZ_ELLE])
def test_an_administrator_gives_no_mandate_to_herself_under_any_account(session, connecter, email):
    for compte in ("admin@essai.tg", AGENT_CHEZ_ELLE):
        etre(session, compte, ESSI)
    session.commit()
    champs = {"utilisateur_id": cle(session, email), "declarer": "oui", "raison": "Essai"}
    champs["employeur_id"] = petit_togo.employeur(session).id
    reponse = connecter("admin@essai.tg").post("/administration/habilitations/nouvelle", data=champs)
    assert reponse.status_code == 422
    assert "Cette habilitation est la vôtre : un collègue" in texte(reponse)
    assert session.query(Habilitation).filter_by(utilisateur_id=champs["utilisateur_id"]).count() == 0


@pytest.fixture
def requetes(app):
    """Note the statements that ask who is bound to what."""
    vues = []

    def noter(_connexion, _curseur, ordre, *_reste):
        if "personnel" in ordre:
            vues.append(ordre)

    with app.app_context():
        moteur = db.engine
    event.listen(moteur, "before_cursor_execute", noter)
    yield vues
    event.remove(moteur, "before_cursor_execute", noter)


@pytest.mark.parametrize(("statut", "combien"), [(Statut.soumise, 1), (Statut.acceptee, 0)])
def test_a_page_asks_once_and_a_list_or_a_decided_request_never(
    session, connecter, requetes, statut, combien
):
    demande = recue(session, assure=ESSI, statut=statut)
    demande.statut, demande.decidee_le = statut, maintenant() if statut in TERMINEES else None
    session.commit()
    agent = connecter("collegue@essai.tg")
    agent.get("/agent/demandes/")
    agent.get("/agent/dossiers/")
    assert requetes == []
    agent.get(f"/agent/demandes/{demande.id}")
    assert len(requetes) == combien
