"""A disk that fills is told to the staff first, then takes no more files; all else goes on."""

import errno
import logging
import os
import shutil
from collections import namedtuple

import pytest
from sqlalchemy import func, select

from app.models import Fichier, MessageContact, Piece
from app.services.reclamation import ReclamationEmployeurView
from app.socle import place
from app.travaux import fichiers
from tests.outils import dnr
from tests.outils.papiers import PDF
from tests.outils.sans_compte import MESSAGE, PARCOURS, envoyer, prouver
from tests.outils.sans_compte import commencer as ecrire_sans_compte
from tests.outils.services import joindre, remplir, soumettre, texte

pytestmark = pytest.mark.petit_togo
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def disque(app, monkeypatch):
    """Return `disque(megabytes)`: leave so many free, where 5 000 warn and 1 000 stop."""
    monkeypatch.setitem(app.config, "DISQUE_A_SURVEILLER_MO", 5_000)
    monkeypatch.setitem(app.config, "DISQUE_PLEIN_MO", 1_000)
    mesures = []

    def laisser(mega_octets: int) -> list:
        app.extensions.pop("place", None)
        libre = mega_octets * place.MEGA_OCTET
        monkeypatch.setattr(shutil, "disk_usage", lambda d: mesures.append(d) or Usage(libre, 0, libre))
        return mesures

    yield laisser
    app.extensions.pop("place", None)


def fichiers_gardes(session) -> int:
    return session.scalar(select(func.count(Fichier.id)))


def test_the_administrators_are_told_while_there_is_room_yet(connecter, disque):
    disque(4_999)
    page = texte(connecter("admin@essai.tg").get("/services/"))
    assert "Le disque se remplit" in page
    assert "Il reste 4 999 Mo aux fichiers : sous 1 000 Mo, plus aucun n’est pris" in page.replace(
        "\u202f", " "
    )
    assert "Le disque se remplit" not in texte(connecter("agent@essai.tg").get("/services/"))
    disque(5_000)
    assert "Le disque se remplit" not in texte(connecter("admin@essai.tg").get("/services/"))


def test_the_log_says_so_each_hour(app, session, disque, caplog):
    disque(4_999)
    with app.app_context(), caplog.at_level(logging.WARNING):
        fichiers.surveiller_la_place(session)
    assert "4999 MB are left" in caplog.text


def test_a_disk_that_only_fills_takes_files_still(client, session, disque):
    disque(1_000)
    ecrire_sans_compte(client, "/candidature/stage", PARCOURS)
    assert envoyer(client, prouver(session), "cv").status_code == 302


def test_a_full_disk_takes_no_piece_and_says_what_to_do(client, session, disque):
    ecrire_sans_compte(client, "/candidature/stage", PARCOURS)
    disque(999)
    refus = envoyer(client, prouver(session), "cv")
    assert refus.status_code == 507
    assert "Recommencez dans quelques heures" in texte(refus)
    assert session.scalar(select(func.count(Piece.id))) == 0


def test_a_full_disk_takes_no_piece_of_an_account_nor_workbook_nor_part_of_a_file(session, scierie, disque):
    pk, declaration = remplir(scierie, ReclamationEmployeurView), dnr.commencer(scierie)
    classeur = dnr.modele(scierie)
    disque(999)
    avant = fichiers_gardes(session)
    assert joindre(scierie, ReclamationEmployeurView, pk, "complement", PDF).status_code == 507
    assert "la place manque" in texte(dnr.deposer(scierie, declaration, classeur))
    assert scierie.post(f"/reception/{'0' * 64}?debut=0", data=b"x").status_code == 507
    assert fichiers_gardes(session) == avant


def test_all_else_goes_on_while_the_disk_is_full(client, session, scierie, disque):
    disque(0)
    ecrire_sans_compte(client, "/ecrire/contact", MESSAGE)
    assert session.scalars(select(MessageContact)).one()
    pk = remplir(scierie, ReclamationEmployeurView)
    assert "Envoyée" in texte(soumettre(scierie, ReclamationEmployeurView, pk))


def test_the_room_is_measured_every_few_seconds_and_not_at_each_file(app, disque):
    mesures = disque(2_000)
    with app.app_context():
        for _ in range(50):
            place.exiger()
        assert len(mesures) == 1
        le, octets = app.extensions["place"]["libre"]
        app.extensions["place"]["libre"] = le - place.FRAICHEUR, octets
        place.exiger()
    assert len(mesures) == 2


def test_a_disk_that_says_it_is_full_leaves_nothing_half_written(app, session, monkeypatch):
    def plein(_descripteur):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", plein)
    with app.app_context():
        depot = fichiers.depot()
        avant = sorted(depot.racine.rglob("*.*"))
        with pytest.raises(place.PlusDePlace, match="la place manque"):
            fichiers.deposer(session, "a.csv", b"trop", None)
        assert sorted(depot.racine.rglob("*.*")) == avant


def test_the_room_of_a_store_not_made_yet_is_that_of_its_disk(app, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "DEPOT_FICHIERS", tmp_path / "pas" / "encore")
    app.extensions.pop("place", None)
    with app.app_context():
        assert place.libre() == pytest.approx(shutil.disk_usage(tmp_path).free, rel=0.1)
    app.extensions.pop("place", None)


def test_an_unreadable_file_alone_is_not_called_a_full_disk(client, session, disque):
    disque(5_000)
    ecrire_sans_compte(client, "/candidature/stage", PARCOURS)
    assert envoyer(client, prouver(session), "cv", b"?").status_code == 422
