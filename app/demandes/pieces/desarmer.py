"""Pieces made harmless when they arrive, drawn when they are looked at: each time in a process of its own."""

from dataclasses import dataclass
from typing import TypeVar

from app.demandes.pieces.refus import PieceIndesarmable
from app.demandes.tables import FormatPiece
from app.socle.isole import TravailIsole

R = TypeVar("R")


def _apart(module: str, fonction: str, attendu: type[R], secondes: int) -> TravailIsole[R]:
    return TravailIsole(
        module=f"app.demandes.pieces.{module}",
        fonction=fonction,
        attendu=attendu,
        memoire=2**30,
        secondes=secondes,
        refus=PieceIndesarmable,
        si_mort="trop_lourd",
        si_illisible="illisible",
    )


DESARMER_UN_PDF = _apart("pdf_desarme", "desarmer", dict, secondes=20)
DESARMER_UNE_IMAGE = _apart("image_desarmee", "desarmer", dict, secondes=20)
DESSINER_UN_PDF = _apart("dessin", "dessiner", bytes, secondes=10)
DESSINER_UNE_IMAGE = _apart("image_desarmee", "dessiner", bytes, secondes=10)


@dataclass(frozen=True, kw_only=True)
class Desarmee:
    """A piece made harmless: its bytes and format, the names of what it lost, the size of its sheets."""

    contenu: bytes
    format: FormatPiece
    retraits: list[str]
    feuilles: list[list[int]]


def desarmer(contenu: bytes, format_: FormatPiece) -> Desarmee:
    """Return a file of that format made harmless, in seconds for a heavy one; raises PieceIndesarmable."""
    if format_ is FormatPiece.pdf:
        return Desarmee(format=format_, **DESARMER_UN_PDF(contenu))
    garde = FormatPiece.png if format_ is FormatPiece.png else FormatPiece.jpeg
    return Desarmee(format=garde, **DESARMER_UNE_IMAGE(contenu, format_.name))


def dessiner(contenu: bytes, format_: FormatPiece, rang: int, largeur: int, quarts: int) -> bytes:
    """Return the sheet `rang` (from 0) of a piece disarmed, as a WebP so wide, turned clockwise.

    Raises PieceIndesarmable.
    """
    if format_ is FormatPiece.pdf:
        return DESSINER_UN_PDF(contenu, rang, largeur, quarts)
    return DESSINER_UNE_IMAGE(contenu, largeur, quarts)
