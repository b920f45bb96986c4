"""How the house is built: rooms, names, services; what import-linter cannot say."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from app.models import TABLES, Demande

RACINE = Path(__file__).parents[2]
APP = RACINE / "app"
SERVICES = APP / "services"
SOURCES = {
    chemin: chemin.read_text()
    for base in (APP, RACINE / "demonstration")
    for chemin in sorted(base.rglob("*.py"))
    if "migrations" not in chemin.parts
}
PIECES_MAX = 24
"""Entries at the top of app/ that a newcomer can hold in the head."""
NOMMES_AILLEURS = {
    "Declaration": "the declaration of contributions, the dashboard, the desk and the command line read it",
    "DemandeRemise": "a supervisor decides of it on a screen of the desk",
    "Paiement": "the desk matches it with the statements of the fund's banks",
    "Quitus": "the command line verifies one",
    "Candidature": "an offer of the public site leads to it",
}
"""The services that screens of no single service name, and why."""


def test_the_top_of_the_house_holds_in_the_head():
    entrees = [p.name for p in APP.iterdir() if not p.name.startswith(("_", "."))]
    assert len(entrees) <= PIECES_MAX, sorted(entrees)


def test_no_two_classes_have_one_name():
    lieux = defaultdict(list)
    for chemin, source in SOURCES.items():
        for noeud in ast.parse(source).body:
            if isinstance(noeud, ast.ClassDef):
                lieux[noeud.name].append(str(chemin.relative_to(RACINE)))
    assert {nom: ou for nom, ou in lieux.items() if len(ou) > 1} == {}


def services() -> dict[str, Path]:
    """Return the services, each with its file, or its folder."""
    lieux = {}
    for nom, table in TABLES.items():
        if issubclass(table, Demande) and table is not Demande:
            chemin = Path(*table.__module__.split("."))
            lieux[nom] = RACINE / (
                chemin.parent if chemin.parent.name != "services" else chemin.with_suffix(".py")
            )
    return lieux


def test_every_service_lies_in_its_room():
    assert {nom: lieu for nom, lieu in services().items() if SERVICES not in lieu.parents} == {}


@pytest.mark.parametrize(("nom", "lieu"), services().items())
def test_a_service_is_named_in_its_own_file_alone(nom, lieu):
    gabarits = {p: p.read_text() for p in (APP / "templates").rglob("*.html")}
    noms = re.compile(rf"(?<!tables\.)\b{nom}\b")
    ailleurs = [
        str(chemin.relative_to(RACINE))
        for chemin, texte in (SOURCES | gabarits).items()
        if APP in chemin.parents
        and chemin != lieu
        and lieu not in chemin.parents
        and noms.search(code(chemin, texte))
    ]
    assert not ailleurs or nom in NOMMES_AILLEURS


def code(chemin: Path, texte: str) -> str:
    """Return a source without its words for people: what a name in it would bind."""
    if chemin.suffix != ".py":
        return texte
    return "\n".join(n.id for n in ast.walk(ast.parse(texte)) if isinstance(n, ast.Name))
