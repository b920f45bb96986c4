"""A declarative screen over a model: what it derives from the model, instead of the framework's guesses."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, inspect

from app.generateur.adaptateur import Model, SQLAInterface
from app.generateur.champs import libelle_de
from app.generateur.colonnes import colonne_de
from app.generateur.ecrans.export import Export
from app.generateur.ecrans.fiche import Fiche
from app.generateur.ecrans.modele import L
from app.generateur.ecrans.saisie import Saisie
from app.generateur.filtres import formulaire_de_filtres
from app.generateur.formulaires import formulaire_pour


class Vue(Export[L], Fiche[L], Saisie[L], abstrait=True):
    """A declarative screen over a model: declare `modele`, `espace`, `titre` and the columns."""

    include_route_methods = {"list", "show", "exporter"}
    base_order: tuple[str | None, str] = (None, "desc")

    def __init_subclass__(cls, abstrait: bool = False, **options: Any) -> None:
        super().__init_subclass__(abstrait=abstrait, **options)
        if hasattr(cls, "modele"):
            cls.datamodel = SQLAInterface(cls.modele)

    def _init_properties(self) -> None:
        """Derive labels and columns from the model instead of the framework's English guesses."""
        self.list_columns = self.list_columns or self._champs_propres()
        self.label_columns = {**self._libelles(), **(self.label_columns or {})}
        self.search_columns = self.search_columns or []
        self.show_columns = self.show_columns or self.list_columns
        self.add_columns = self.add_columns or self._champs_propres()
        self.edit_columns = self.edit_columns or self.add_columns
        self.colonnes = [colonne_de(self.modele, c, self.label_columns) for c in self.list_columns]
        self.order_columns = [c.cle for c in self.colonnes if c.attribut is not None]
        self.related_views, self._related_views = [], []

    def _init_forms(self) -> None:
        self.search_form = formulaire_de_filtres(self.modele, self.search_columns, self.label_columns)
        recherche = f"{type(self).__name__}.choix"
        self.add_form = formulaire_pour(self.modele, self.add_columns, recherche)
        self.edit_form = formulaire_pour(self.modele, self.edit_columns, recherche)
        if self._ouvrable("add", "edit") and self._relations():
            self.include_route_methods = self.include_route_methods | {"choix"}

    def _ouvrable(self, *routes: str) -> bool:
        return not self.include_route_methods.isdisjoint(routes)

    def _init_titles(self) -> None:
        self.list_title = self.show_title = self.add_title = self.edit_title = self.title = self.titre

    def _libelles(self) -> dict[str, str]:
        return {
            a.key: libelle_de(self.modele, a.key)
            for a in inspect(self.modele).attrs
            if _a_un_libelle(self.modele, a.key)
        }

    def _champs_propres(self) -> list[str]:
        """Return the columns the service declares for people: those of its table, keys and JSON apart.

        A column without a label is the framework's own.
        """
        table = inspect(self.modele).local_table
        return [
            c.key
            for c in table.columns
            if "libelle" in c.info
            and not c.primary_key
            and not c.foreign_keys
            and not isinstance(c.type, JSON)
        ]


def _a_un_libelle(modele: type[Model], cle: str) -> bool:
    try:
        return bool(libelle_de(modele, cle))
    except KeyError:
        return False
