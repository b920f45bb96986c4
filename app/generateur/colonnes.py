"""A column of a list: how its values are reached, named, shown, sorted and exported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, inspect
from sqlalchemy.orm import QueryableAttribute

from app.generateur.adaptateur import Model
from app.generateur.affichage import Afficheur, affiche, afficheur
from app.generateur.champs import Francs, Mois, libelle_de
from app.regles import mois as calendrier


@dataclass(frozen=True)
class ColonneDeListe:
    """One column of a list: how its values are reached, named, shown, sorted and exported."""

    cle: str
    libelle: str
    attribut: QueryableAttribute[Any] | None
    affiche: Afficheur
    numerique: bool
    exporte: Callable[[Any], object] | None = None

    def valeur(self, ligne: object) -> Any:
        """Return the raw value of this column on a row; a dotted key follows its relations."""
        for nom in self.cle.split("."):
            ligne = getattr(ligne, nom, None)
        return ligne

    def valeur_exportee(self, ligne: object) -> Any:
        """Return the value as a spreadsheet holds it."""
        valeur = self.valeur(ligne)
        return self.exporte(valeur) if self.exporte and valeur is not None else valeur


def colonne_de(modele: type[Model], cle: str, libelles: dict[str, str]) -> ColonneDeListe:
    """Return the list column `cle` of `modele`: a column, `relation.colonne`, a relation or a property."""
    racine, _, feuille = cle.partition(".")
    proprietes = inspect(modele).attrs
    if racine not in proprietes:
        return _calculee(modele, cle, libelles[cle])
    libelle = libelles.get(cle) or libelle_de(modele, racine)
    propriete = proprietes[racine]
    if not hasattr(propriete, "columns"):
        cible = inspect(propriete.mapper.class_).columns.get(feuille)
        type_sql = None if cible is None else cible.type
        return ColonneDeListe(cle, libelle, None, afficheur(type_sql), isinstance(type_sql, Francs))
    type_sql = propriete.columns[0].type
    numerique = isinstance(type_sql, (Francs, Integer)) and not propriete.columns[0].foreign_keys
    info = getattr(propriete.columns[0], "info", {})
    choix = info.get("choix")
    montre = afficheur(type_sql, info.get("controles", ()), choix)
    exporte = calendrier.iso if isinstance(type_sql, Mois) else montre if choix else None
    return ColonneDeListe(
        cle=cle,
        libelle=libelle,
        attribut=getattr(modele, racine),
        affiche=montre,
        numerique=numerique,
        exporte=exporte,
    )


def _calculee(modele: type[Model], cle: str, libelle: str) -> ColonneDeListe:
    """Return the list column of a property; one that is SQL too is sorted, and shown by its type."""
    if cle not in inspect(modele).all_orm_descriptors:
        return ColonneDeListe(cle, libelle, None, affiche, False)
    attribut = getattr(modele, cle)
    return ColonneDeListe(cle, libelle, attribut, afficheur(attribut.type), isinstance(attribut.type, Francs))
