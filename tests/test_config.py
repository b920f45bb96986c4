"""Production refuses to start on what only development may use."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import config
from tests.outils.processus import python

BONNE_CLE = "une-cle-tiree-au-hasard-et-assez-longue"


def cle_ed25519() -> str:
    """Return a fresh private key, as production would be given one."""
    return (
        Ed25519PrivateKey.generate()
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        .decode()
    )


@pytest.fixture
def production(monkeypatch):
    """Settings of production that are all right, to spoil one at a time."""
    monkeypatch.setattr(config.Production, "SECRET_KEY", BONNE_CLE)
    monkeypatch.setattr(config.Production, "CLE_QUITUS", "-----BEGIN PRIVATE KEY-----")
    return config.Production


def test_production_starts_on_its_own_keys(production):
    assert config.choisir("production") is production


@pytest.mark.parametrize("cle", [config.CLE_DE_DEVELOPPEMENT, "", "x" * 31])
def test_production_refuses_a_default_or_short_secret(production, monkeypatch, cle):
    monkeypatch.setattr(production, "SECRET_KEY", cle)
    with pytest.raises(config.ConfigurationRefusee, match="SECRET_KEY"):
        config.choisir("production")


def test_production_refuses_to_sign_quitus_without_a_key(production, monkeypatch):
    monkeypatch.setattr(production, "CLE_QUITUS", "")
    with pytest.raises(config.ConfigurationRefusee, match="CLE_QUITUS"):
        config.choisir("production")


@pytest.mark.parametrize(
    ("registre", "url", "cle"),
    [
        ("anid", "", "cle"),
        ("anid", "http://anid.example", "cle"),
        ("anid", "https://anid.example", ""),
        ("ANID", "https://anid.example", "cle"),
    ],
)
def test_production_sends_no_identity_in_clear_nor_to_nobody(production, monkeypatch, registre, url, cle):
    for nom, valeur in {"IDENTITE_NATIONALE": registre, "ANID_URL": url, "ANID_CLE": cle}.items():
        monkeypatch.setattr(production, nom, valeur)
    with pytest.raises(config.ConfigurationRefusee, match="IDENTITE_NATIONALE"):
        config.choisir("production")


def test_production_asks_no_national_register_unless_told_to(production):
    assert production.IDENTITE_NATIONALE == ""


def test_production_keeps_its_cookie_to_https_and_shows_no_demonstration(production):
    assert production.SESSION_COOKIE_SECURE
    assert not production.DEMONSTRATION


def test_an_unknown_environment_is_refused():
    with pytest.raises(config.ConfigurationRefusee, match="APP_ENV=essai"):
        config.choisir("essai")


def test_a_production_process_dies_at_start_on_the_default_secret():
    processus = python("-c", "import run", APP_ENV="production", SECRET_KEY=config.CLE_DE_DEVELOPPEMENT)
    dit, _ = processus.communicate(timeout=30)
    assert processus.returncode != 0
    assert dit.startswith("SECRET_KEY est absente")
    assert "Traceback" not in dit


def test_the_demonstration_is_refused_in_production(tmp_path):
    processus = python(
        "-m",
        "flask",
        "--app",
        "run",
        "demo",
        APP_ENV="production",
        SECRET_KEY=BONNE_CLE,
        CLE_QUITUS=cle_ed25519(),
        INSTANCE_DIR=str(tmp_path),
    )
    dit, _ = processus.communicate(timeout=30)
    assert processus.returncode != 0
    assert "démonstration" in dit
    assert "Traceback" not in dit


def test_passwords_are_hashed_at_full_cost_but_by_the_tests(production):
    methodes = {production.FAB_PASSWORD_HASH_METHOD, config.Development.FAB_PASSWORD_HASH_METHOD}
    assert methodes == {"scrypt:32768:8:1"}


OIDC = {
    "OIDC_EMETTEUR": "https://identite.exemple.tg",
    "OIDC_CLIENT": "portail",
    "OIDC_SECRET": "secret",
    "OIDC_NOM": "e-ID",
}


@pytest.mark.parametrize("manquant", OIDC)
def test_a_single_sign_on_said_by_halves_is_refused(production, monkeypatch, manquant):
    for nom, valeur in (OIDC | {manquant: ""}).items():
        monkeypatch.setattr(production, nom, valeur)
    with pytest.raises(config.ConfigurationRefusee, match=f"donnez aussi {manquant}"):
        config.choisir("production")


def test_production_takes_identities_over_https_alone(production, monkeypatch):
    for nom, valeur in OIDC.items():
        monkeypatch.setattr(production, nom, valeur)
    assert config.choisir("production") is production
    monkeypatch.setattr(production, "OIDC_EMETTEUR", "http://identite.exemple.tg")
    with pytest.raises(config.ConfigurationRefusee, match="https://"):
        config.choisir("production")
