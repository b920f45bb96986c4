"""Links of the tables written by the hundred thousand: PostgreSQL checks them once a statement.

A foreign key is checked there row after row, and each check locks the row it finds: a declaration of 100 000
lines would look for its own key 100 000 times and write to as many rows of the register. Triggers that see
all the rows of a statement keep the same promise from both sides, and refuse with the same error. SQLite has
the foreign key, which costs it little.
"""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, ForeignKeyConstraint, Table, event, text
from sqlalchemy.schema import SchemaItem

MARQUE = "par_lot"
"""What `champs.lien` writes in the `info` of such a column."""

_VERS_UNE_LIGNE = """
CREATE OR REPLACE FUNCTION lien_vers_une_ligne() RETURNS trigger LANGUAGE plpgsql
SET enable_hashagg = off AS $$
DECLARE inconnue bigint;
BEGIN
    EXECUTE format(
        'SELECT n.cle FROM (SELECT DISTINCT %1$I AS cle FROM nouvelles) n '
        'WHERE n.cle IS NOT NULL AND NOT EXISTS (SELECT FROM %2$I p WHERE p.id = n.cle) LIMIT 1',
        TG_ARGV[0], TG_ARGV[1]
    ) INTO inconnue;
    IF inconnue IS NOT NULL THEN
        RAISE EXCEPTION '%.% mène à une ligne inconnue de %', TG_TABLE_NAME, TG_ARGV[0], TG_ARGV[1]
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$
"""
"""Without hashing, the different keys are looked up in order, neighbours one after the other."""
_ENCORE_LIEE = """
CREATE OR REPLACE FUNCTION ligne_encore_liee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE liee boolean;
BEGIN
    EXECUTE format('LOCK TABLE %I IN SHARE ROW EXCLUSIVE MODE', TG_ARGV[0]);
    EXECUTE format(
        'SELECT EXISTS (SELECT FROM anciennes a JOIN %1$I t ON t.%2$I = a.id)', TG_ARGV[0], TG_ARGV[1]
    ) INTO liee;
    IF liee THEN
        RAISE EXCEPTION 'des lignes de %.% mènent encore à %', TG_ARGV[0], TG_ARGV[1], TG_TABLE_NAME
            USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$
"""
"""The lock makes who deletes wait for who writes a link to the row, and the other way round."""


def poser(connexion: Connection, table: str, colonne: str, cible: str) -> None:
    """Have PostgreSQL keep the link from `table.colonne` to the key of the table `cible`."""
    poser_les_fonctions(connexion)
    for moment, ou, vues, fonction in _declencheurs(table, colonne, cible):
        connexion.execute(
            text(
                f"CREATE TRIGGER {_nom(table, colonne, moment)} AFTER {moment} ON {ou} "
                f"REFERENCING {vues} FOR EACH STATEMENT EXECUTE FUNCTION {fonction}"
            )
        )


def poser_les_fonctions(connexion: Connection) -> None:
    """Make, or make anew, what the triggers of all links call."""
    for fonction in (_VERS_UNE_LIGNE, _ENCORE_LIEE):
        connexion.execute(text(fonction))


def lever(connexion: Connection, table: str, colonne: str, cible: str) -> None:
    """Undo `poser`; `table` may be gone already."""
    for moment, ou, _, _ in _declencheurs(table, colonne, cible):
        connexion.execute(text(f"DROP TRIGGER IF EXISTS {_nom(table, colonne, moment)} ON {ou}"))


def objets_compares(dialecte: str) -> Callable[..., bool]:
    """Return Alembic's `include_object` for a database: no foreign key is missed where triggers stand."""

    def compare(
        objet: SchemaItem, _nom: str | None, _genre: str, reflete: bool, _pendant: SchemaItem | None
    ) -> bool:
        if reflete or dialecte != "postgresql":
            return True
        return not (isinstance(objet, ForeignKeyConstraint) and _par_lot(objet))

    return compare


def _declencheurs(table: str, colonne: str, cible: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield the moment, the table, the rows seen and the function of each trigger of a link."""
    for moment in ("INSERT", "UPDATE"):
        yield moment, table, "NEW TABLE AS nouvelles", f"lien_vers_une_ligne('{colonne}', '{cible}')"
    yield "DELETE", cible, "OLD TABLE AS anciennes", f"ligne_encore_liee('{table}', '{colonne}')"


def _nom(table: str, colonne: str, moment: str) -> str:
    return f"{table}_{colonne}_{moment.lower()}"


def _liens(table: Table) -> Iterator[tuple[str, str, str]]:
    """Yield the table, the column and the target of each link of `table` that is checked by statement."""
    for contrainte in filter(_par_lot, table.foreign_key_constraints):
        yield table.name, contrainte.column_keys[0], contrainte.referred_table.name


def _par_lot(contrainte: ForeignKeyConstraint) -> bool:
    return any(colonne.info.get(MARQUE) for colonne in contrainte.columns)


@event.listens_for(ForeignKeyConstraint, "after_parent_attach")
def _laisser_a_sqlite(contrainte: ForeignKeyConstraint, _table: Table) -> None:
    if _par_lot(contrainte):
        contrainte.ddl_if(dialect="sqlite")


@event.listens_for(Table, "after_create")
def _poser_tous(table: Table, connexion: Connection, **_options: object) -> None:
    if connexion.dialect.name == "postgresql":
        for lien in _liens(table):
            poser(connexion, *lien)


@event.listens_for(Table, "before_drop")
def _lever_tous(table: Table, connexion: Connection, **_options: object) -> None:
    if connexion.dialect.name == "postgresql":
        for lien in _liens(table):
            lever(connexion, *lien)
