"""The national register: what it answers over real HTTP, and how far two registers speak of one person."""

import json
from dataclasses import replace
from datetime import date

import pytest
from werkzeug.wrappers import Request, Response

from app.regles.bareme import charger
from app.repertoire.controles import montrer_niu
from app.repertoire.identite_nationale.anid import Anid
from app.repertoire.identite_nationale.score import Classe, Part, Rapprochement, rapprocher
from app.repertoire.identite_nationale.verification import Connaissance, IdentiteCivile
from app.repertoire.tables import Sexe
from app.socle import appel_json
from demonstration.simulateur_identite import SimulateurIdentite
from tests.outils.wsgi import servie

CLE = "cle-d-essai"
ESSI = IdentiteCivile("AGBEKO", "Essi Mawuena", date(1969, 5, 2), Sexe.feminin)
SEUILS = charger().au(date(2026, 11, 30))


def fait(**changements) -> IdentiteCivile:
    return replace(ESSI, **changements)


@pytest.mark.parametrize(
    ("autre", "score"),
    [
        (ESSI, 100),
        (fait(nom="Essi Mawuena", prenoms="Agbeko"), 100),
        (fait(nom="Àgbèko", prenoms="ESSI-MAWUENA"), 100),
        (fait(sexe=None), 100),
        (fait(sexe=Sexe.masculin), 85),
        (fait(naissance_le=date(1969, 5, 3)), 80),
        (fait(naissance_le=date(1969, 2, 5)), 80),
        (fait(naissance_le=date(1968, 5, 2)), 80),
        (fait(naissance_le=date(1969, 12, 31)), 80),
        (fait(prenoms="Essi"), 80),
        (fait(nom="AGBEKOU"), 80),
        (fait(prenoms="Essi", sexe=Sexe.masculin), 65),
        (fait(naissance_le=date(1969, 5, 3), sexe=Sexe.masculin), 65),
        (fait(naissance_le=date(1957, 8, 19)), 60),
        (fait(prenoms="Essi", naissance_le=date(1969, 5, 3)), 60),
        (fait(nom="LAWSON", prenoms="Têvi"), 55),
        (fait(nom="LAWSON", prenoms="Têvi", naissance_le=date(1957, 8, 19), sexe=Sexe.masculin), 0),
    ],
)
def test_the_score_says_how_far_two_registers_speak_of_one_person(autre, score):
    assert rapprocher(ESSI, autre).score == score


def test_a_year_alone_is_near_no_other_year():
    assert rapprocher(fait(naissance_le=date(1960, 12, 31)), fait(naissance_le=date(1961, 7, 9))).score == 60


def test_each_part_tells_what_either_register_says():
    noms, naissance, sexe = rapprocher(ESSI, fait(naissance_le=date(1969, 5, 3))).parts
    assert (noms.inscrit, noms.declare) == ("AGBEKO Essi Mawuena", "AGBEKO Essi Mawuena")
    assert (noms.lu, naissance.lu) == ("Identique", "Proche")
    assert (naissance.inscrit, naissance.declare, naissance.points) == ("02/05/1969", "03/05/1969", 20)
    assert (sexe.declare, sexe.points, sexe.sur) == ("Féminin", 15, 15)


@pytest.mark.parametrize(
    ("score", "classe"),
    [
        (100, Classe.sur),
        (90, Classe.sur),
        (89, Classe.a_examiner),
        (65, Classe.a_examiner),
        (64, Classe.insuffisant),
        (0, Classe.insuffisant),
    ],
)
def test_what_a_score_is_worth_changes_at_each_threshold(score, classe):
    assert Rapprochement((Part("Essai", "identique", score, 100, "", ""),)).classe(SEUILS) is classe


@pytest.fixture(scope="module")
def registre():
    """The simulated register, on a port of its own."""
    with servie(SimulateurIdentite(CLE)) as adresse:
        yield Anid(adresse, CLE)


@pytest.mark.parametrize(
    ("fin", "score"),
    [("0", 100), ("2", 60), ("3", 100), ("4", 80), ("5", 0), ("6", 100), ("8", 80)],
)
def test_the_simulator_plays_each_person_by_the_last_digit(registre, fin, score):
    reponse = registre.verifier(f"41902736552{fin}", ESSI)
    assert reponse.verdict is Connaissance.connu
    assert rapprocher(ESSI, reponse.identite).score == score


@pytest.mark.parametrize(("fin", "attendu"), [("1", Connaissance.inconnu), ("7", Connaissance.injoignable)])
def test_an_unknown_number_is_not_a_register_out_of_order(registre, fin, attendu):
    assert registre.verifier(f"41902736552{fin}", ESSI).verdict is attendu


def test_a_register_that_does_not_know_the_fund_says_nothing(registre):
    assert Anid(registre.url, "autre").verifier("419027365520", ESSI).verdict is Connaissance.injoignable


def test_a_register_nobody_listens_for_is_out_of_reach():
    assert Anid("http://127.0.0.1:9", CLE).verifier("419027365520", ESSI).verdict is Connaissance.injoignable


def test_a_register_too_slow_is_out_of_reach(monkeypatch):
    court = appel_json.urllib3.Timeout(connect=1, read=0.2)
    monkeypatch.setattr(appel_json._poste, "connection_pool_kw", {"retries": False, "timeout": court})
    with servie(SimulateurIdentite(CLE, lenteur=1)) as adresse:
        assert Anid(adresse, CLE).verifier("419027365529", ESSI).verdict is Connaissance.injoignable


CONNUE = {"nom": "AGBEKO", "prenoms": "Essi", "naissance": "1969-05-02"}


@pytest.mark.parametrize(
    "contenu",
    [
        [],
        {},
        {"connu": True},
        {"connu": True, "identite": None},
        {"connu": True, "identite": CONNUE | {"naissance": "02/05/1969"}},
        {"connu": True, "identite": CONNUE | {"nom": "", "prenoms": " "}},
        {"connu": True, "identite": CONNUE | {"nom": 12}},
        {"connu": True, "identite": CONNUE | {"nom": "A" * 300}},
        {"connu": True, "identite": CONNUE | {"sexe": "féminin"}},
    ],
)
def test_an_answer_that_follows_no_contract_is_no_answer(contenu):
    with servie(lambda e, s: Response(json.dumps(contenu), mimetype="application/json")(e, s)) as adresse:
        assert Anid(adresse, CLE).verifier("419027365520", ESSI).verdict is Connaissance.injoignable


def test_the_register_is_told_the_number_and_whose_we_believe_it():
    recues = []

    def ecouter(environ, start_response):
        recues.append(Request(environ).get_json())
        return Response(json.dumps({"connu": False}), mimetype="application/json")(environ, start_response)

    with servie(ecouter) as adresse:
        Anid(adresse, CLE).verifier("419027365520", ESSI)
    crue = {"nom": "AGBEKO", "prenoms": "Essi Mawuena", "naissance": "1969-05-02", "sexe": "F"}
    assert recues == [{"niu": "419027365520"} | crue]


def test_an_identity_is_kept_as_it_was_said():
    assert IdentiteCivile.lire(ESSI.ecrire()) == ESSI
    assert IdentiteCivile.lire(fait(sexe=None).ecrire()) == fait(sexe=None)


def test_a_number_is_shown_as_its_receipt_parts_it():
    assert montrer_niu("419027365520") == "4190\u00a02736\u00a05520"
