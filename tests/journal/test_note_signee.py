"""Signed notes: in the form that others read, and under the fund's keys alone."""

import pytest

from app.documents import cles
from app.journal import note_signee
from app.journal.note_signee import NoteFausse

NOM, TEXTE = "cnss.tg/journal", "cnss.tg/journal\n12\nAAAA\n"


@pytest.fixture
def cle():
    return cles.generer()


def trousseau(*privees):
    return cles.trousseau([privee.public_key() for privee in privees])


def test_what_was_signed_is_given_back(cle):
    assert note_signee.ouvrir(note_signee.signer(TEXTE, NOM, cle), NOM, trousseau(cle)) == TEXTE


def test_a_note_has_the_form_that_c2sp_publishes(cle):
    note = note_signee.signer(TEXTE, NOM, cle)
    texte, vide, signature = note.rpartition("\n\n")
    assert (texte + "\n", vide) == (TEXTE, "\n\n")
    assert signature.startswith(f"— {NOM} ")
    assert signature.endswith("\n")


def test_the_number_of_a_key_is_the_one_that_other_tools_compute():
    publiee = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    octets = bytes.fromhex("1a5cd907143c384c41e830c5bce12aa8817ec5649aaabf2c31388b35b2d744d6")
    publique = note_signee.Ed25519PublicKey.from_public_bytes(octets)
    assert note_signee.cle_publiee("PeterNeumann", publique) == publiee


def test_the_line_of_a_witness_beside_ours_does_not_shut_a_note(cle):
    note = note_signee.signer(TEXTE, NOM, cle) + "— temoin.tg/un AAAAAAAA\n"
    assert note_signee.ouvrir(note, NOM, trousseau(cle)) == TEXTE


def test_a_note_signed_before_a_change_of_keys_is_still_read(cle):
    assert (
        note_signee.ouvrir(note_signee.signer(TEXTE, NOM, cle), NOM, trousseau(cles.generer(), cle)) == TEXTE
    )


@pytest.mark.parametrize(
    "changer",
    [
        lambda note: note.replace("12", "13"),
        lambda note: note.replace(f"— {NOM}", "— un.autre"),
        lambda note: note[:-6] + "AAAA\n",
        lambda note: note.rpartition("—")[0],
        lambda note: "",
        lambda note: note.replace("— ", "— \n"),
    ],
)
def test_a_note_changed_is_refused(cle, changer):
    with pytest.raises(NoteFausse):
        note_signee.ouvrir(changer(note_signee.signer(TEXTE, NOM, cle)), NOM, trousseau(cle))


def test_a_note_that_another_key_signed_is_refused(cle):
    with pytest.raises(NoteFausse):
        note_signee.ouvrir(note_signee.signer(TEXTE, NOM, cle), NOM, trousseau(cles.generer()))
