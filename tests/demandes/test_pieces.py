"""Pieces: what is taken, what is refused with a sentence, who reads them, what is written down."""

import hashlib
import io
import socket
import threading

import pikepdf
import pytest

from app.demandes.ecrans import dossier as ecrans_du_dossier
from app.demandes.etats import Statut
from app.demandes.pieces.dossier import sorte
from app.demandes.pieces.formats import MEGA_OCTETS, reconnaitre
from app.demandes.pieces.refus import PieceRefusee
from app.identites import personnes
from app.models import Analyse, Demande, Fait, Fichier, FormatPiece, LigneDuJournal, Piece, Tache
from app.services.declaration_enfant import DeclarationEnfantView
from app.services.immatriculation.ecran import ImmatriculationView
from app.services.maladie_professionnelle import MaladieProfessionnelleView
from app.socle.acces import Equipe
from app.travaux import fichiers
from tests.demandes.hostiles import script_a_l_ouverture
from tests.outils import petit_togo
from tests.outils.base import commande
from tests.outils.pages import formulaire
from tests.outils.papiers import HEIC, JPEG, PDF, PNG, pdf
from tests.outils.services import (
    decider,
    deposer,
    joindre,
    joindre_tout,
    rejoindre,
    remplir,
    soumettre,
    texte,
)

pytestmark = pytest.mark.petit_togo
POIDS = MEGA_OCTETS * 1024 * 1024
RETIRE = "Retiré par sécurité : un script."
ZIP_VIDE = b"PK\x05\x06" + bytes(18)
ESSI = {"numero_assurance": "0012345678", "nom": "Agbeko", "prenoms": "Essi Mawuena"}


def test_a_pdf_behind_a_byte_order_mark_is_a_pdf():
    assert reconnaitre(b"\xef\xbb\xbf" + PDF) is FormatPiece.pdf


@pytest.fixture
def pk(essi):
    """The key of a child's declaration, without its pieces."""
    return remplir(essi, DeclarationEnfantView)


@pytest.mark.parametrize("contenu", [PDF, JPEG, PNG], ids=["pdf", "jpeg", "png"])
def test_a_piece_of_each_format_is_kept_whatever_its_name(session, essi, pk, contenu):
    assert joindre(essi, DeclarationEnfantView, pk, "naissance", contenu, nom="acte.bin").status_code == 302
    piece = session.query(Piece).one()
    assert piece.fichier.nom == "acte.bin"
    assert piece.format.value in texte(essi.get(f"/assure/dossier/{pk}/pieces"))


def test_a_picture_as_phones_take_it_is_kept_as_a_jpeg(session, essi, pk):
    joindre(essi, DeclarationEnfantView, pk, "naissance", HEIC, nom="IMG_0042.HEIC")
    piece = session.query(Piece).one()
    assert (piece.format, piece.fichier.nom) == (FormatPiece.jpeg, "IMG_0042.jpg")


REFUSES = {
    "vide": (b"", "est vide"),
    "programme": (b"MZ" + bytes(200), "n’est pas un PDF"),
    "page": (b"<html><body>acte</body></html>", "n’est pas un PDF"),
    "pdf coupé": (PDF[:20], "n’est pas un PDF"),
    "png coupé": (PNG[:-6], "n’est pas un PDF"),
    "pdf et zip": (PDF + ZIP_VIDE, "second contenu"),
    "jpeg et zip": (JPEG + ZIP_VIDE, "second contenu"),
    "jpeg et pdf": (JPEG + PDF, "second contenu"),
    "png suivi d’autre chose": (PNG + b"autre", "second contenu"),
    "jpeg et page": (JPEG + b"<script>alert(1)</script>", "second contenu"),
}


@pytest.mark.parametrize("nom", REFUSES)
def test_what_is_not_a_piece_is_refused_with_a_sentence(session, essi, pk, nom):
    contenu, phrase = REFUSES[nom]
    reponse = joindre(essi, DeclarationEnfantView, pk, "naissance", contenu, nom="acte.pdf")
    assert reponse.status_code == 422
    assert phrase in texte(reponse)
    assert session.query(Piece).count() == 0


def test_a_piece_weighs_ten_megabytes_at_most():
    assert reconnaitre(PDF[:-1].ljust(POIDS - 6) + b"%%EOF\n") is FormatPiece.pdf
    with pytest.raises(PieceRefusee, match="dépasse 10 Mo"):
        reconnaitre(PDF + bytes(POIDS))


