"""Columns that carry their own label, help and checks, and the types the domain needs.

A view derives its labels, forms, filters and exports from what `champ` writes in `Column.info`.
"""

import enum
from collections.abc import Callable, Sequence
from typing import Any, Literal, TypedDict, TypeVar, Unpack, overload

from sqlalchemy import JSON as JSON
from sqlalchemy import BigInteger, ForeignKey, Integer, TypeDecorator
from sqlalchemy import Enum as EnumSQL
from sqlalchemy.orm import DeclarativeBase, MappedColumn, RelationshipProperty, mapped_column
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine
from wtforms.form import BaseForm

from app.socle import cles_etrangeres

E = TypeVar("E", bound=enum.Enum)
T = TypeVar("T")
Controle = Callable[[BaseForm, Any], object]
"""A validator of WTForms."""
Offre = Callable[[], Sequence[tuple[str, str]]]
"""What gives the pairs `(value, French words)` that a form offers."""

Cle: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")
"""Primary and foreign keys: 64 bits on PostgreSQL, SQLite's own rowid type there."""


class Francs(TypeDecorator[int]):
    """A whole number of CFA francs (XOF has no decimals)."""

    impl = BigInteger
    cache_ok = True


class Mois(TypeDecorator[int]):
    """A calendar month as the integer yyyymm, 202610 for October 2026 (see `app.regles.mois`)."""

    impl = Integer
    cache_ok = True


class Points(TypeDecorator[int]):
    """A value of the law as an integer of its own unit (francs, hundredths of a percent, months…)."""

    impl = BigInteger
    cache_ok = True


def Choix(enumeration: type[E]) -> TypeEngine[E]:
    """Return a column type that stores the member's name; its value is the French word on screen."""
    return EnumSQL(  # type: ignore[return-value]  # SQLAlchemy does not say which enumeration it reads
        enumeration, native_enum=False, create_constraint=False, length=30
    )


class OptionsDeColonne(TypedDict, total=False):
    """What `champ` hands on to SQLAlchemy's `mapped_column`, where a column asks for it."""

    name: str
    key: str
    unique: bool
    index: bool
    default: object
    onupdate: object
    primary_key: bool
    autoincrement: bool
    deferred: bool


class OptionsDeChamp(OptionsDeColonne, total=False):
    """What the screens do besides with a column: see `champ`."""

    controles: Sequence[Controle]
    longueur: int | None
    choix: Offre | None
    cle: str
    repete: bool
    souvenir: str


@overload
def champ(
    type_sql: TypeEngine[T] | type[TypeEngine[T]],
    libelle: str,
    aide: str = "",
    *args: SchemaItem,
    facultatif: Literal[True],
    **options: Unpack[OptionsDeChamp],
) -> MappedColumn[T | None]: ...


@overload
def champ(
    type_sql: TypeEngine[T] | type[TypeEngine[T]],
    libelle: str,
    aide: str = "",
    *args: SchemaItem,
    facultatif: Literal[False] = False,
    **options: Unpack[OptionsDeChamp],
) -> MappedColumn[T]: ...


def champ(
    type_sql: TypeEngine[T] | type[TypeEngine[T]],
    libelle: str,
    aide: str = "",
    *args: SchemaItem,
    controles: Sequence[Controle] = (),
    facultatif: bool = False,
    longueur: int | None = None,
    choix: Offre | None = None,
    cle: str = "",
    repete: bool = False,
    souvenir: str = "",
    **options: Unpack[OptionsDeColonne],
) -> MappedColumn[T] | MappedColumn[T | None]:
    """Return a mapped column labelled for the screens.

    `libelle` and `aide` are French; `controles` are WTForms validators; `facultatif` allows NULL; `longueur`
    is how many characters a text of several lines may have, where it is not the usual; `choix` returns the
    pairs `(value, French words)` that a form offers, instead of having the value typed; `cle` names the
    column that holds the same words folded, which searches look in (see `app.generateur.plies`); `repete`
    says that the rows of a long table share few values, which searches fold once each; `souvenir` is what the
    browser remembers of whoever fills the form and may put there (HTML `autocomplete`: `family-name`…), never
    said of a column about somebody else; `args` and `options` are SQLAlchemy's `mapped_column` (ForeignKey,
    unique, index, default…).
    """
    info: dict[str, object] = {"libelle": libelle, "aide": aide, "controles": list(controles)}
    info |= {"longueur": longueur, "choix": choix, "cle": cle, "repete": repete, "souvenir": souvenir}
    return mapped_column(type_sql, *args, nullable=facultatif, info=info, **options)


def libelle_de(modele: type[DeclarativeBase], attribut: str) -> str:
    """Return the French label of a column or relationship of `modele`; raises KeyError when it has none."""
    propriete = modele.__mapper__.attrs[attribut]
    if "libelle" in propriete.info:
        return str(propriete.info["libelle"])
    colonnes = propriete.local_columns if isinstance(propriete, RelationshipProperty) else propriete.columns
    return str(next(iter(colonnes)).info["libelle"])


def cle_primaire() -> MappedColumn[int]:
    """Return the surrogate key every table has."""
    return champ(Cle, "Clé", primary_key=True)


class OptionsDeCle(OptionsDeChamp, total=False):
    """What a foreign key may be besides: see `cle_etrangere`."""

    aide: str
    par_lot: bool


@overload
def cle_etrangere(
    cible: str, libelle: str, *, facultatif: Literal[True], **options: Unpack[OptionsDeCle]
) -> MappedColumn[int | None]: ...


@overload
def cle_etrangere(
    cible: str, libelle: str, *, facultatif: Literal[False] = False, **options: Unpack[OptionsDeCle]
) -> MappedColumn[int]: ...


def cle_etrangere(
    cible: str,
    libelle: str,
    *,
    aide: str = "",
    par_lot: bool = False,
    facultatif: bool = False,
    **options: Unpack[OptionsDeChamp],
) -> MappedColumn[int] | MappedColumn[int | None]:
    """Return a foreign key column to `table.colonne`, labelled for the screens.

    `par_lot` is for a table written by the hundred thousand rows (see `app.socle.cles_etrangeres`).
    """
    cle = ForeignKey(cible)
    colonne = (
        champ(Cle, libelle, aide, cle, facultatif=True, **options)
        if facultatif
        else champ(Cle, libelle, aide, cle, **options)
    )
    colonne.column.info[cles_etrangeres.MARQUE] = par_lot
    return colonne
