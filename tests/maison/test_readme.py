"""What the README says of the house is true: its paths, names, commands, accounts, the order of the rooms."""

import re
import tomllib
from pathlib import Path

import pytest

from app import models
from demonstration.acteurs import ACCES, MOT_DE_PASSE

RACINE = Path(__file__).parents[2]
README = (RACINE / "README.md").read_text()
CITES = sorted(set(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))))
CHEMINS = [c for c in CITES if re.fullmatch(r"\w[\w./-]*(/|\.(py|toml|md))", c)]
TABLES = [c for c in CITES if re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][a-z]+)*", c)]


@pytest.mark.parametrize("chemin", CHEMINS)
def test_a_file_or_folder_that_it_names_exists(chemin):
    assert any((base / chemin).exists() for base in (RACINE, RACINE / "app")), chemin


@pytest.mark.parametrize("nom", TABLES)
def test_a_table_that_it_names_exists(nom):
    assert nom in models.TABLES


def test_a_command_that_it_names_exists(app):
    dites = set(re.findall(r"flask --app run ([a-z-]+)", README)) | {
        "demo-comptes",
        "create-admin",
        "synchroniser",
    }
    assert dites <= set(app.cli.commands) | {"db"}


def test_a_make_target_that_it_names_exists():
    cibles = set(re.findall(r"^([a-z-]+):", (RACINE / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)(?=`|  )", README)) <= cibles


def test_its_accounts_are_the_demonstration_s():
    assert set(re.findall(r"\w+@demo\.tg", README)) == {acces.email for acces in ACCES}
    assert MOT_DE_PASSE in README


def test_its_picture_of_the_rooms_is_the_contract():
    contrat = tomllib.loads((RACINE / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    etages = [piece.strip() for etage in contrat["layers"] for piece in etage.split("|")]
    image = re.search(r"^app/ .*?^  scripts/", README, re.DOTALL | re.MULTILINE)[0]
    dessinees = re.findall(r"\b([a-z]+)(?:\.py|/)(?=  |\s)", image)
    assert [piece for piece in dessinees if piece != "app"] == etages


def test_each_room_says_what_it_holds_and_what_it_may_import():
    muettes = []
    for dossier in sorted((RACINE / "app").glob("*/__init__.py")):
        texte = dossier.read_text()
        if not re.search(r"(May import|Imports nothing)", texte):
            muettes.append(dossier.parent.name)
    assert muettes == []
