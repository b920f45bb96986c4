"""Messages on a request: both sides write, join pieces, and see what is still to read."""

import io
import re

import pytest

from app.models import Cote, Demande, Message, Piece
from app.services.reclamation import ReclamationEmployeurView
from tests.outils.papiers import JPEG
from tests.outils.services import deposer, remplir, texte

pytestmark = pytest.mark.petit_togo


@pytest.fixture
def pk(scierie):
    """The key of a complaint that was sent."""
    return deposer(scierie, ReclamationEmployeurView)


def ecrire(navigateur, espace: str, pk: int, mots: str, *fichiers: bytes):
    donnees = {"texte": mots, "fichiers": [(io.BytesIO(f), "photo.jpg") for f in fichiers]}
    return navigateur.post(f"/{espace}/dossier/{pk}/message", data=donnees, follow_redirects=True)


def test_what_one_side_writes_the_other_reads(scierie, agent, pk):
    ecrire(scierie, "employeur", pk, "Le virement date du 3.")
    assert "Le virement date du 3." in texte(agent.get(f"/agent/demandes/{pk}"))
    ecrire(agent, "agent", pk, "Nous le cherchons.")
    assert "Nous le cherchons." in texte(scierie.get(f"{ReclamationEmployeurView.route_base}/{pk}"))


def test_a_message_is_marked_until_the_other_side_opens_the_request(session, scierie, agent, pk):
    ecrire(scierie, "employeur", pk, "Avez-vous trouvé ?")
    assert session.get(Demande, pk).message_pour is Cote.caisse
    scierie.get(f"{ReclamationEmployeurView.route_base}/{pk}")
    assert Cote.caisse.value in texte(agent.get("/agent/demandes/"))
    assert "Non lu" in texte(agent.get(f"/agent/demandes/{pk}"))
    assert session.get(Demande, pk).message_pour is None


def test_a_message_carries_pieces(session, scierie, agent, pk):
    ecrire(scierie, "employeur", pk, "Voici le bordereau.", JPEG)
    piece = session.query(Piece).one()
    assert session.query(Message).one().pieces == [piece]
    assert agent.get(f"/agent/pieces/{piece.id}").content_type == "image/jpeg"


def test_a_refused_file_keeps_the_message_from_leaving_and_says_so(session, scierie, pk):
    page = texte(ecrire(scierie, "employeur", pk, "Voici le bordereau.", b""))
    assert "Message non envoyé. « photo.jpg » : Ce fichier est vide" in page
    assert session.query(Message).count() == 0


def test_an_empty_message_is_not_sent(session, scierie, pk):
    assert "Écrivez votre message" in texte(ecrire(scierie, "employeur", pk, "   "))
    assert session.query(Message).count() == 0


def test_a_message_too_long_is_not_sent_and_stays_typed_even_without_script(session, scierie, pk):
    page = f"{ReclamationEmployeurView.route_base}/{pk}"
    formulaire = scierie.get(page).text.partition('action="/employeur/dossier')[2]
    signet = re.search(r'name="signet" value="([^"]+)"', formulaire)[1]
    donnees = {"texte": "é" * 4_001, "signet": signet}
    refus = scierie.post(f"/employeur/dossier/{pk}/message", data=donnees, follow_redirects=True)
    assert "4000 caractères au plus" in texte(refus)
    assert "é" * 4_001 in refus.text
    assert session.query(Message).count() == 0


def test_nobody_writes_before_the_request_is_sent(session, scierie):
    brouillon = remplir(scierie, ReclamationEmployeurView)
    assert "pas encore envoyée" in texte(ecrire(scierie, "employeur", brouillon, "Bonjour"))
    assert session.query(Message).count() == 0


def test_another_employer_neither_reads_nor_writes(connecter, pk):
    auberge = connecter("auberge@essai.tg")
    assert auberge.post(f"/employeur/dossier/{pk}/message", data={"texte": "?"}).status_code == 404
