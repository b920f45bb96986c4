"""The generator stands alone: no room above it is loaded with it, and its README tells the truth."""

import json
import re
import subprocess
import sys
from pathlib import Path

import app.generateur
from tests.generateur import bibliotheque

RACINE = Path(app.generateur.__file__).parents[2]
SES_SALLES = {"generateur", "classeurs", "socle", "regles"}
"""The room itself and those that it stands on."""
CHARGE = """
import json, sys
from importlib import import_module
from pkgutil import walk_packages
import app.generateur

for module in walk_packages(app.generateur.__path__, "app.generateur."):
    import_module(module.name)
for nom in sys.argv[1:]:
    import_module(nom)
print(json.dumps(sorted(nom for nom in sys.modules if nom.startswith(("app.", "demonstration")))))
"""


def charges(*modules: str) -> set[str]:
    """Return the rooms that a process of its own loads with all of the generator and those modules."""
    commande = [sys.executable, "-c", CHARGE, *modules]
    sortie = subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=True).stdout
    return {nom.removeprefix("app.").partition(".")[0] for nom in json.loads(sortie)}


def test_the_generator_loads_no_room_above_it():
    assert charges() <= SES_SALLES


def test_a_host_needs_nothing_more_than_the_generator():
    assert charges("tests.generateur.bibliotheque.application") <= SES_SALLES


def test_the_example_of_the_readme_is_the_library_s_own():
    readme = Path(app.generateur.__file__).with_name("README.md").read_text(encoding="utf-8")
    exemples = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    sources = [f.read_text(encoding="utf-8") for f in Path(bibliotheque.__file__).parent.glob("*.py")]
    assert exemples
    for exemple in exemples:
        assert any(exemple in source for source in sources), exemple


def test_the_readme_lists_every_file_of_the_room_and_no_other():
    dossier = Path(app.generateur.__file__).parent
    readme = (dossier / "README.md").read_text(encoding="utf-8")
    fichiers = {f.relative_to(dossier).as_posix() for f in dossier.rglob("*.py") if f.name != "__init__.py"}
    assert set(re.findall(r"^\| `([\w/]+\.py)` \|", readme, re.MULTILINE)) == fichiers
