"""Who imports what, and where in a file: Flask-AppBuilder in two rooms, everything at the top."""

import ast
from collections.abc import Iterator
from pathlib import Path

RACINE = Path(__file__).parents[2]
CHEZ_LE_CADRE = ("app/generateur/", "app/views/identites/")
"""The two rooms that know Flask-AppBuilder: what makes screens, and the sign-in."""
EN_COURS_DE_ROUTE = {
    "app/__init__.py create_app": "the house is read once it is asked for, not when a module of it is",
    "app/classeurs/lecteur.py _ouvrir": "the process that reads a workbook loads only the reader of its kind",
}
"""The functions that import, and why."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for fichier in sorted((RACINE / "app").rglob("*.py")):
        yield fichier.relative_to(RACINE).as_posix(), ast.parse(fichier.read_text(encoding="utf-8"))


def _importe(noeud: ast.AST, paquet: str) -> bool:
    if isinstance(noeud, ast.Import):
        return any(nom.name.partition(".")[0] == paquet for nom in noeud.names)
    return isinstance(noeud, ast.ImportFrom) and (noeud.module or "").partition(".")[0] == paquet


def _fonctions_qui_importent(arbre: ast.Module) -> Iterator[str]:
    fonctions = (n for n in ast.walk(arbre) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef)))
    for fonction in fonctions:
        if any(isinstance(n, (ast.Import, ast.ImportFrom)) for n in ast.walk(fonction)):
            yield fonction.name


def test_the_framework_is_met_by_the_generator_and_the_sign_in_alone():
    ailleurs = [
        chemin
        for chemin, arbre in _modules()
        if not chemin.startswith(CHEZ_LE_CADRE)
        and any(_importe(noeud, "flask_appbuilder") for noeud in ast.walk(arbre))
    ]
    assert ailleurs == []


def test_both_rooms_do_meet_it():
    qui = {c for c, arbre in _modules() if any(_importe(n, "flask_appbuilder") for n in ast.walk(arbre))}
    assert all(any(chemin.startswith(salle) for chemin in qui) for salle in CHEZ_LE_CADRE)


def test_no_function_imports_but_those_that_say_why():
    fautives = {f"{chemin} {nom}" for chemin, arbre in _modules() for nom in _fonctions_qui_importent(arbre)}
    assert fautives == set(EN_COURS_DE_ROUTE)
