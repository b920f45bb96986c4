"""Careers of distinct wages, and texts with other values."""

from dataclasses import replace

from app.regles import mois
from app.regles.bareme import Bareme


def avec(bareme: Bareme, **valeurs: int) -> Bareme:
    """Return the same texts with other values for some codes."""
    return Bareme(replace(p, valeur=valeurs.get(p.code, p.valeur)) for p in bareme)


def confirme(bareme: Bareme) -> Bareme:
    """Return the same texts, all of them checked."""
    return Bareme(replace(p, a_confirmer=False) for p in bareme)


def ondulante(fin: int, nombre: int, moyenne: int) -> list[tuple[int, int]]:
    """Return `nombre` months up to `fin`, of distinct pay, averaging `moyenne` francs over any even window.

    Months go by pairs, one below the mean and one as much above; the gap grows from pair to pair.
    """
    return [
        (mois.plus(fin, -rang), moyenne + (1 if rang % 2 else -1) * (1_000 + 7 * (rang // 2)))
        for rang in range(nombre)
    ]


def montante(fin: int, nombre: int, dernier: int, pas: int) -> list[tuple[int, int]]:
    """Return `nombre` months up to `fin`, the last one paid `dernier`, each one before `pas` francs less."""
    return [(mois.plus(fin, -rang), dernier - pas * rang) for rang in range(nombre)]
