"""The ledger is append-only: the database itself refuses to change or delete what is written.

The triggers are made with the tables, whoever makes them: a migration, a rebuilding of the table by one
(SQLite), or `create_all`. That each operation sums to zero needs no trigger: see `app.models.Ecriture`.
"""

from sqlalchemy import Connection, Table, event, inspect

TABLES = ("operation", "ecriture")
REFUS = "Le grand livre ne se modifie pas : passez une écriture contraire."
PROVISOIRE = "_alembic_tmp_"
"""What a migration puts before the name of a table it rebuilds on SQLite."""


def _sqlite(table: str, nom: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_refuse_{ordre.lower()} BEFORE {ordre} ON {nom} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUS}'); END"
        for ordre in ("UPDATE", "DELETE")
    ]


def _postgresql(table: str, nom: str) -> list[str]:
    return [
        "CREATE OR REPLACE FUNCTION grand_livre_inalterable() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {table}_inalterable BEFORE UPDATE OR DELETE OR TRUNCATE ON {nom} "
        "FOR EACH STATEMENT EXECUTE FUNCTION grand_livre_inalterable()",
    ]


_ORDRES = {"sqlite": _sqlite, "postgresql": _postgresql}


@event.listens_for(Table, "after_create")
def interdire(table: Table, connexion: Connection, **_options: object) -> None:
    """Refuse UPDATE and DELETE on a table of the ledger that has just been made."""
    if table.name in TABLES:
        _poser(connexion, table.name, table.name)


@event.listens_for(Table, "after_drop")
def oublier(table: Table, connexion: Connection, **_options: object) -> None:
    """Refuse them on what replaces the table; leave no function behind once the last table is gone."""
    if table.name not in TABLES:
        return
    if inspect(connexion).has_table(PROVISOIRE + table.name):
        _poser(connexion, table.name, PROVISOIRE + table.name)
    elif table.name == TABLES[0] and connexion.dialect.name == "postgresql":
        connexion.exec_driver_sql("DROP FUNCTION IF EXISTS grand_livre_inalterable() CASCADE")


def _poser(connexion: Connection, table: str, nom: str) -> None:
    for ordre in _ORDRES[connexion.dialect.name](table, nom):
        connexion.exec_driver_sql(ordre)
