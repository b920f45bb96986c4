"""The programs whose workbooks are here, what each can do, and what each is therefore asked to write."""

from dataclasses import replace
from pathlib import Path

from tests.classeurs.ecrivains.habitudes import AGENCES, HABITUDES, MOIS
from tests.classeurs.ecrivains.plan import Classeur, Feuille

ICI = Path(__file__).parent
TOUT = {"active", "depuis_1904", "masquees", "filtree", "protegee", "colorees", "isolees", "formats"}
ECRIVAINS = {
    "openpyxl": TOUT,
    "xlsxwriter": TOUT,
    "libreoffice": TOUT,
    "sheetjs": TOUT - {"active", "colorees", "depuis_1904"},
    "exceljs": TOUT,
    "pandas": set(),
    "pyexcelerate": {"filtree", "colorees", "isolees", "formats"},
    "excelize": TOUT,
    "rust_xlsxwriter": TOUT - {"depuis_1904"},
}
"""What each can do that a workbook may ask of it (see `plan`), by its name, which is that of its folder.

SheetJS says that its days count from 1904 and counts them from 1900: Excel itself shows other days.
"""


def _habitudes(classeur: str) -> dict[str, Feuille]:
    return {nom: h.feuille for nom, h in HABITUDES.items() if h.classeur == classeur}


_CLASSEURS = {
    "habitudes": Classeur(_habitudes("habitudes")),
    "lointaines": Classeur(_habitudes("lointaines")),
    "depuis_1904": Classeur(_habitudes("depuis_1904"), depuis_1904=True),
    "mois": Classeur(MOIS),
    "agences": Classeur(AGENCES, active=1),
}


def classeurs_de(ecrivain: str) -> dict[str, Classeur]:
    """Return, by the name of its file, each workbook that a writer can write, of the sheets that it can."""
    peut = ECRIVAINS[ecrivain]
    return {
        nom: replace(classeur, feuilles=feuilles)
        for nom, classeur in _CLASSEURS.items()
        if classeur.demande <= peut
        and (feuilles := {feuille: f for feuille, f in classeur.feuilles.items() if f.demande <= peut})
    }


def lire_fichier(ecrivain: str, classeur: str) -> bytes:
    """Return the bytes of a workbook that a writer wrote."""
    return (ICI / ecrivain / f"{classeur}.xlsx").read_bytes()
