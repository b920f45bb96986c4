"""A service added is one file: the README's, run as it is printed; the rest follows, with no other line."""

import io
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.demandes.cycle import EFFETS
from app.generateur.ecrans.espace import ECRANS
from app.models import Demande, Model
from app.socle.base_de_donnees import db
from tests.outils import petit_togo
from tests.outils.base import fermer
from tests.outils.services import decider, deposer, remplir, texte

pytestmark = pytest.mark.petit_togo
README = Path(__file__).parents[2] / "README.md"


def imprime() -> str:
    """Return the file that the README prints."""
    return re.search(r"```python\n(\"\"\"Another insurance card.*?)```", README.read_text(), re.DOTALL)[1]


@pytest.fixture(scope="module")
def module():
    """The file of the new service, read as the house reads its own."""
    module = ModuleType("tests.services.duplicata_carte")
    sys.modules[module.__name__] = module
    with ECRANS.provisoire(), EFFETS.provisoire():
        exec(imprime(), module.__dict__)
        yield module
    Model.metadata.remove(module.DuplicataCarte.__table__)
    del sys.modules[module.__name__]


@pytest.fixture(scope="module")
def vue(module):
    """Its screen."""
    return module.DuplicataCarteView


@pytest.fixture(scope="module")
def app(app_petit_togo, copier, module):
    """The application that found it, and its table."""
    application = copier(app_petit_togo)
    with application.app_context():
        module.DuplicataCarte.__table__.create(db.engine)
    yield application
    fermer(application, db)


@pytest.fixture
def pk(essi, vue) -> int:
    """The key of a request of that service, sent."""
    return deposer(essi, vue, circonstance="vol", perdue_le="2026-01-05")


def test_it_is_on_the_dashboard_and_in_the_navigation(essi):
    page = texte(essi.get("/services/"))
    assert page.count("Duplicata de carte") == 2
    assert "Remplacer une carte perdue ou volée" in page


def test_its_form_asks_for_its_fields_and_says_which_pieces_it_will_want(essi, vue):
    page = texte(essi.get(f"{vue.route_base}/nouvelle"))
    assert "Ce qui est arrivé" in page
    assert "Pièce d’identité" in page


def test_a_form_without_a_required_field_says_so(essi, vue):
    reponse = essi.post(f"{vue.route_base}/nouvelle", data={"circonstance": "perte", "perdue_le": ""})
    assert reponse.status_code == 422
    assert "Ce champ est obligatoire" in texte(reponse)


def test_it_is_previewed_before_it_is_sent(essi, vue):
    pk = remplir(essi, vue, circonstance="perte", perdue_le="2026-01-05")
    page = texte(essi.get(f"{vue.route_base}/{pk}/apercu"))
    assert "05/01/2026" in page
    assert "Pas encore envoyée" in page


def test_it_is_in_the_list_the_history_and_the_inbox(session, essi, agent, vue, pk):
    numero = session.get(Demande, pk).numero
    assert numero.startswith("DUP-")
    for navigateur, adresse in (
        (essi, f"{vue.route_base}/"),
        (essi, "/assure/historique/?service=duplicatacarte"),
        (agent, "/agent/demandes/"),
    ):
        assert numero in texte(navigateur.get(adresse))


def test_it_is_exported(essi, vue, pk):
    lignes = essi.get(f"{vue.route_base}/export.csv").data.decode("utf-8-sig").splitlines()
    assert "Ce qui est arrivé" in lignes[0]
    assert "Carte volée" in lignes[1]
    assert io.BytesIO(essi.get(f"{vue.route_base}/export.xlsx").data).read(2) == b"PK"


def test_nobody_else_sees_it(app, session, connecter, vue, pk):
    with app.app_context():
        petit_togo.ouvrir_un_compte(session, "afi@essai.tg", "Assuré", "0023456789")
    autre = connecter("afi@essai.tg")
    assert autre.get(f"{vue.route_base}/{pk}").status_code == 404
    assert "Carte volée" not in texte(autre.get(f"{vue.route_base}/"))


def test_its_own_rule_is_asked_before_the_sending(essi, vue, pk):
    second = remplir(essi, vue, circonstance="perte", perdue_le="2026-01-05")
    reponse = essi.post(f"{vue.route_base}/{second}/soumettre", follow_redirects=True)
    assert "déjà demandé un duplicata" in texte(reponse)


def test_its_acceptance_does_what_the_file_says_and_has_its_receipt_and_letter(essi, agent, vue, pk):
    assert "Carte volée" in texte(agent.get(f"/agent/demandes/{pk}"))
    decider(agent, pk, "accepter")
    page = texte(essi.get(f"{vue.route_base}/{pk}"))
    assert "Votre nouvelle carte vous attend" in page
    assert "Récépissé de dépôt (PDF)" in page
    assert "Lettre de décision (PDF)" in page
