"""No test is forgotten: what `make test` leaves out, `make verify` runs, and ends."""

import re
import shlex
import subprocess
from argparse import ArgumentParser, Namespace
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark.expression import Expression

RACINE = Path(__file__).parents[2]
NAVIGATEUR = "tests/navigateur"


@cache
def commandes(cible: str) -> list[str]:
    """Return the commands of a target that run tests, as the shell is given them."""
    dites = subprocess.check_output(["make", "--dry-run", cible], cwd=RACINE, text=True)
    return re.findall(r"[^;\n]* -m pytest [^;\n]*", dites)


def passage(commande: str) -> Namespace:
    """Return what a run of pytest takes."""
    lecteur = ArgumentParser(allow_abbrev=False)
    for option, defaut in (("-m", ""), ("--ignore", ""), ("--moteur", "sqlite")):
        lecteur.add_argument(option, default=defaut)
    mots = shlex.split(commande.partition(" -m pytest ")[2])
    lu, restent = lecteur.parse_known_args(mots)
    return Namespace(**vars(lu), ou=restent[-1])


def prend(lu: Namespace, moteur: str, dossier: str, marques: set[str]) -> bool:
    """Say whether a run takes the tests of a folder that bear exactly these marks."""
    ici = dossier.startswith(lu.ou) and dossier != lu.ignore
    return lu.moteur == moteur and ici and Expression.compile(lu.m).evaluate(lambda nom: nom in marques)


@pytest.mark.parametrize(
    ("marques", "cibles"),
    [
        (set(), ["test"]),
        ({"long"}, ["verify"]),
        ({"hypothesis"}, ["test", "verify"]),
        ({"long", "hypothesis"}, ["verify"]),
    ],
    ids=["a test", "a long test", "a property", "a long property"],
)
@pytest.mark.parametrize(
    ("moteur", "dossier"),
    [("sqlite", "tests/regles"), ("sqlite", NAVIGATEUR), ("postgresql", "tests/regles")],
)
def test_each_test_is_run_once_by_the_target_that_its_length_asks_for(moteur, dossier, marques, cibles):
    prises = [
        cible
        for cible in ("test", "verify")
        for commande in commandes(cible)
        if prend(passage(commande), moteur, dossier, marques)
    ]
    assert prises == cibles


def test_verify_ends_by_itself_within_twenty_minutes():
    bornes = [re.search(r"timeout --signal INT --kill-after (\d+) (\d+)m ", c) for c in commandes("verify")]
    assert sum(int(secondes) + 60 * int(minutes) for secondes, minutes in (b.groups() for b in bornes)) < 1200


def test_the_delivery_runs_both():
    dernieres = (RACINE / ".ci/run").read_text().splitlines()[-2:]
    assert dernieres == ["make test", "make verify"]
