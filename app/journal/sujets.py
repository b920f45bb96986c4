"""What a line of the journal speaks of: its kind, its key, the number people know it by, whose data it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import DeclarativeBase

from app.socle.registre import Registre, de_la_classe


@dataclass(frozen=True)
class Sujet:
    """What is spoken of; `libelle` is how people call such a thing, « Fiche d’assuré »."""

    sorte: str = ""
    cle: int | None = None
    numero: str = ""
    libelle: str = ""
    assure_id: int | None = None
    employeur_id: int | None = None


PERSONNE = Sujet()
"""What speaks of nothing and of nobody."""
Nommer = Callable[[Any], Sujet]
SUJETS: Registre[type, Nommer] = Registre("sujets")
"""How the journal names the rows of a table that does not hold it in the usual columns."""


def sujet_de(modele: type) -> Callable[[Nommer], Nommer]:
    """Return a decorator: the function `(row) -> Sujet` says what the journal calls the rows of `modele`."""
    return lambda fonction: SUJETS.inscrire(modele, fonction)


def nommer(ligne: DeclarativeBase) -> Sujet:
    """Return what the journal calls a row: as its room says, else by its number and keys."""
    if propre := de_la_classe(SUJETS, type(ligne)):
        return propre(ligne)
    cle, porteur = getattr(ligne, "id", None), getattr(ligne, "demande", None) or ligne
    return Sujet(
        sorte=ligne.__tablename__,
        cle=cle,
        numero=str(getattr(ligne, "numero", None) or f"n° {cle}"),
        assure_id=getattr(porteur, "assure_id", None),
        employeur_id=getattr(porteur, "employeur_id", None),
    )
