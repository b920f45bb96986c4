"""Large reads and writes: the one place where SQL is written for each database by hand.

Table and column names come from the models, never from input; values are always bound.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from json import dumps
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    FromClause,
    Row,
    Select,
    String,
    Table,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from app.socle.base_de_donnees import est_sqlite

V = TypeVar("V", int, str)
Ts = TypeVarTuple("Ts")
LOT = 10_000
PAR_LOTS = {"yield_per": LOT}


def inserer(
    session: Session, table: Table, colonnes: Sequence[str], lignes: Iterable[tuple[object, ...]]
) -> None:
    """Insert many rows in the session's transaction: COPY on PostgreSQL, executemany on SQLite.

    `lignes` yields tuples in the order of `colonnes`, values as the driver takes them (an enumeration by its
    name, a date as a date on PostgreSQL).
    """
    noms = ", ".join(f'"{table.c[nom].name}"' for nom in colonnes)
    session.flush()
    curseur = session.connection().connection.cursor()
    try:
        if est_sqlite(session):
            _executemany(curseur, table.name, noms, len(colonnes), iter(lignes))
        else:
            with curseur.copy(f'COPY "{table.name}" ({noms}) FROM STDIN') as copie:
                for ligne in lignes:
                    copie.write_row(ligne)
    finally:
        curseur.close()


def _executemany(
    curseur: DBAPICursor, table: str, noms: str, largeur: int, lignes: Iterator[tuple[object, ...]]
) -> None:
    ordre = f'INSERT INTO "{table}" ({noms}) VALUES ({", ".join("?" * largeur)})'  # noqa: S608 - names of our models
    while lot := list(islice(lignes, LOT)):
        curseur.executemany(ordre, lot)


def parmi(session: Session, valeurs: Sequence[int | str], type_sql: TypeEngine[V]) -> FromClause:
    """Return a selectable `valeurs(value)` of many bound values, numbers or text, to join a table to.

    One parameter whatever the number, a JSON text: drivers write arrays cell by cell, and PostgreSQL, told
    how long an array is, would rather scan the whole register than look so many keys up.
    """
    texte = bindparam(None, dumps(list(valeurs)), String)
    if est_sqlite(session):
        return func.json_each(texte).table_valued(column("value", type_sql)).alias()
    elements = func.json_array_elements_text(cast(texte, JSON)).table_valued(column("value", Text))
    return select(cast(elements.render_derived().c.value, type_sql).label("value")).subquery()


@contextmanager
def joindre(
    session: Session, colonnes: Sequence[ColumnElement[Any]], cle: Column[V], valeurs: Sequence[V]
) -> Iterator[Iterable[Row[*tuple[Any, ...]]]]:
    """Give the rows `colonnes` of the table whose column `cle` is among `valeurs`, read inside the block."""
    if not valeurs:
        yield ()
        return
    source = parmi(session, valeurs, cle.type)
    table = cle.table
    requete = select(*colonnes).select_from(source.join(table, cle == source.c.value))
    with session.execute(requete, execution_options=PAR_LOTS) as lignes:
        yield lignes


@contextmanager
def en_avance(session: Session, requete: Select[*Ts]) -> Iterator[Callable[[], Sequence[Row[*Ts]]]]:
    """Start a query and yield what gives its rows: the database looks them up while the block works.

    Nothing else can be asked of the session inside. However the block ends, and whether the rows were asked
    for or not, it waits for the query: the connection is nobody else's before.
    """
    connexion = session.connection()
    with ThreadPoolExecutor(1) as a_cote:
        yield a_cote.submit(lambda: connexion.execute(requete).all()).result


def en_colonnes(session: Session, requete: Select[*tuple[Any, ...]]) -> list[list[Any]]:
    """Return the outcome of a query, column by column; of the equal values of a batch, one is kept."""
    colonnes: list[list[Any]] = [[] for _ in requete.selected_columns]
    with session.execute(requete, execution_options=PAR_LOTS) as lignes:
        for lot in lignes.partitions():
            vus: dict[Any, Any] = {}
            for colonne, valeurs in zip(colonnes, zip(*lot, strict=True), strict=True):
                colonne.extend(map(vus.setdefault, valeurs, valeurs))
    return colonnes


def reserver(session: Session, table: Table, nombre: int) -> list[int]:
    """Return so many new primary keys of `table`, nobody else's: rows that name them can be written at once.

    SQLite must hold its write lock (`app.socle.base_de_donnees.ecriture`).
    """
    if est_sqlite(session):
        dernier = session.scalars(select(func.coalesce(func.max(table.c.id), 0))).one()
        return list(range(dernier + 1, dernier + 1 + nombre))
    suite = func.pg_get_serial_sequence(table.name, "id")
    return list(session.scalars(select(func.nextval(suite)).select_from(func.generate_series(1, nombre))))