def test_of_several_files_the_good_ones_are_kept_and_the_bad_ones_told(session, essi, pk):
    reponse = joindre(essi, DeclarationEnfantView, pk, "naissance", PDF, b"", JPEG)
    assert "est vide" in texte(reponse)
    assert [p.format.value for p in session.query(Piece)] == ["PDF", "JPEG"]


def test_ten_files_are_taken_at_a_time_and_the_others_asked_for_again(session, essi, pk, monkeypatch):
    monkeypatch.setattr(ecrans_du_dossier, "A_LA_FOIS", 2)
    page = texte(joindre(essi, DeclarationEnfantView, pk, "naissance", PDF, JPEG, PNG))
    assert "2 fichiers au plus sont pris à la fois : joignez les suivants ensuite." in page
    assert session.query(Piece).count() == 2


def test_the_same_file_is_joined_once(session, essi, pk):
    joindre(essi, DeclarationEnfantView, pk, "naissance", PDF)
    assert "déjà joint" in texte(joindre(essi, DeclarationEnfantView, pk, "naissance", PDF))
    assert session.query(Piece).count() == 1


def test_the_same_file_is_known_again_by_what_arrived_though_it_was_cleaned(session, essi, pk):
    hostile = pdf(arranger=script_a_l_ouverture)
    joindre(essi, DeclarationEnfantView, pk, "naissance", hostile)
    assert "déjà joint" in texte(joindre(essi, DeclarationEnfantView, pk, "naissance", hostile))
    piece = session.query(Piece).one()
    assert piece.empreinte_recue == hashlib.sha256(hostile).hexdigest() != piece.fichier.sha256


def test_what_was_taken_out_of_a_piece_is_told_to_its_author_and_to_the_agent(essi, agent, pk):
    joindre(essi, DeclarationEnfantView, pk, "naissance", pdf(arranger=script_a_l_ouverture))
    assert RETIRE in texte(essi.get(f"/assure/dossier/{pk}/pieces"))
    soumettre(essi, DeclarationEnfantView, pk)
    assert RETIRE in texte(agent.get(f"/agent/demandes/{pk}"))


def test_a_piece_joined_to_a_message_is_cleaned_too(session, essi, agent):
    pk = deposer(essi, DeclarationEnfantView)
    hostile = io.BytesIO(pdf(arranger=script_a_l_ouverture)), "acte.pdf"
    essi.post(f"/assure/dossier/{pk}/message", data={"texte": "Voici l’acte.", "fichiers": [hostile]})
    assert RETIRE in texte(agent.get(f"/agent/demandes/{pk}"))
    assert b"/JS" not in agent.get(f"/agent/pieces/{session.query(Piece).all()[-1].id}").data


def test_what_cannot_be_disarmed_is_refused_beside_the_field_and_the_message_stays_typed(session, essi):
    pk = deposer(essi, DeclarationEnfantView)
    ferme = pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))
    saisi = formulaire(essi.get(f"{DeclarationEnfantView.route_base}/{pk}"))
    donnees = saisi | {"texte": "Voici l’acte.", "fichiers": [(io.BytesIO(ferme), "acte.pdf")]}
    page = essi.post(f"/assure/dossier/{pk}/message", data=donnees, follow_redirects=True)
    assert "protégé par un mot de passe : enregistrez-le sans mot de passe" in texte(page)
    assert session.query(Piece).count() == 1
    assert "Voici l’acte." in page.text


def ancienne(session, essi, pk: int, contenu: bytes) -> Piece:
    """Join a piece kept as it came, as all were before they were disarmed."""
    joindre(essi, DeclarationEnfantView, pk, "naissance", JPEG)
    piece = session.query(Piece).order_by(Piece.id.desc()).first()
    fichiers.remplacer(piece.fichier, contenu)
    piece.format, piece.desarmee_le = FormatPiece.pdf, None
    piece.retraits = piece.feuilles = piece.empreinte_recue = None
    session.commit()
    return piece


def test_the_pieces_kept_before_are_disarmed_once(app, session, essi, pk):
    hostile = pdf(arranger=script_a_l_ouverture)
    with app.app_context():
        piece = ancienne(session, essi, pk, hostile)
    assert "1 pièce nettoyée, 0 laissée fermée." in commande(app, "desarmer-les-pieces").replace("\xa0", " ")
    session.refresh(piece)
    assert (piece.retraits, piece.feuilles) == (["script"], [[595, 842]])
    assert piece.empreinte_recue == hashlib.sha256(hostile).hexdigest() != piece.fichier.sha256
    garde = piece.fichier.sha256
    assert "0 pièce nettoyée" in commande(app, "desarmer-les-pieces").replace("\xa0", " ")
    session.refresh(piece.fichier)
    assert piece.fichier.sha256 == garde


