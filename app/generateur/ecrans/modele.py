"""What the list, the page and the forms of a declarative screen have in common: its model, its columns."""

from __future__ import annotations

from typing import Any, Generic, NotRequired, TypedDict, TypeVar

from flask import abort
from sqlalchemy import select

from app.generateur.adaptateur import Model, ModelView
from app.generateur.colonnes import ColonneDeListe
from app.generateur.ecrans.espace import DansUnEspace
from app.generateur.filtres import FormulaireDeFiltres
from app.generateur.formulaires import FormulaireModele
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db

L = TypeVar("L", bound=Model)
"""The model of a screen, of which it shows rows."""
Contexte = dict[str, Any]
"""The variables of a template, by name."""
Parties = list[tuple[str, list[str]]]
"""The parts of a page: a title, and the columns shown under it."""


class Action(TypedDict):
    """A button: its words, where it leads, how it is drawn."""

    libelle: str
    url: str
    genre: NotRequired[str]


class Section(TypedDict):
    """A titled part of a page: labels and what they say."""

    titre: str
    paires: list[tuple[str, str]]


class SurUnModele(DansUnEspace, ModelView, Generic[L], abstrait=True):
    """A screen over a model: which, with which columns, and which of its routes a person may open."""

    modele: type[L]
    creer = ""
    """Label of the button that opens the form of a new row, when the view has the route `add`."""
    si_remplies: tuple[str, ...] = ()
    """What only some rows have: no column of the list for what none fills, no empty line on a row’s page."""
    colonnes: list[ColonneDeListe]
    add_form: type[FormulaireModele]
    edit_form: type[FormulaireModele]
    search_form: type[FormulaireDeFiltres]

    def trouver(self, pk: int) -> L:
        """Return the row `pk` if it is in the person's scope; 404 otherwise, whoever else owns it."""
        objet = db.session.scalars(select(self.modele).where(self.modele.id == pk)).unique().one_or_none()
        return objet if objet is not None else abort(404)

    def _ouvre(self, route: str) -> bool:
        """Say whether this view has the route and the person the right it asks for."""
        droit = self.method_permission_name[route]
        return route in self.include_route_methods and droit in acteur().droits(self.domaine)
