"""The keys: written, read back, published; a wrong text is refused in French."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from app.documents import cles


@pytest.fixture(scope="module")
def etrangere():
    """Return a key of another kind."""
    return ec.generate_private_key(ec.SECP256R1())


def test_a_private_key_written_as_pem_is_read_back(cle):
    relue = cles.lire_cle_privee(cles.pem_prive(cle))
    assert cles.empreinte(relue.public_key()) == cles.empreinte(cle.public_key())


def test_two_keys_have_two_short_names(cle):
    autre = cles.empreinte(cles.generer().public_key())
    assert len(autre) == 8
    assert autre != cles.empreinte(cle.public_key())


@pytest.mark.parametrize("forme", [cles.pem_public, lambda trousseau: json.dumps(cles.jwks(trousseau))])
def test_published_keys_are_read_back_with_their_names(cle, forme):
    trousseau = cles.trousseau([cle.public_key(), cles.generer().public_key()])
    assert cles.lire_cles_publiques(forme(trousseau)).keys() == trousseau.keys()


def test_published_keys_hold_no_private_part(cle):
    trousseau = cles.trousseau([cle.public_key()])
    assert "d" not in cles.jwks(trousseau)["keys"][0]
    assert "PRIVATE" not in cles.pem_public(trousseau)


def test_a_private_key_of_another_kind_is_refused(etrangere):
    pem = etrangere.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for texte in (pem, "", "secret"):
        with pytest.raises(ValueError, match="Ed25519"):
            cles.lire_cle_privee(texte)


def test_public_keys_of_another_kind_are_refused(etrangere):
    pem = etrangere.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    for texte in (pem, "", "{}", "{", '{"keys": []}'):
        with pytest.raises(ValueError, match="Ed25519"):
            cles.lire_cles_publiques(texte)
