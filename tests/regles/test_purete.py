"""The law stands alone: it can be read, tested and reused without the web or the database."""

import subprocess
import sys
from pathlib import Path

import app.regles

DOSSIER = Path(app.regles.__file__).parent
IMPORTER = """
import importlib, sys, types
paquet = types.ModuleType("app")
paquet.__path__ = [sys.argv[1]]
sys.modules["app"] = paquet
for module in sys.argv[2:]:
    importlib.import_module(f"app.regles.{module}")
print(*sorted({nom.split(".")[0].lower() for nom in sys.modules}))
"""


def test_the_law_loads_neither_flask_nor_sqlalchemy_nor_the_rest_of_the_application():
    modules = [fichier.stem for fichier in DOSSIER.glob("*.py") if fichier.stem != "__init__"]
    commande = [sys.executable, "-c", IMPORTER, str(DOSSIER.parent), *modules]
    charges = subprocess.run(commande, capture_output=True, text=True, check=True).stdout.split()
    assert {"flask", "sqlalchemy", "flask_appbuilder", "marshmallow"}.isdisjoint(charges)
    assert "app" in charges
