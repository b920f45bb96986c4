"""A career typed in a file: `periode,remuneration` lines."""

import csv
import io

from app.classeurs import dates
from app.classeurs.cellules import entier
from app.regles import mois
from app.socle.saisie import nettoyer


def lire_carriere(texte: str) -> list[tuple[int, int]]:
    """Return the (month yyyymm, francs) of a CSV with commas or semicolons, its title line optional.

    Raises ValueError, in French and naming the line, for what is not a month and a whole amount.
    """
    separateur = ";" if ";" in texte.partition("\n")[0] else ","
    gains = []
    for numero, ligne in enumerate(csv.reader(io.StringIO(texte), delimiter=separateur), start=1):
        cellules = [cellule.strip() for cellule in ligne]
        if not any(cellules) or (numero == 1 and cellules[0].lower().startswith("p")):
            continue
        gains.append(_gain(cellules, numero))
    return gains


def _gain(cellules: list[str], numero: int) -> tuple[int, int]:
    montant = entier(cellules[1]) if len(cellules) > 1 else ""
    if isinstance(montant, str) or montant < 0:
        raise ValueError(
            f"Ligne {numero} : écrivez un mois et des francs entiers, par exemple 2026-10,152500."
        )
    try:
        return dates.mois(nettoyer(cellules[0])) or mois.lire(cellules[0]), montant
    except ValueError as refus:
        raise ValueError(f"Ligne {numero} : {refus}") from None