def test_a_piece_kept_before_that_cannot_be_disarmed_stays_shut_and_says_why(app, session, essi, pk):
    with app.app_context():
        piece = ancienne(session, essi, pk, b"%PDF-1.7 rien %%EOF")
    dit = commande(app, "desarmer-les-pieces").replace("\xa0", " ")
    assert f"Pièce n° {piece.id}, laissée fermée : Ce fichier est incomplet ou abîmé" in dit
    assert "0 pièce nettoyée, 1 laissée fermée." in dit
    assert "n’a pas été nettoyé" in texte(essi.get(f"/assure/pieces/{piece.id}", follow_redirects=True))


def test_a_paper_that_may_be_several_must_be_named(essi, scierie):
    pk = remplir(scierie, ImmatriculationView)
    assert "Choisissez le document joint" in texte(joindre(scierie, ImmatriculationView, pk, "identite", PDF))
    page = texte(joindre(scierie, ImmatriculationView, pk, "identite", PDF, nature="Passeport"))
    assert "Choisissez le document joint" not in page
    assert "Passeport" in texte(scierie.get(f"{ImmatriculationView.route_base}/{pk}/apercu"))


def test_nothing_is_sent_while_a_required_piece_is_missing(session, essi, pk):
    apercu = essi.get(f"{DeclarationEnfantView.route_base}/{pk}/apercu")
    assert "Il manque encore des pièces : « Acte de naissance »" in texte(apercu)
    assert "soumettre" not in apercu.text
    assert "Il manque encore des pièces" in texte(soumettre(essi, DeclarationEnfantView, pk))
    assert session.get(Demande, pk).statut is Statut.brouillon


def test_a_piece_is_taken_back_until_the_request_is_sent(session, essi, pk):
    joindre_tout(essi, DeclarationEnfantView, pk)
    joindre(essi, DeclarationEnfantView, pk, "complement", JPEG)
    autre = session.query(Piece).filter_by(code="complement").one()
    essi.post(f"/assure/pieces/{autre.id}/retirer")
    assert session.query(Fichier).count() == 1
    soumettre(essi, DeclarationEnfantView, pk)
    adresse = f"/assure/pieces/{session.query(Piece).one().id}/retirer"
    assert "ne se retirent plus" in texte(essi.post(adresse, follow_redirects=True))


def test_a_complement_may_add_pieces(session, essi, agent, pk):
    joindre_tout(essi, DeclarationEnfantView, pk)
    soumettre(essi, DeclarationEnfantView, pk)
    decider(agent, pk, "demander_complement", "Joignez le certificat de scolarité.")
    assert joindre(essi, DeclarationEnfantView, pk, "scolarite", JPEG).status_code == 302
    soumettre(essi, DeclarationEnfantView, pk)
    assert "Certificat de scolarité" in texte(agent.get(f"/agent/demandes/{pk}"))


def test_a_piece_is_sent_as_a_download_that_no_browser_interprets(session, essi, pk):
    joindre(essi, DeclarationEnfantView, pk, "naissance", PNG, nom="acte é.png")
    reponse = essi.get(f"/assure/pieces/{session.query(Piece).one().id}")
    assert reponse.content_type == "image/png"
    assert reponse.headers["Content-Disposition"].startswith("attachment")
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"
    assert reponse.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert reponse.headers["Cache-Control"] == "no-store"


def test_nobody_else_reads_a_piece(session, essi, scierie, agent, pk):
    joindre(essi, DeclarationEnfantView, pk, "naissance", PDF)
    cle = session.query(Piece).one().id
    assert scierie.get(f"/employeur/pieces/{cle}").status_code == 404
    assert agent.get(f"/agent/pieces/{cle}").status_code == 404
    joindre_tout(essi, DeclarationEnfantView, pk)
    soumettre(essi, DeclarationEnfantView, pk)
    assert agent.get(f"/agent/pieces/{cle}").status_code == 200


