"""Makes the workbooks of this folder again: `python -m tests.classeurs.ecrivains.fabriquer`.

All the programs must be there: for Python, openpyxl, XlsxWriter, pandas, PyExcelerate, excelize and
rvgsrust-xlsxwriter, with Babel; xlsx and exceljs in the `node_modules` of NODE_PATH; LibreOffice.
"""

import subprocess
import tempfile
from pathlib import Path

from tests.classeurs.ecrivains.ecrivains import ECRIVAINS, ICI, classeurs_de
from tests.classeurs.ecrivains.en_python import EN_PYTHON
from tests.classeurs.ecrivains.plan import Classeur


def ecrire(ecrivain: str, chemin: Path, classeur: Classeur) -> None:
    """Write a workbook with one of the programs."""
    if ecrivain in EN_PYTHON:
        EN_PYTHON[ecrivain](chemin, classeur)
    elif ecrivain == "libreoffice":
        _avec_libreoffice(chemin, classeur)
    else:
        commande = ["node", str(ICI / "en_javascript.cjs"), ecrivain, str(chemin)]
        subprocess.run(commande, input=classeur.en_json().encode(), check=True)


def _avec_libreoffice(chemin: Path, classeur: Classeur) -> None:
    """Open with LibreOffice what openpyxl wrote, and save it: it keeps nothing of how it was written."""
    with tempfile.TemporaryDirectory() as dossier:
        source = Path(dossier) / chemin.name
        EN_PYTHON["openpyxl"](source, classeur)
        commande = ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(chemin.parent)]
        subprocess.run([*commande, str(source)], check=True, capture_output=True)


def fabriquer() -> None:
    """Write every workbook of every program."""
    for ecrivain in ECRIVAINS:
        (ICI / ecrivain).mkdir(exist_ok=True)
        for nom, classeur in classeurs_de(ecrivain).items():
            ecrire(ecrivain, ICI / ecrivain / f"{nom}.xlsx", classeur)


if __name__ == "__main__":
    fabriquer()
