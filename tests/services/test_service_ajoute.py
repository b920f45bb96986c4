"""A service added is a model and a view: everything else follows, with no other line."""

import io

import pytest
from sqlalchemy import String

from app.demandes import pieces_demandees
from app.demandes.ecrans.demande import DemandeView
from app.generateur.champs import champ
from app.generateur.ecrans.espace import ECRANS
from app.models import Demande, Model
from app.socle.base_de_donnees import db
from tests.outils.base import fermer
from tests.outils.services import decider, deposer, remplir, texte

pytestmark = pytest.mark.petit_togo


@pytest.fixture(scope="module")
def vue():
    """The whole of a new service."""

    with ECRANS.provisoire():

        class PretDeSalle(Demande):
            """An employer borrows the fund's meeting room."""

            prefixe = "SAL"
            libelle_type = "Prêt de la salle de réunion"
            pieces_demandees = (pieces_demandees.IDENTITE,)

            motif_du_pret = champ(String(60), "Motif du prêt")

        class PretDeSalleView(DemandeView):
            """An employer borrows the fund's meeting room."""

            modele = PretDeSalle
            espace = "employeur"
            titre = "Salle de réunion"
            ordre = 1_000
            creer = "Emprunter la salle"
            resume = "Réunir vos travailleurs"

        yield PretDeSalleView
    Model.metadata.remove(PretDeSalle.__table__)


@pytest.fixture(scope="module")
def app(app_petit_togo, bases, fabriquer, vue):
    """The application with that view in its menu, and its table."""
    fermer(app_petit_togo, db)
    application = fabriquer(bases.nouvelle(app_petit_togo.config["SQLALCHEMY_DATABASE_URI"]))
    with application.app_context():
        vue.modele.__table__.create(db.engine)
    yield application
    fermer(application, db)


@pytest.fixture
def pk(scierie, vue) -> int:
    """The key of a request of that service, sent."""
    return deposer(scierie, vue, motif_du_pret="Élection des délégués")


def test_it_is_on_the_dashboard_and_in_the_navigation(scierie):
    page = texte(scierie.get("/services/"))
    assert page.count("Salle de réunion") == 2
    assert "Réunir vos travailleurs" in page


def test_its_form_asks_for_its_fields_and_says_which_pieces_it_will_want(scierie, vue):
    page = texte(scierie.get(f"{vue.route_base}/nouvelle"))
    assert "Motif du prêt" in page
    assert "Pièce d’identité" in page


def test_a_form_without_a_required_field_says_so(scierie, vue):
    reponse = scierie.post(f"{vue.route_base}/nouvelle", data={"motif_du_pret": ""})
    assert reponse.status_code == 422
    assert "Ce champ est obligatoire" in texte(reponse)


def test_it_is_previewed_before_it_is_sent(scierie, vue):
    pk = remplir(scierie, vue, motif_du_pret="Fête du travail")
    page = texte(scierie.get(f"{vue.route_base}/{pk}/apercu"))
    assert "Fête du travail" in page
    assert "Pas encore envoyée" in page


def test_it_is_in_the_list_the_history_and_the_inbox(session, scierie, agent, vue, pk):
    numero = session.get(Demande, pk).numero
    assert numero.startswith("SAL-")
    for navigateur, adresse in (
        (scierie, f"{vue.route_base}/"),
        (scierie, "/employeur/historique/?service=pretdesalle"),
        (agent, "/agent/demandes/"),
    ):
        assert numero in texte(navigateur.get(adresse))


def test_it_is_exported(scierie, vue, pk):
    lignes = scierie.get(f"{vue.route_base}/export.csv").data.decode("utf-8-sig").splitlines()
    assert "Motif du prêt" in lignes[0]
    assert "Élection des délégués" in lignes[1]
    assert io.BytesIO(scierie.get(f"{vue.route_base}/export.xlsx").data).read(2) == b"PK"


def test_another_employer_does_not_see_it(connecter, vue, pk):
    auberge = connecter("auberge@essai.tg")
    assert auberge.get(f"{vue.route_base}/{pk}").status_code == 404
    assert "Élection" not in texte(auberge.get(f"{vue.route_base}/"))


def test_it_is_decided_and_has_its_receipt_and_letter(scierie, agent, vue, pk):
    assert "Élection des délégués" in texte(agent.get(f"/agent/demandes/{pk}"))
    decider(agent, pk, "accepter")
    page = texte(scierie.get(f"{vue.route_base}/{pk}"))
    assert "Récépissé de dépôt (PDF)" in page
    assert "Lettre de décision (PDF)" in page
