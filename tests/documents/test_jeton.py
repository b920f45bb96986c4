"""Signed tokens: genuine ones are read, any other is refused in French."""

import json
from datetime import date

import jwt
import pytest

from app.documents import cles, jeton, quitus
from app.documents.jeton import EtatDuJeton, JetonInvalide


@pytest.fixture
def trousseau(cle):
    return cles.trousseau([cle.public_key()])


def test_a_signed_token_gives_back_what_it_says(cle, trousseau):
    contenu = {"doc": "quitus", "nom": "Œuvres « É »", "fin": "2027-02-01"}
    assert jeton.verifier(jeton.signer(contenu, cle), trousseau) == contenu


def test_the_token_of_a_quitus_is_under_three_hundred_characters_even_with_a_long_accented_name(
    un_quitus, cle
):
    long = quitus.QuitusImprime(**{**vars(un_quitus), "employeur_nom": "É" * 120})
    assert len(jeton.signer(quitus.contenu(un_quitus), cle)) < 300
    assert len(jeton.signer(quitus.contenu(long), cle)) < 350


def test_the_token_of_a_quitus_holds_the_number_the_employer_and_the_last_day(un_quitus):
    assert quitus.contenu(un_quitus) == {
        "doc": "quitus",
        "no": "QS-2026-000123",
        "emp": "10245678",
        "nom": "Société togolaise des œuvres él…",
        "fin": "2027-02-01",
    }


def test_changing_any_character_of_a_token_makes_it_refused(cle, trousseau):
    vrai = jeton.signer({"no": "QS-1", "fin": "2027-02-01"}, cle)
    for rang, lettre in enumerate(vrai):
        faux = vrai[:rang] + ("A" if lettre != "A" else "B") + vrai[rang + 1 :]
        with pytest.raises(JetonInvalide):
            jeton.verifier(faux, trousseau)


def test_a_token_signed_with_an_unpublished_key_is_refused(trousseau):
    with pytest.raises(JetonInvalide, match="n’a pas publiée"):
        jeton.verifier(jeton.signer({"no": "QS-1"}, cles.generer()), trousseau)


def test_a_forger_who_borrows_the_name_of_the_key_is_refused(cle, trousseau):
    nom = cles.empreinte(cle.public_key())
    faux = jwt.PyJWS().encode(b'{"no":"QS-1"}', cles.generer(), "EdDSA", headers={"kid": nom})
    with pytest.raises(JetonInvalide, match="ne correspond pas"):
        jeton.verifier(faux, trousseau)


@pytest.mark.parametrize("algorithme", ["none", "HS256"])
def test_a_token_without_our_algorithm_is_refused(cle, trousseau, algorithme):
    nom, secret = cles.empreinte(cle.public_key()), "x" * 40 if algorithme == "HS256" else None
    faux = jwt.PyJWS().encode(b'{"no":"QS-1"}', secret, algorithme, headers={"kid": nom})
    with pytest.raises(JetonInvalide):
        jeton.verifier(faux, trousseau)


@pytest.mark.parametrize("texte", ["", "bonjour", "a.b", "a.b.c", "é.é.é", "..", "x" * 5000, "W10.W10.W10"])
def test_what_is_not_a_token_is_refused(trousseau, texte):
    with pytest.raises(JetonInvalide):
        jeton.verifier(texte, trousseau)


def test_an_old_key_kept_in_the_ring_still_reads_old_tokens(cle):
    ancienne = cles.generer()
    trousseau = cles.trousseau([cle.public_key(), ancienne.public_key()])
    assert jeton.verifier(jeton.signer({"no": "ancien"}, ancienne), trousseau) == {"no": "ancien"}


def test_a_token_is_valid_on_its_last_day_and_expired_the_next():
    contenu = {"fin": "2027-02-01"}
    assert jeton.etat(contenu, date(2027, 2, 1)) is EtatDuJeton.VALIDE
    assert jeton.etat(contenu, date(2027, 2, 2)) is EtatDuJeton.EXPIRE


@pytest.mark.parametrize("contenu", [{}, {"fin": None}, {"fin": 20270201}, {"fin": "demain"}])
def test_a_token_without_a_last_day_has_no_state(contenu):
    with pytest.raises(JetonInvalide, match="date de fin"):
        jeton.etat(contenu, date(2027, 2, 1))


def test_any_jose_library_reads_a_token_with_the_published_key_set(cle, trousseau):
    publie = jwt.PyJWKSet.from_json(json.dumps(cles.jwks(trousseau)))
    signe = jeton.signer({"no": "QS-1"}, cle)
    assert (
        jwt.PyJWS().decode(signe, publie[cles.empreinte(cle.public_key())].key, ["EdDSA"]) == b'{"no":"QS-1"}'
    )
