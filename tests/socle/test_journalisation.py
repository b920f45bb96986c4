"""The log tells what happened without naming anybody."""

import json
import logging

import pytest

from app.socle import journalisation


def ecrire(niveau=logging.WARNING, message="", arguments=(), erreur=None) -> dict:
    enregistrement = logging.LogRecord("app", niveau, __file__, 1, message, arguments, erreur)
    return json.loads(journalisation.LigneJson().format(enregistrement))


@pytest.mark.parametrize(
    ("texte", "ecrit"),
    [
        ("refus pour afi.mensah@exemple.tg", "refus pour …@…"),
        ("GET /assures?nom=MENSAH&page=2 200", "GET /assures?… 200"),
        ("rien à cacher ?", "rien à cacher ?"),
    ],
)
def test_addresses_and_queries_are_masked(texte, ecrit):
    assert ecrire(message=texte)["message"] == ecrit


def test_values_given_to_a_message_are_masked_too():
    assert ecrire(message="refus pour %s", arguments=("afi@exemple.tg",))["message"] == "refus pour …@…"


def test_an_error_is_told_by_its_kind_and_place_never_by_its_words():
    try:
        raise ValueError("MENSAH Afi, née en 1966")
    except ValueError as erreur:
        ligne = ecrire(message="MENSAH", erreur=(type(erreur), erreur, erreur.__traceback__))
    assert ligne["erreur"] == "ValueError"
    assert "test_journalisation.py" in ligne["pile"][-1]
    assert "MENSAH" not in json.dumps(ligne)


def test_a_request_is_told_by_its_route(app):
    with app.test_request_context("/connexion?next=/assure/numero/123"):
        ligne = ecrire(message="essai")
    assert (ligne["methode"], ligne["route"]) == ("GET", "/connexion")
    assert "123" not in json.dumps(ligne)
