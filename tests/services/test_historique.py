"""The history of an espace: every operation, a tab for each service, filters, exports, papers."""

import pytest

from app.models import Demande
from app.services.attestation_individuelle import AttestationView
from app.services.declaration_enfant import DeclarationEnfantView
from app.services.reclamation import ReclamationEmployeurView
from tests.outils.services import deposer, texte

pytestmark = pytest.mark.petit_togo


@pytest.fixture
def numeros(session, essi) -> dict[str, str]:
    """The numbers of a child's declaration and of a certificate."""
    cles = {"enfant": deposer(essi, DeclarationEnfantView), "attestation": _attestation(essi)}
    return {nom: session.get(Demande, pk).numero for nom, pk in cles.items()}


def _attestation(essi) -> int:
    return deposer(essi, AttestationView, precisions="")


def test_everything_one_asked_for_is_there_with_its_papers(essi, numeros):
    page = texte(essi.get("/assure/historique/"))
    assert all(numero in page for numero in numeros.values())
    assert "Récépissé de dépôt (PDF)" in page
    assert "Attestation (PDF)" in page


def test_a_tab_shows_one_service(essi, numeros):
    page = texte(essi.get("/assure/historique/?service=declarationenfant"))
    assert numeros["enfant"] in page
    assert numeros["attestation"] not in page


def test_filters_and_tabs_narrow_together(essi, numeros):
    page = texte(essi.get("/assure/historique/?service=declarationenfant&statut=acceptee"))
    assert numeros["enfant"] not in page


def test_the_export_holds_what_the_tab_shows(essi, numeros):
    lignes = essi.get("/assure/historique/export.csv?service=attestationindividuelle").text
    assert numeros["attestation"] in lignes
    assert numeros["enfant"] not in lignes


def test_an_unknown_tab_shows_everything_or_nothing_but_no_error(essi, numeros):
    assert essi.get("/assure/historique/?service=inconnu").status_code == 200


def test_each_espace_has_its_own_history(session, scierie, essi, numeros):
    pk = deposer(scierie, ReclamationEmployeurView)
    assert session.get(Demande, pk).numero in texte(scierie.get("/employeur/historique/"))
    assert numeros["enfant"] not in texte(scierie.get("/employeur/historique/"))
