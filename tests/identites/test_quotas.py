"""Files are taken up to so many and so heavy in a day: from a person, a visitor, a network, all visitors."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.identites import quotas
from app.models import EnvoisDuJour, Message, Piece
from app.services.reclamation import ReclamationEmployeurView
from app.socle.acces import systeme
from app.socle.base_de_donnees import db, transaction
from tests.outils import dnr, sans_compte
from tests.outils.papiers import PDF, pdf
from tests.outils.sans_compte import PARCOURS, QUI, envoyer, prouver
from tests.outils.services import deposer, joindre, remplir, texte

pytestmark = pytest.mark.petit_togo
STAGE = "/candidature/stage"
AUTRE = QUI | {"courriel": "autre@exemple.tg"}


@pytest.fixture
def plafond(app, monkeypatch):
    """Return `plafond(GENRE, files, megabytes)`: lower what is taken in a day."""
    return lambda genre, fichiers, mo=1_000: monkeypatch.setitem(
        app.config, f"ENVOIS_{genre}", (fichiers, mo)
    )


@pytest.fixture
def adresse(client, session):
    """The signed address of an application whose e-mail is proved."""
    sans_compte.commencer(client, STAGE, PARCOURS)
    return prouver(session)


def une_autre(client, session) -> str:
    """Return the same of somebody else."""
    sans_compte.commencer(client, STAGE, PARCOURS | AUTRE)
    return prouver(session, AUTRE["courriel"])


def papier(rang: int = 0, lourd: int = 0) -> bytes:
    """Return a PDF that is unlike the others, and as heavy as asked."""
    return PDF + b"%%%d %s\n%%%%EOF\n" % (rang, b"x" * lourd)


def pieces(session) -> int:
    return session.scalar(select(func.count(Piece.id)))


def test_a_visitor_s_files_are_taken_up_to_so_many_then_told_when_to_go_on(client, session, adresse, plafond):
    plafond("VISITEUR", 2)
    assert [envoyer(client, adresse, "cv", papier(n)).status_code for n in range(3)] == [302, 302, 429]
    page = texte(envoyer(client, adresse, "cv", papier(3)))
    assert "ce qui se prend en un jour sans compte (2 fichiers ou" in page
    assert "Continuez demain" in page
    assert pieces(session) == 2
    assert envoyer(client, une_autre(client, session), "cv").status_code == 302


def test_they_are_taken_up_to_so_heavy(client, session, adresse, plafond):
    plafond("VISITEUR", 100, 1)
    lourds = [papier(n, 400_000) for n in range(3)]
    assert [envoyer(client, adresse, "cv", lourd).status_code for lourd in lourds] == [302, 302, 429]
    assert envoyer(client, adresse, "cv", papier(3)).status_code == 302


def test_files_that_are_refused_are_counted_with_the_others(client, session, adresse, plafond):
    plafond("VISITEUR", 2)
    assert [envoyer(client, adresse, "cv", b"?").status_code for _ in range(3)] == [422, 422, 429]


def test_files_sent_together_are_all_taken_or_none(client, session, adresse, plafond):
    plafond("VISITEUR", 2)
    assert envoyer(client, adresse, "cv", *(papier(n) for n in range(3))).status_code == 429
    assert pieces(session) == 0
    assert envoyer(client, adresse, "cv", papier(), papier(1)).status_code == 302


def test_a_piece_taken_back_gives_no_room_for_another(client, session, adresse, plafond):
    plafond("VISITEUR", 1)
    envoyer(client, adresse, "cv")
    client.post(f"{adresse}/retirer", data={"piece": session.scalar(select(Piece.id))})
    assert pieces(session) == 0
    assert envoyer(client, adresse, "cv").status_code == 429


def test_a_network_s_visitors_are_counted_together(client, session, adresse, plafond):
    plafond("RESEAU", 1)
    autre = une_autre(client, session)
    assert envoyer(client, adresse, "cv", reseau="203.0.113.9").status_code == 302
    refus = envoyer(client, autre, "cv", reseau="203.0.113.9")
    assert refus.status_code == 429
    assert "depuis une autre connexion" in texte(refus)
    assert envoyer(client, autre, "cv", reseau="198.51.100.1").status_code == 302


def test_an_ipv6_subscriber_is_one_network(client, session, adresse, plafond):
    plafond("RESEAU", 1)
    envoyer(client, adresse, "cv", papier(), reseau="2001:db8:1:2::1")
    assert envoyer(client, adresse, "cv", papier(1), reseau="2001:db8:1:2::ffff").status_code == 429


def test_all_visitors_together_fill_a_day(client, session, adresse, plafond):
    plafond("VISITEURS", 1)
    envoyer(client, adresse, "cv", reseau="203.0.113.9")
    refus = envoyer(client, une_autre(client, session), "cv", reseau="198.51.100.1")
    assert refus.status_code == 429
    assert "Ce que vous avez écrit est gardé" in texte(refus)


def test_what_is_refused_for_one_reason_is_counted_for_nothing(client, session, adresse, plafond):
    plafond("VISITEURS", 1)
    envoyer(client, adresse, "cv")
    envoyer(client, adresse, "cv", papier(1))
    comptes = session.execute(select(EnvoisDuJour.genre, EnvoisDuJour.fichiers))
    assert {genre.name: fichiers for genre, fichiers in comptes} == {
        "visiteur": 1,
        "reseau": 1,
        "visiteurs": 1,
    }


def test_the_next_day_one_goes_on(client, session, adresse, plafond, horloge):
    plafond("VISITEUR", 1)
    envoyer(client, adresse, "cv")
    assert envoyer(client, adresse, "cv", papier(1)).status_code == 429
    horloge.avancer(days=1)
    assert envoyer(client, adresse, "cv", papier(1)).status_code == 302


def test_an_account_s_pieces_are_counted_for_its_person_alone(session, scierie, connecter, plafond):
    plafond("PERSONNE", 1)
    pk = remplir(scierie, ReclamationEmployeurView)
    assert joindre(scierie, ReclamationEmployeurView, pk, "complement", papier()).status_code == 302
    refus = joindre(scierie, ReclamationEmployeurView, pk, "complement", papier(1))
    assert refus.status_code == 429
    assert "Votre compte a déjà envoyé aujourd’hui" in texte(refus)
    auberge = connecter("auberge@essai.tg")
    pk = remplir(auberge, ReclamationEmployeurView)
    assert joindre(auberge, ReclamationEmployeurView, pk, "complement", papier()).status_code == 302


def test_what_is_joined_to_a_message_is_counted_too(session, scierie, plafond):
    pk = deposer(scierie, ReclamationEmployeurView)
    plafond("PERSONNE", 0)
    donnees = {"texte": "Voici.", "fichiers": [(io.BytesIO(PDF), "a.pdf")]}
    page = scierie.post(f"/employeur/dossier/{pk}/message", data=donnees, follow_redirects=True)
    assert "Votre compte a déjà envoyé" in texte(page)
    assert session.scalar(select(func.count(Message.id))) == 0
    scierie.post(f"/employeur/dossier/{pk}/message", data={"texte": "Sans pièce."})
    assert session.scalar(select(func.count(Message.id))) == 1


def test_a_workbook_is_counted_and_refused_beside_its_field(scierie, plafond):
    plafond("PERSONNE", 0)
    reponse = dnr.deposer(scierie, dnr.commencer(scierie), dnr.modele(scierie))
    assert reponse.status_code == 422
    assert "Votre compte a déjà envoyé" in texte(reponse)


def test_the_administration_sees_how_much_comes_and_of_nobody_by_name(client, session, connecter, adresse):
    envoyer(client, adresse, "cv", pdf())
    page = connecter("admin@essai.tg").get("/administration/envois-de-fichiers/").text
    assert "Un visiteur, par son adresse" in page
    assert QUI["courriel"] not in page


def test_the_counts_of_days_long_gone_are_forgotten(client, session, adresse):
    envoyer(client, adresse, "cv")
    for ligne in session.scalars(select(EnvoisDuJour)):
        ligne.jour -= quotas.CONSERVATION + timedelta(days=1)
    session.flush()
    quotas.purger(session)
    assert session.scalars(select(EnvoisDuJour)).all() == []


def test_files_sent_at_once_to_several_processes_are_counted_together(app_a_part):
    app_a_part.config["ENVOIS_VISITEUR"] = (6, 100)
    envoyeurs = quotas.d_un_visiteur(QUI["courriel"], "198.51.100.7")

    def envoyer_un(_):
        try:
            with app_a_part.app_context(), systeme("tests"), transaction(db.session) as session:
                quotas.compter(session, envoyeurs, 1, 1_000)
        except quotas.TropDeFichiers:
            return 0
        return 1

    with ThreadPoolExecutor(4) as ouvriers:
        assert sum(ouvriers.map(envoyer_un, range(20))) == 6
