"""Forms made from a model's columns: a field for each, by its type."""

from typing import Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from sqlalchemy import Boolean, Column, Date, DateTime, Enum, Integer, String, Text, inspect
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, NumberRange, Optional

from app.generateur import reprise
from app.generateur.adaptateur import Model
from app.generateur.champs import Francs, Mois, Points
from app.generateur.champs_lus import (
    DEMESURE,
    INVITE,
    ChampChoix,
    ChampDate,
    ChampEntier,
    ChampInstant,
    ChampMois,
    ChampMontant,
    ChampOffert,
    ChampOuiNon,
    en_choix,
)
from app.generateur.controles import RequisSi, au_plus, clavier_de, lisible
from app.generateur.relations import ChampRelation

OBLIGATOIRE = "Ce champ est obligatoire : remplissez-le."
ENTIER_MAXIMAL = 2**31 - 1
"""The greatest whole number that may be typed: every database holds it."""
TEXTE_LONG = 5_000
"""Characters of a text of several lines."""


class Formulaire(FlaskForm):
    """A form that opens on what its person typed in it and has not sent (see `app.generateur.reprise`)."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: BaseForm, formdata: Any) -> Any:
            recu = super().wrap_formdata(form, formdata)
            return reprise.ici().saisie if recu is None and request.method == "GET" else recu


class FormulaireModele(Formulaire):
    """A form over a model; carries the key that makes a replay count once, and the version it changes."""

    cle_unique = HiddenField()
    version = HiddenField()
    fiche: Model | None = None
    """The row it changes, when there is one already."""
    titres: ClassVar[dict[str, str]] = {}
    """The title of each of its parts, by the column that opens it; none for a form of one part."""


def formulaire_pour(modele: type[Model], attributs: list[str], recherche: str = "") -> type[FormulaireModele]:
    """Return a form class with one field for each named column of `modele`, in that order.

    `recherche` is the route where long relations are searched.
    """
    champs = {nom: _champ_pour(modele, nom) for nom in attributs}
    for champ in champs.values():
        if isinstance(champ, UnboundField) and champ.field_class is ChampRelation:
            champ.kwargs["recherche"] = recherche
    return type(f"Formulaire{modele.__name__}", (FormulaireModele,), champs)


def _champ_pour(modele: type[Model], nom: str) -> Field:
    colonne = inspect(modele).columns[nom]
    aide, libelle = colonne.info.get("aide", ""), colonne.info["libelle"]
    propres = colonne.info.get("controles", [])
    vide = Optional() if colonne.nullable else InputRequired(OBLIGATOIRE)
    controles = propres if any(isinstance(c, RequisSi) for c in propres) else [vide, *propres]
    options = {"description": aide, "validators": [*controles]}
    if isinstance(colonne.default, ScalarElementColumnDefault):
        options["default"] = colonne.default.arg
    champ = _champ_du_type(modele, colonne, libelle, options)
    souvenir = colonne.info.get("souvenir")
    if souvenir and isinstance(champ, UnboundField):
        champ.kwargs["render_kw"] = champ.kwargs.get("render_kw", {}) | {"autocomplete": souvenir}
    return champ


def _champ_du_type(modele: type[Model], colonne: Column[Any], libelle: str, options: dict[str, Any]) -> Field:
    type_sql = colonne.type
    if offerts := colonne.info.get("choix"):
        return ChampOffert(libelle, choices=lambda: en_choix([INVITE, *offerts()]), **options)
    if colonne.foreign_keys:
        cible = _modele_cible(modele, colonne)
        return ChampRelation(libelle, modele=cible, facultatif=bool(colonne.nullable), **options)
    if isinstance(type_sql, Francs):
        return ChampMontant(libelle, **options)
    if isinstance(type_sql, Mois):
        return ChampMois(libelle, **options)
    if isinstance(type_sql, Enum) and type_sql.enum_class:
        return ChampChoix(libelle, enumeration=type_sql.enum_class, **options)
    if isinstance(type_sql, Boolean):
        return ChampOuiNon(libelle, **options)
    if isinstance(type_sql, DateTime):
        return ChampInstant(libelle, **options)
    if isinstance(type_sql, Date):
        return ChampDate(libelle, **options)
    if isinstance(type_sql, (Integer, Points)):
        options["validators"].append(NumberRange(-ENTIER_MAXIMAL, ENTIER_MAXIMAL, DEMESURE))
        return ChampEntier(libelle, render_kw={"inputmode": "numeric"}, **options)
    if isinstance(type_sql, Text):
        longueur = colonne.info.get("longueur") or TEXTE_LONG
        options["validators"] += [lisible, au_plus(longueur)]
        return TextAreaField(libelle, **options)
    if isinstance(type_sql, String) and type_sql.length:
        options["validators"].append(au_plus(type_sql.length))
    options["validators"].append(lisible)
    clavier = {"inputmode": clavier_de(options["validators"])}
    return StringField(libelle, filters=[_sans_blancs], render_kw=clavier, **options)


def _modele_cible(modele: type[Model], colonne: Column[Any]) -> type[Model]:
    table = next(iter(colonne.foreign_keys)).column.table
    return next(m.class_ for m in modele.registry.mappers if m.local_table is table)


def _sans_blancs(texte: Any) -> Any:
    return texte.strip() if isinstance(texte, str) else texte
