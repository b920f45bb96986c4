"""Columns that carry their own label, help and checks, and the types the domain needs.

A view derives its labels, forms, filters and exports from what `champ` writes in `Column.info`.
"""

import enum

from sqlalchemy import JSON as JSON
from sqlalchemy import BigInteger, ForeignKey, Integer, TypeDecorator
from sqlalchemy import Enum as EnumSQL
from sqlalchemy.orm import RelationshipProperty, mapped_column

from app.socle import cles_etrangeres

Cle = BigInteger().with_variant(Integer, "sqlite")
"""Primary and foreign keys: 64 bits on PostgreSQL, SQLite's own rowid type there."""


class Francs(TypeDecorator):
    """A whole number of CFA francs (XOF has no decimals)."""

    impl = BigInteger
    cache_ok = True


class Mois(TypeDecorator):
    """A calendar month as the integer yyyymm, 202610 for October 2026 (see `app.regles.mois`)."""

    impl = Integer
    cache_ok = True


class Points(TypeDecorator):
    """A value of the law as an integer of its own unit (francs, hundredths of a percent, months…)."""

    impl = BigInteger
    cache_ok = True


def Choix(enumeration: type[enum.Enum]) -> EnumSQL:
    """Return a column type that stores the member's name; its value is the French word on screen."""
    return EnumSQL(enumeration, native_enum=False, create_constraint=False, length=30)


def champ(
    type_sql,
    libelle: str,
    aide: str = "",
    *args,
    controles=(),
    facultatif: bool = False,
    longueur: int | None = None,
    choix=None,
    cle: str = "",
    **options,
):
    """Return a mapped column labelled for the screens.

    `libelle` and `aide` are French; `controles` are WTForms validators; `facultatif` allows NULL; `longueur`
    is how many characters a text of several lines may have, where it is not the usual; `choix` returns the
    pairs `(value, French words)` that a form offers, instead of having the value typed; `cle` names the
    column that holds the same words in plain capitals, which searches look in; `args` and `options`
    SQLAlchemy's `mapped_column` (ForeignKey, unique, index, default…).
    """
    info = {"libelle": libelle, "aide": aide, "controles": list(controles)}
    info |= {"longueur": longueur, "choix": choix, "cle": cle}
    return mapped_column(type_sql, *args, nullable=facultatif, info=info, **options)


def libelle_de(modele: type, attribut: str) -> str:
    """Return the French label of a column or relationship of `modele`; raises KeyError when it has none."""
    propriete = modele.__mapper__.attrs[attribut]
    if "libelle" in propriete.info:
        return propriete.info["libelle"]
    colonnes = propriete.local_columns if isinstance(propriete, RelationshipProperty) else propriete.columns
    return next(iter(colonnes)).info["libelle"]


def cle_primaire():
    """Return the surrogate key every table has."""
    return champ(Cle, "Clé", primary_key=True)


def cle_etrangere(cible: str, libelle: str, *, par_lot: bool = False, **options):
    """Return a foreign key column to `table.colonne`, labelled for the screens.

    `par_lot` is for a table written by the hundred thousand rows (see `app.socle.cles_etrangeres`).
    """
    colonne = champ(Cle, libelle, options.pop("aide", ""), ForeignKey(cible), **options)
    colonne.column.info[cles_etrangeres.MARQUE] = par_lot
    return colonne
