"""Pieces: what is taken, what is refused with a sentence, who reads them, what is written down."""

import socket
import threading

import pytest

from app.demandes.etats import Statut
from app.demandes.pieces.dossier import sorte
from app.demandes.pieces.formats import MEGA_OCTETS, PieceRefusee, reconnaitre
from app.identites import personnes
from app.models import Analyse, Demande, Fait, Fichier, FormatPiece, LigneDuJournal, Piece, Tache
from app.services.declaration_enfant import DeclarationEnfantView
from app.services.immatriculation.ecran import ImmatriculationView
from app.services.maladie_professionnelle import MaladieProfessionnelleView
from app.socle.acces import Equipe
from tests.outils import petit_togo
from tests.outils.services import (
    HEIC,
    JPEG,
    PDF,
    PNG,
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
ZIP_VIDE = b"PK\x05\x06" + bytes(18)
ESSI = {"numero_assurance": "0012345678", "nom": "Agbeko", "prenoms": "Essi Mawuena"}


@pytest.fixture
def pk(essi):
    """The key of a child's declaration, without its pieces."""
    return remplir(essi, DeclarationEnfantView)


@pytest.mark.parametrize("contenu", [PDF, JPEG, PNG, HEIC], ids=["pdf", "jpeg", "png", "heic"])
def test_a_piece_of_each_format_is_kept_whatever_its_name(session, essi, pk, contenu):
    assert joindre(essi, DeclarationEnfantView, pk, "naissance", contenu, nom="acte.bin").status_code == 302
    piece = session.query(Piece).one()
    assert piece.fichier.nom == "acte.bin"
    assert piece.format.value in texte(essi.get(f"/assure/dossier/{pk}/pieces"))


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


def test_the_same_file_is_joined_once(session, essi, pk):
    joindre(essi, DeclarationEnfantView, pk, "naissance", PDF)
    assert "déjà joint" in texte(joindre(essi, DeclarationEnfantView, pk, "naissance", PDF))
    assert session.query(Piece).count() == 1


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
    assert reponse.data == PNG
    assert reponse.headers["Content-Disposition"].startswith("attachment")
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"


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
    assert PDF in recus[0]
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