@pytest.mark.parametrize(("equipe", "code"), [(Equipe.prestations, 200), (Equipe.recouvrement, 404)])
def test_a_health_file_and_its_pieces_are_its_team_s_alone(session, connecter, essi, equipe, code):
    pk = deposer(essi, MaladieProfessionnelleView, **ESSI)
    rejoindre(session, "collegue@essai.tg", equipe)
    collegue = connecter("collegue@essai.tg")
    assert collegue.get(f"/agent/demandes/{pk}").status_code == code
    assert collegue.get(f"/agent/pieces/{session.query(Piece).first().id}").status_code == code
    assert collegue.post(f"/agent/demandes/{pk}/prendre_en_charge").status_code in (302, code)
    numero = session.get(Demande, pk).numero
    assert (numero in texte(collegue.get("/agent/dossiers/"))) is (code == 200)


def test_each_reading_of_health_data_is_written_down(session, essi, agent):
    pk = deposer(essi, MaladieProfessionnelleView, **ESSI)
    piece = session.query(Piece).first()
    agent.get(f"/agent/demandes/{pk}")
    agent.get(f"/agent/pieces/{piece.id}")
    numero, nom = session.get(Demande, pk).numero, petit_togo.acteur(session, "agent@essai.tg").nom
    lues = session.query(LigneDuJournal).order_by(LigneDuJournal.id.desc()).limit(2)
    assert [(ligne.fait, ligne.quoi, ligne.objet, ligne.acteur_nom) for ligne in lues] == [
        (Fait.lit, f"Pièce « {sorte(piece.demande, piece.code).libelle} »", numero, nom),
        (Fait.ouvre, "Maladie professionnelle", numero, nom),
    ]


def test_a_colleague_of_the_employer_reads_the_pieces_he_did_not_join(app, session, scierie, connecter):
    with app.app_context():
        autre = personnes.creer(
            session, "associe@essai.tg", "Ayité", "Dédé", petit_togo.MOT_DE_PASSE, ["Employeur"]
        )
    personnes.habiliter(session, autre, petit_togo.employeur(session).id)
    pk = remplir(scierie, ImmatriculationView)
    joindre_tout(scierie, ImmatriculationView, pk)
    associe = connecter("associe@essai.tg")
    assert associe.get(f"/employeur/pieces/{session.query(Piece).first().id}").status_code == 200


@pytest.fixture
def clamd(app):
    """Return `clamd(answer)`: a ClamAV daemon of one exchange, to which the application speaks."""
    ecoute = socket.create_server(("127.0.0.1", 0))
    recus = []

    def servir(reponse: bytes):
        def exchange():
            prise, _ = ecoute.accept()
            with prise:
                recu = b""
                while not recu.endswith(bytes(4)):
                    recu += prise.recv(65536)
                recus.append(recu)
                prise.sendall(reponse)

        threading.Thread(target=exchange, daemon=True).start()
        return recus

    app.config["CLAMD_URL"] = f"tcp://127.0.0.1:{ecoute.getsockname()[1]}"
    yield servir
    app.config["CLAMD_URL"] = ""
    ecoute.close()


def test_without_an_antivirus_a_piece_says_that_nobody_looked(essi, pk):
    joindre(essi, DeclarationEnfantView, pk, "naissance", PDF)
    assert Analyse.non_analysee.value in texte(essi.get(f"/assure/dossier/{pk}/pieces"))


def test_an_antivirus_that_finds_nothing_is_told(essi, pk, clamd):
    recus = clamd(b"stream: OK\0")
    joindre(essi, DeclarationEnfantView, pk, "naissance", PDF)
    assert PDF in recus[0]  # what arrived, not what is kept
    assert Analyse.saine.value in texte(essi.get(f"/assure/dossier/{pk}/pieces"))


def test_a_file_the_antivirus_fears_is_not_kept(session, essi, pk, clamd):
    clamd(b"stream: Eicar-Test-Signature FOUND\0")
    page = texte(joindre(essi, DeclarationEnfantView, pk, "naissance", PDF))
    assert "signale un danger" in page
    assert session.query(Fichier).count() == 0


def test_an_antivirus_that_does_not_answer_is_asked_again_later(app, session, essi, pk):
    app.config["CLAMD_URL"] = "tcp://127.0.0.1:9"
    try:
        joindre(essi, DeclarationEnfantView, pk, "naissance", PDF)
    finally:
        app.config["CLAMD_URL"] = ""
    assert session.query(Piece).one().analyse is Analyse.non_analysee
    assert session.query(Tache).filter_by(nom="analyser_piece").count() == 1
