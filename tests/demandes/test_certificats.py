"""Certificates: their code, their key, their state on a day."""

import re
from datetime import date, datetime

import pytest

from app.demandes import certificats
from app.demandes.certificats import EtatCertificat
from app.documents import cles, jeton
from app.models import Certificat
from app.socle.acteur import ANONYME
from app.travaux import trousseau

JOUR = date(2026, 11, 23)


def certificat(**autres) -> Certificat:
    return Certificat(**{"expire_le": JOUR} | autres)


@pytest.mark.parametrize(
    ("expire_le", "etat"),
    [
        (date(2026, 11, 24), EtatCertificat.valide),
        (JOUR, EtatCertificat.valide),
        (date(2026, 11, 22), EtatCertificat.expire),
    ],
)
def test_a_certificate_is_valid_through_its_last_day(expire_le, etat):
    assert certificats.etat(certificat(expire_le=expire_le), JOUR) is etat


def test_revocation_goes_before_everything():
    revoque = certificat(expire_le=date(2020, 1, 1), revoque_le=datetime(2026, 1, 1))
    assert certificats.etat(revoque, JOUR) is EtatCertificat.revoque


def test_no_certificate_is_unknown():
    assert certificats.etat(None, JOUR) is EtatCertificat.inconnu


@pytest.mark.parametrize("motif", ["", "  \n"])
def test_a_revocation_says_why(motif):
    un = certificat()
    with pytest.raises(ValueError, match="Écrivez le motif"):
        certificats.revoquer(None, un, motif, ANONYME)
    assert un.revoque_le is None


def test_a_reason_is_kept_within_what_the_column_holds():
    un = certificat()
    certificats.revoquer(None, un, "é" * 1_000, ANONYME)
    assert len(un.motif_revocation) == Certificat.motif_revocation.type.length


def test_a_code_has_twelve_signs_that_nobody_mistakes():
    codes = {certificats.nouveau_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", code) for code in codes)


@pytest.fixture
def contexte(app):
    with app.app_context():
        yield app


def test_the_key_of_the_instance_is_made_once_and_kept_from_others(contexte):
    premiere, seconde = trousseau.cle_privee(), trousseau.cle_privee()
    assert premiere.private_bytes_raw() == seconde.private_bytes_raw()
    chemin = contexte.config["INSTANCE"] / "cle-quitus.pem"
    assert chemin.stat().st_mode & 0o077 == 0


def test_production_s_own_key_is_the_one_used(contexte, monkeypatch):
    sienne = cles.generer()
    monkeypatch.setitem(contexte.config, "CLE_QUITUS", cles.pem_prive(sienne).replace("\n", "\\n"))
    assert trousseau.cle_privee().private_bytes_raw() == sienne.private_bytes_raw()


def test_a_retired_key_still_checks_what_it_signed(contexte, monkeypatch):
    ancienne = cles.generer()
    signe = jeton.signer({"no": "QS-1", "fin": "2026-11-23"}, ancienne)
    with pytest.raises(jeton.JetonInvalide):
        jeton.verifier(signe, trousseau.cles_publiques())
    retirees = cles.pem_public(cles.trousseau([ancienne.public_key()]))
    monkeypatch.setitem(contexte.config, "CLES_QUITUS_ANCIENNES", retirees)
    assert jeton.verifier(signe, trousseau.cles_publiques())["no"] == "QS-1"
