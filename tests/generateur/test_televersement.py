"""Files received piece by piece: in order, by their sender only, whole or not at all."""

import hashlib
import io
import os
import shutil
import time

import pytest

from app.generateur import televersement
from app.models import Declaration, User
from tests.outils.dnr import commencer, modele, texte

pytestmark = pytest.mark.petit_togo

OCTETS = bytes(range(256)) * 2_000
SHA256 = hashlib.sha256(OCTETS).hexdigest()


@pytest.fixture
def scierie(app, connecter):
    """The employer's accountant, with nothing under way."""
    shutil.rmtree(app.config["DEPOT_FICHIERS"] / "en_cours", ignore_errors=True)
    return connecter("scierie@essai.tg")


def morceau(client, debut: int, fin: int, sha256: str = SHA256):
    adresse = f"/reception/{sha256}?debut={debut}"
    return client.post(adresse, data=OCTETS[debut:fin], content_type="application/octet-stream")


def recu(client) -> int:
    return client.get(f"/reception/{SHA256}").json["recu"]


def test_what_was_received_before_a_cut_is_not_sent_again(scierie):
    assert recu(scierie) == 0
    assert morceau(scierie, 0, 200_000).json["recu"] == 200_000
    assert recu(scierie) == 200_000
    assert morceau(scierie, 200_000, len(OCTETS)).json["recu"] == len(OCTETS)


def test_a_piece_sent_twice_is_told_where_to_go_on_from_and_kept_once(scierie):
    morceau(scierie, 0, 1_000)
    encore = morceau(scierie, 0, 1_000)
    assert (encore.status_code, encore.json["recu"]) == (409, 1_000)
    assert recu(scierie) == 1_000


def test_each_person_has_her_own_pieces(scierie, connecter):
    morceau(scierie, 0, 1_000)
    assert recu(connecter("auberge@essai.tg")) == 0


def test_a_visitor_sends_nothing_ahead(client):
    assert client.get(f"/reception/{SHA256}").status_code == 302
    assert morceau(client, 0, 10).status_code == 302


@pytest.mark.parametrize("nom", ["..", "A" * 64, "0" * 63, "0" * 65])
def test_only_a_fingerprint_names_a_file(scierie, nom):
    assert scierie.get(f"/reception/{nom}").status_code == 404


def test_no_file_grows_beyond_what_a_form_may_hold(app, scierie):
    limite = app.config["MAX_CONTENT_LENGTH"]
    reponse = scierie.post(f"/reception/{SHA256}?debut={limite - 5}", data=b"dix octets")
    assert reponse.status_code == 413


def test_one_person_has_only_so_much_under_way(scierie, monkeypatch):
    monkeypatch.setattr(televersement, "OCTETS_PAR_PERSONNE", 1_500)
    assert morceau(scierie, 0, 1_000).status_code == 200
    assert morceau(scierie, 1_000, 2_000).status_code == 413


def test_a_form_takes_the_file_it_names_as_if_it_came_with_it(app, scierie, session):
    pk, fichier = commencer(scierie, mode="fichier"), modele(scierie)
    sha256 = hashlib.sha256(fichier).hexdigest()
    scierie.post(f"/reception/{sha256}?debut=0", data=fichier, content_type="application/octet-stream")
    formulaire = {"recu": f"fichier:{sha256}:Paie d’octobre.xlsx", "fichier": (io.BytesIO(), "")}
    assert scierie.post(f"/employeur/dnr/{pk}/fichier", data=formulaire).status_code == 302
    garde = session.get(Declaration, pk).fichier
    assert (garde.sha256, garde.nom) == (sha256, "Paie d’octobre.xlsx")
    assert scierie.get(f"/reception/{sha256}").json["recu"] == 0


def test_a_form_that_names_what_never_came_asks_for_the_file(scierie):
    pk = commencer(scierie, mode="fichier")
    formulaire = {"recu": f"fichier:{SHA256}:paie.xlsx", "fichier": (io.BytesIO(), "")}
    reponse = scierie.post(f"/employeur/dnr/{pk}/fichier", data=formulaire)
    assert reponse.status_code == 422
    assert "Choisissez le fichier" in texte(reponse)


def test_an_altered_file_is_no_file(app, session, scierie):
    faux = hashlib.sha256(b"autre chose").hexdigest()
    morceau(scierie, 0, 500, faux)
    with app.app_context():
        qui = session.query(User).filter_by(email="scierie@essai.tg").one().id
        assert televersement.entier(qui, faux) is None
        assert televersement.recu(qui, faux) == 0


def test_what_nobody_goes_on_sending_is_erased_after_a_day(app, scierie):
    morceau(scierie, 0, 1_000)
    with app.app_context():
        (chemin,) = televersement._racine().glob("*")
        televersement.purger()
        assert chemin.exists()
        os.utime(chemin, (time.time() - televersement.GARDE - 5,) * 2)
        televersement.purger()
        assert not chemin.exists()
