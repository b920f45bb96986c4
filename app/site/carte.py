"""The map of the divisions, drawn by us: the outline of Togo and a point for each town.

The outline is a rough polygon of the country's borders, in degrees, drawn by hand:
it situates the towns, it measures nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

CONTOUR = (
    (1.20, 6.10), (1.63, 6.22), (1.80, 6.28), (1.58, 6.68), (1.62, 6.99), (1.64, 7.42), (1.63, 8.37),
    (1.62, 9.00), (1.60, 9.05), (1.40, 9.33), (1.33, 9.54), (1.36, 9.91), (1.08, 10.18), (0.78, 10.38),
    (0.90, 10.99), (0.49, 11.00), (-0.15, 11.13), (0.02, 11.01), (0.03, 10.69), (0.37, 10.26), (0.33, 9.65),
    (0.46, 9.49), (0.38, 9.43), (0.52, 8.85), (0.47, 8.60), (0.65, 8.40), (0.71, 8.31), (0.49, 7.41),
    (0.57, 6.91), (0.53, 6.83), (0.74, 6.44), (1.10, 6.16), (1.19, 6.10),
)  # fmt: skip
"""Longitudes and latitudes, from Lomé eastwards."""
ECHELLE = 100
"""Units of the drawing in a degree."""
OUEST, NORD = -0.35, 11.30
LARGEUR, HAUTEUR = 330, 560
INTERLIGNE = 24
"""Units between the names of two neighbouring towns."""


@dataclass(frozen=True)
class Point:
    """A division on the map."""

    nom: str
    ville: str
    x: int
    y: int
    nom_y: int


@dataclass(frozen=True)
class Carte:
    """What the template draws."""

    largeur: int
    hauteur: int
    contour: str
    points: tuple[Point, ...]


def carte_des_divisions(divisions) -> Carte:
    """Return the map of the divisions whose place is known."""
    contour = " ".join("{:.0f},{:.0f}".format(*_placer(lon, lat)) for lon, lat in CONTOUR)
    places = [d for d in divisions if d.latitude is not None and d.longitude is not None]
    return Carte(LARGEUR, HAUTEUR, contour, tuple(_points(places)))


def _points(divisions) -> Iterator[Point]:
    """Yield the towns from north to south, each name below that of the town before."""
    precedent = -INTERLIGNE
    for division in sorted(divisions, key=lambda d: -d.latitude):
        x, y = map(round, _placer(division.longitude / 10_000, division.latitude / 10_000))
        precedent = max(y + 6, precedent + INTERLIGNE)
        yield Point(division.nom, division.ville, x, y, precedent)


def _placer(longitude: float, latitude: float) -> tuple[float, float]:
    return (longitude - OUEST) * ECHELLE, (NORD - latitude) * ECHELLE
