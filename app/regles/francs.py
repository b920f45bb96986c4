"""Whole francs: every rate is a fraction of two integers, rounded once to the franc, halves up."""

ENTIER = 10_000
"""A whole in hundredths of a percent, « points de base »: 100 %."""


def arrondi(numerateur: int, denominateur: int) -> int:
    """Return the quotient rounded to the nearest whole, halves up; `denominateur` is positive."""
    return (2 * numerateur + denominateur) // (2 * denominateur)
