"""Tables that are append-only: the database itself refuses to change or delete what is written in them.

A room that keeps such tables says so beside them (`proteger`). The triggers are made with the tables, whoever
makes them: a migration, a rebuilding of the table by one (SQLite), or `create_all`.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, event, inspect

from app.socle.registre import Registre

PROVISOIRE = "_alembic_tmp_"
"""What a migration puts before the name of a table it rebuilds on SQLite."""


@dataclass(frozen=True)
class Protection:
    """Tables that only grow; `refus` is what the database answers to who would change them, in French."""

    nom: str
    refus: str
    tables: tuple[str, ...]

    @property
    def fonction(self) -> str:
        """Return the name of PostgreSQL's function that refuses."""
        return f"{self.nom}_inalterable"


PROTECTIONS: Registre[str, Protection] = Registre("protections")
"""What is append-only, by the name of the table."""


def proteger(nom: str, refus: str, *tables: str) -> Protection:
    """Make tables append-only and return how: `nom` is what they are together, `refus` the sentence."""
    protection = Protection(nom, refus, tables)
    for table in tables:
        PROTECTIONS.inscrire(table, protection)
    return protection


def _sqlite(protection: Protection, table: str, nom: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_refuse_{ordre.lower()} BEFORE {ordre} ON {nom} "
        f"BEGIN SELECT RAISE(ABORT, '{protection.refus}'); END"
        for ordre in ("UPDATE", "DELETE")
    ]


def _postgresql(protection: Protection, table: str, nom: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {protection.fonction}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{protection.refus}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {table}_inalterable BEFORE UPDATE OR DELETE OR TRUNCATE ON {nom} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {protection.fonction}()",
    ]


_ORDRES = {"sqlite": _sqlite, "postgresql": _postgresql}


@event.listens_for(Table, "after_create")
def interdire(table: Table, connexion: Connection, **_options: object) -> None:
    """Refuse UPDATE and DELETE on an append-only table that has just been made."""
    if table.name in PROTECTIONS:
        poser(connexion, table.name, table.name)


@event.listens_for(Table, "after_drop")
def oublier(table: Table, connexion: Connection, **_options: object) -> None:
    """Refuse them on what replaces the table; leave no function behind once the last table is gone."""
    if table.name not in PROTECTIONS:
        return
    protection, base = PROTECTIONS[table.name], inspect(connexion)
    if base.has_table(PROVISOIRE + table.name):
        poser(connexion, table.name, PROVISOIRE + table.name)
    elif connexion.dialect.name == "postgresql" and not any(map(base.has_table, protection.tables)):
        connexion.exec_driver_sql(f"DROP FUNCTION IF EXISTS {protection.fonction}()")


def poser(connexion: Connection, table: str, nom: str) -> None:
    """Refuse UPDATE and DELETE on what is the table `table`, under the name `nom` for now; once or again."""
    for ordre in _ORDRES[connexion.dialect.name](PROTECTIONS[table], table, nom):
        connexion.exec_driver_sql(ordre)
