"""What any keyboard types comes in as one text; what others send as bytes is read or refused."""

import unicodedata

import pytest
from flask import request
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.security import check_password_hash

from app.identites import hachage
from app.socle.saisie import lire_json, nettoyer

ECRITURES = {
    "90 11 42 5\u0667": "90 11 42 57",
    "١٩٠٠٠٤٠٤٤١": "1900040441",
    "۱۲۳": "123",
    "９０": "90",
    "\u202a+228 90 11 42 57\u202c": "+228 90 11 42 57",
    "90114257\u200e": "90114257",
    "dela@exemple.tg\u200b": "dela@exemple.tg",
    "\ufeffAgbo\u00ad": "Agbo",
    "ﬁls": "fils",
    "Ａｇｂｏ": "Agbo",
    "Adjoa\u3000Kafui": "Adjoa Kafui",
    "une\u2028deux": "une\ndeux",
    "Kossi\u2010Agbo": "Kossi-Agbo",
    "Te\u0301vi": "Tévi",
    "ŋutsu ɖe ƒe ɣe ʋu": "ŋutsu ɖe ƒe ɣe ʋu",
    "N’Souvi": "N’Souvi",
    "12 m², n° 3 ½": "12 m², n° 3 ½",
    "52\u202f500\u00a0F": "52\u202f500\u00a0F",
}
"""What is typed, and what is meant."""


@pytest.mark.parametrize(("tape", "voulu"), ECRITURES.items())
def test_a_text_is_cleaned_to_what_its_author_meant(tape, voulu):
    assert nettoyer(tape) == voulu


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_nothing_unseen_is_left(texte):
    propre = nettoyer(texte)
    assert nettoyer(propre) == propre
    assert not any(unicodedata.category(signe) == "Cf" for signe in propre)


@pytest.mark.parametrize(("tape", "voulu"), ECRITURES.items())
@pytest.mark.parametrize("methode", ["GET", "POST"])
def test_every_text_of_a_request_is_cleaned_before_anybody_reads_it(app, methode, tape, voulu):
    ou = {"query_string": {"q": tape}} if methode == "GET" else {"data": {"q": tape}}
    with app.test_request_context("/", method=methode, **ou):
        assert request.values.getlist("q") == [voulu]


def test_a_password_set_from_the_command_line_opens_whatever_keyboard_types_it(app):
    with app.app_context():
        assert check_password_hash(hachage.hacher("cafe\u0301-٧"), "caf\u00e9-7")


ILLISIBLES = {
    "half a character": b'{"a":"\\ud800"}',
    "zero": b'{"a":"\\u0000"}',
    "depth": b"[" * 100_000,
    "not text": b"\xff\xfe",
    "nothing": b"",
    "endless number": b'{"a":' + b"9" * 5_000 + b"}",
}


@pytest.mark.parametrize("octets", ILLISIBLES.values(), ids=ILLISIBLES)
def test_bytes_that_no_database_stores_are_no_json(octets):
    with pytest.raises(ValueError):  # noqa: PT011 - that it is a ValueError is what callers rely on
        lire_json(octets)
