"""Pieces looked at beside the data: pictures of their sheets, within scope, each reading noted once."""

import io
import json

import pytest
from PIL import Image

from app.models import Fait, LigneDuJournal, Piece
from app.services.declaration_enfant import DeclarationEnfantView
from app.services.maladie_professionnelle import MaladieProfessionnelleView
from app.socle.acces import Equipe
from tests.demandes.test_pieces import ESSI
from tests.outils import horloge
from tests.outils.papiers import JPEG, pdf
from tests.outils.services import deposer, joindre, joindre_tout, rejoindre, remplir, soumettre, texte

pytestmark = pytest.mark.petit_togo
TROIS_PAGES = pdf(pages=3)


@pytest.fixture
def deposee(essi) -> int:
    """The key of a child's declaration sent with an act of three pages and another piece."""
    pk = remplir(essi, DeclarationEnfantView)
    joindre(essi, DeclarationEnfantView, pk, "naissance", TROIS_PAGES, nom="acte.pdf")
    joindre(essi, DeclarationEnfantView, pk, "complement", JPEG, nom="photo.jpg")
    soumettre(essi, DeclarationEnfantView, pk)
    return pk


@pytest.fixture
def pieces(session, deposee) -> list[Piece]:
    """Its two pieces."""
    return session.query(Piece).order_by(Piece.id).all()


def lectures(session) -> list[int]:
    """Return the pieces whose reading was written down, in order."""
    lues = session.query(LigneDuJournal).filter_by(fait=Fait.lit).order_by(LigneDuJournal.id)
    return [json.loads(ligne.details)["piece"] for ligne in lues if "piece" in ligne.details]


def test_an_agent_sees_the_sheets_of_a_piece_beside_the_data_of_the_request(agent, deposee, pieces):
    page = agent.get(f"/agent/demandes/{deposee}?piece={pieces[0].id}")
    assert page.text.count("/feuille?rang=") == 3
    assert "page 2 sur 3" in texte(page)
    assert "Demandeur" in texte(page)


def test_a_request_opens_without_any_of_its_pieces(session, agent, deposee):
    assert "/feuille?" not in agent.get(f"/agent/demandes/{deposee}").text
    assert lectures(session) == []


def test_a_sheet_is_a_picture_that_no_browser_runs_nor_keeps(agent, pieces):
    reponse = agent.get(f"/agent/pieces/{pieces[0].id}/feuille?rang=3")
    assert Image.open(io.BytesIO(reponse.data)).format == reponse.content_type[6:].upper() == "WEBP"
    assert reponse.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"
    assert reponse.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("reglages", "largeur"), [("", 900), ("&zoom=200", 1800), ("&zoom=9999", 900)])
def test_a_sheet_is_as_large_as_one_of_the_sizes_offered(agent, pieces, reglages, largeur):
    reponse = agent.get(f"/agent/pieces/{pieces[0].id}/feuille?rang=1{reglages}")
    assert Image.open(io.BytesIO(reponse.data)).width == largeur


def test_a_sheet_is_turned_by_quarters(agent, pieces):
    droite, couchee = (
        Image.open(io.BytesIO(agent.get(f"/agent/pieces/{pieces[0].id}/feuille?quarts={q}").data))
        for q in (0, 1)
    )
    assert droite.height > droite.width
    assert couchee.height < couchee.width


@pytest.mark.parametrize("rang", ["0", "4", "-1", "99999999999"])
def test_there_is_no_sheet_beyond_the_last(agent, pieces, rang):
    assert agent.get(f"/agent/pieces/{pieces[0].id}/feuille?rang={rang}").status_code == 404


@pytest.mark.parametrize("piece", ["0", "999999", "acte", ""])
def test_there_is_no_piece_of_another_request_beside_the_data(agent, deposee, piece):
    assert agent.get(f"/agent/demandes/{deposee}?piece={piece}").status_code == 404


def test_a_piece_of_a_request_not_sent_has_no_sheet(session, essi, agent):
    pk = remplir(essi, DeclarationEnfantView)
    joindre_tout(essi, DeclarationEnfantView, pk)
    assert agent.get(f"/agent/pieces/{session.query(Piece).one().id}/feuille").status_code == 404


@pytest.mark.parametrize(("equipe", "code"), [(Equipe.prestations, 200), (Equipe.recouvrement, 404)])
def test_the_sheets_of_a_health_piece_are_its_team_s_alone(session, connecter, essi, equipe, code):
    pk = deposer(essi, MaladieProfessionnelleView, **ESSI)
    rejoindre(session, "collegue@essai.tg", equipe)
    collegue, cle = connecter("collegue@essai.tg"), session.query(Piece).first().id
    assert collegue.get(f"/agent/pieces/{cle}/feuille").status_code == code
    assert collegue.get(f"/agent/demandes/{pk}?piece={cle}").status_code == code
    assert (cle in lectures(session)) is (code == 200)


def test_a_reading_is_written_down_once_whatever_is_looked_at_of_the_piece(session, agent, deposee, pieces):
    cle = pieces[0].id
    for adresse in ("", "&zoom=150", "&quarts=1"):
        agent.get(f"/agent/demandes/{deposee}?piece={cle}{adresse}")
    for rang in (1, 2, 3):
        agent.get(f"/agent/pieces/{cle}/feuille?rang={rang}")
    assert lectures(session) == [cle]


def test_a_sheet_asked_for_by_itself_is_a_reading(session, agent, pieces):
    agent.get(f"/agent/pieces/{pieces[1].id}/feuille")
    assert lectures(session) == [pieces[1].id]


def test_coming_back_to_a_piece_is_another_reading(session, agent, pieces):
    premiere, seconde = (p.id for p in pieces)
    for cle in (premiere, seconde, premiere):
        agent.get(f"/agent/pieces/{cle}/feuille")
    assert lectures(session) == [premiere, seconde, premiere]


def test_a_piece_looked_at_beyond_half_an_hour_is_read_again(session, agent, pieces, monkeypatch):
    heure = horloge.installer(monkeypatch)
    for minutes in (0, 20, 20):
        heure.avancer(minutes=minutes)
        agent.get(f"/agent/pieces/{pieces[0].id}/feuille")
    assert lectures(session) == [pieces[0].id] * 2


def test_from_a_piece_one_goes_to_the_next_and_back(agent, deposee, pieces):
    premiere, seconde = (p.id for p in pieces)
    page = agent.get(f"/agent/demandes/{deposee}?piece={premiere}").text
    assert 'title="Pièce précédente"' not in page
    assert f'href="?piece={seconde}#visionneuse" title="Pièce suivante"' in page


def test_a_piece_that_is_not_disarmed_is_not_shown_and_says_what_to_do(session, agent, deposee, pieces):
    pieces[0].desarmee_le = None
    session.commit()
    page = texte(agent.get(f"/agent/demandes/{deposee}?piece={pieces[0].id}"))
    assert "n’a pas été nettoyé à son arrivée" in page
    assert agent.get(f"/agent/pieces/{pieces[0].id}/feuille").status_code == 422
    assert lectures(session) == []


def test_who_joined_a_piece_receives_it_whole(essi, pieces):
    assert essi.get(f"/assure/pieces/{pieces[0].id}/feuille").status_code == 404
    assert essi.get(f"/assure/pieces/{pieces[0].id}").content_type == "application/pdf"
