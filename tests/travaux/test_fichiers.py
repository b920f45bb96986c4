"""Files are stored once, whole, under their own content, and given back only if unaltered."""

import hashlib
import os
import time

import pytest
from sqlalchemy import select

from app.models import Fichier
from app.travaux import fichiers


@pytest.fixture
def depot(app):
    with app.app_context():
        yield fichiers.depot()


def chemins(depot) -> list[str]:
    return [p.relative_to(depot.racine).as_posix() for p in depot.racine.rglob("*") if p.is_file()]


@pytest.fixture
def vide(depot):
    for chemin in chemins(depot):
        (depot.racine / chemin).unlink()
    return depot


def vieillir(depot, nom: str) -> None:
    avant_hier = time.time() - 2 * fichiers.ORPHELIN_APRES
    os.utime(depot.racine / nom[:2] / nom[2:4] / nom, (avant_hier, avant_hier))


def test_a_stored_file_comes_back_as_it_was(session, vide):
    fichier = fichiers.deposer(session, "dnr.xlsx", b"octobre", None)
    assert fichiers.lire(fichier) == b"octobre"
    assert (fichier.nom, fichier.taille) == ("dnr.xlsx", 7)


def test_a_file_lies_at_its_fingerprint_and_nothing_else_lies_there(session, vide):
    fichier = fichiers.deposer(session, "dnr.xlsx", b"novembre", None)
    assert fichier.sha256 == hashlib.sha256(b"novembre").hexdigest()
    assert chemins(vide) == [f"{fichier.sha256[:2]}/{fichier.sha256[2:4]}/{fichier.sha256}"]


def test_the_same_content_is_kept_once_for_two_rows(session, vide):
    un, deux = (fichiers.deposer(session, nom, b"pareil", None) for nom in ("a.csv", "b.csv"))
    assert un.id != deux.id
    assert len(chemins(vide)) == 1


def test_an_altered_file_is_refused(session, vide):
    fichier = fichiers.deposer(session, "a.csv", b"vrai", None)
    (vide.racine / chemins(vide)[0]).write_bytes(b"faux")
    with pytest.raises(fichiers.FichierAltere, match="altéré"):
        fichiers.lire(fichier)


def test_a_missing_file_is_refused(session, vide):
    fichier = fichiers.deposer(session, "a.csv", b"parti", None)
    (vide.racine / chemins(vide)[0]).unlink()
    with pytest.raises(fichiers.FichierAltere):
        fichiers.lire(fichier)


@pytest.mark.parametrize("nom", ["../../etc/passwd", "a" * 64 + "/..", "A" * 64, ""])
def test_the_depot_reads_nothing_but_fingerprints(depot, nom):
    with pytest.raises(ValueError, match="not a name"):
        depot.lire(nom)


@pytest.mark.parametrize(
    ("recu", "garde"),
    [
        ("DNR octobre 2026.xlsx", "DNR octobre 2026.xlsx"),
        (r"C:\Paie\Déclaration.xlsx", "Déclaration.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("nom\r\nX-Faux: 1.csv", "nomX-Faux: 1.csv"),
        ("gauche\u202edroite.xlsx", "gauchedroite.xlsx"),
        (".xlsx", "xlsx"),
        ("", "fichier"),
        ("é" * 300 + ".xlsx", "é" * 155 + ".xlsx"),
    ],
)
def test_a_name_is_cleaned_for_the_screen(recu, garde):
    assert fichiers.nom_propre(recu) == garde


def test_the_purge_erases_an_old_file_that_no_row_names(session, vide):
    sha256 = hashlib.sha256(b"orphelin").hexdigest()
    vide.ecrire(sha256, b"orphelin")
    vieillir(vide, sha256)
    fichiers.purger_orphelins(session)
    assert chemins(vide) == []


def test_the_purge_erases_a_file_whose_writing_was_cut(session, vide):
    nom = hashlib.sha256(b"x").hexdigest() + "." + 32 * "0"
    vide.ecrire(nom[:64], b"x")
    (vide.racine / chemins(vide)[0]).rename(vide.racine / nom[:2] / nom[2:4] / nom)
    vieillir(vide, nom)
    fichiers.purger_orphelins(session)
    assert chemins(vide) == []


def test_the_purge_keeps_a_fresh_orphan_whose_transaction_may_still_commit(session, vide):
    vide.ecrire(hashlib.sha256(b"frais").hexdigest(), b"frais")
    fichiers.purger_orphelins(session)
    assert len(chemins(vide)) == 1


def test_the_purge_keeps_an_old_file_that_a_row_names(session, vide):
    fichier = fichiers.deposer(session, "a.csv", b"ancien", None)
    vieillir(vide, fichier.sha256)
    fichiers.purger_orphelins(session)
    assert fichiers.lire(fichier) == b"ancien"


def test_storing_again_an_old_orphan_saves_it_from_the_purge(session, vide):
    sha256 = hashlib.sha256(b"revenu").hexdigest()
    vide.ecrire(sha256, b"revenu")
    vieillir(vide, sha256)
    vide.ecrire(sha256, b"revenu")
    fichiers.purger_orphelins(session)
    assert vide.lire(sha256) == b"revenu"


def test_a_rolled_back_request_leaves_no_row(session, vide):
    fichiers.deposer(session, "a.csv", b"annule", None)
    session.rollback()
    assert session.scalars(select(Fichier)).all() == []
