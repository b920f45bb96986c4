"""What leaves in bulk is noted first, where the host says; from a host that says nothing, nothing leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.generateur.adaptateur import Model


@dataclass(frozen=True)
class Sortie:
    """Other people's rows that leave as a file, and why."""

    titre: str
    """The list that they were on."""
    modele: type[Model]
    motif: str
    filtres: Mapping[str, str]
    """What narrowed the list, by the labels of its filters."""
    colonnes: Sequence[str]
    """The labels of what is said of each row."""
    lignes: int
    forme: str
    """The kind of file: csv or xlsx."""


Noteur = Callable[[Session, Sortie], None]
"""Writes in the session's transaction that rows leave; what it raises keeps them in."""


class SortieSansTrace(RuntimeError):
    """Other people's rows would leave and nothing would say so: an error of the host, nothing left."""


def notees_par(app: Flask, noter: Noteur) -> None:
    """Have `noter` write down what leaves `app`."""
    app.extensions["noter_export"] = noter


def noter_export(session: Session, sortie: Sortie) -> None:
    """Write down that rows leave; raises SortieSansTrace where the host does not say how."""
    noter: Noteur | None = current_app.extensions.get("noter_export")
    if noter is None:
        raise SortieSansTrace(f"« {sortie.titre} » cannot leave: the host calls sorties.notees_par first.")
    noter(session, sortie)
