"""Types are checked everywhere: no room is silenced, and the strict ones stay so."""

import tomllib
from pathlib import Path

RACINE = Path(__file__).parents[2]
MYPY = tomllib.loads((RACINE / "pyproject.toml").read_text())["tool"]["mypy"]
STRICTES = {"regles", "socle", "classeurs", "documents", "generateur", "demandes", "cotisations"}
"""The law, rights, workbooks, papers, the generator, the life cycle, the ledger: rooms only join them."""


def test_no_module_of_ours_is_left_out_of_the_check_of_types():
    assert {"app", "demonstration"} <= set(MYPY["files"])
    muets = {"ignore_errors", "exclude", "follow_imports"}
    assert not muets & set(MYPY)
    assert [o["module"] for o in MYPY["overrides"] if muets & set(o)] == []


def test_what_was_strictly_typed_stays_so():
    stricts = next(o["module"] for o in MYPY["overrides"] if o.get("disallow_untyped_defs"))
    assert {f"app.{salle}.*" for salle in STRICTES} <= set(stricts)
