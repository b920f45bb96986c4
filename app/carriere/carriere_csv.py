"""A career typed in a file: `periode,remuneration` lines."""

import csv
import io

from app.regles import mois


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
    if len(cellules) < 2 or not cellules[1].isdigit() or not cellules[1].isascii():
        raise ValueError(
            f"Ligne {numero} : écrivez un mois et des francs entiers, par exemple 2026-10,152500."
        )
    try:
        return mois.lire(cellules[0]), int(cellules[1])
    except ValueError as refus:
        raise ValueError(f"Ligne {numero} : {refus}") from None
