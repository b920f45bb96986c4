"""The totals that the database keeps beside the ledger: `solde_mensuel` by month, `exercice` by year.

A trigger adds the entries to them as they are written, whoever writes them and however many at once: no total
can be forgotten, and an account of fifty years is read without adding its entries up. As for
`app.socle.inalterable`, the trigger is made with the tables, whoever makes them.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, Table, event, inspect

from app.cotisations.grand_livre import BRANCHES
from app.cotisations.tables import DU_EMPLOYEUR, CompteComptable, Ecriture, Exercice, SoldeMensuel
from app.socle.inalterable import PROVISOIRE

C = CompteComptable
LIVRE, PAR_MOIS, PAR_ANNEE = (m.__tablename__ for m in (Ecriture, SoldeMensuel, Exercice))


class Dialecte(NamedTuple):
    """How a database says the year of a date, and the later of two dates."""

    annee: str
    plus_tard: str


DIALECTES = {
    "sqlite": Dialecte("CAST(substr({0}, 1, 4) AS INTEGER)", "max"),
    "postgresql": Dialecte("extract(year from {0})::int", "greatest"),
}


def _vaut(cote: str, comptes: Iterable[C]) -> str:
    """Return the SQL of 1 where the debit, or the credit, of an entry `n` is one of the accounts, else 0."""
    noms = ", ".join(sorted(f"'{compte.name}'" for compte in comptes))
    return f"(CASE WHEN n.{cote} IN ({noms}) THEN 1 ELSE 0 END)"


def _solde(*comptes: C) -> str:
    """Return the SQL of what an entry `n` adds to the balance of these accounts together."""
    return f"n.montant * ({_vaut('debit', comptes)} - {_vaut('credit', comptes)})"


def _principal() -> str:
    """Return the SQL of what an entry `n` adds to the principal: an employer's debt to a branch, or less."""
    branches = [CompteComptable[nom] for nom in BRANCHES]
    du = f"{_vaut('debit', [C.employeur])} * {_vaut('credit', branches)}"
    annule = f"{_vaut('credit', [C.employeur])} * {_vaut('debit', branches)}"
    return f"n.montant * ({du} - {annule})"


SOMMES = {
    "principal": _principal(),
    "cotisations": _solde(C.employeur),
    "majorations": _solde(C.retard),
    "avances": _solde(C.avances),
}
"""Each total of a month, as the SQL of what one entry adds to it."""


def additions(dialecte: str, ecritures: str) -> tuple[str, str]:
    """Return the SQL that adds entries (a table, or what stands for one) to the totals by month, by year."""
    return _par_mois(ecritures), _par_annee(ecritures, *DIALECTES[dialecte])


def _par_mois(ecritures: str) -> str:
    sommes = ", ".join(f"sum({somme})" for somme in SOMMES.values())
    ajouts = ", ".join(f"{nom} = {PAR_MOIS}.{nom} + excluded.{nom}" for nom in SOMMES)
    return (
        f"INSERT INTO {PAR_MOIS} (employeur_id, periode, {', '.join(SOMMES)}) "  # noqa: S608 - our own names
        f"SELECT n.employeur_id, coalesce(n.periode, 0), {sommes} FROM {ecritures} n "
        f"GROUP BY 1, 2 ORDER BY 1, 2 ON CONFLICT (employeur_id, periode) DO UPDATE SET {ajouts}"
    )


def _par_annee(ecritures: str, annee: str, plus_tard: str) -> str:
    """The date of each operation is looked up by its key: a join, planned once, would read them all."""
    du_jour = annee.format("(SELECT o.le FROM operation o WHERE o.id = n.operation_id)")
    return (
        f"INSERT INTO {PAR_ANNEE} (employeur_id, annee, montant, dernier_le) "  # noqa: S608 - our own names
        f"SELECT n.employeur_id, {du_jour}, sum({_solde(*DU_EMPLOYEUR)}), max(n.le) FROM {ecritures} n "
        "GROUP BY 1, 2 ORDER BY 1, 2 ON CONFLICT (employeur_id, annee) DO UPDATE SET "
        f"montant = {PAR_ANNEE}.montant + excluded.montant, "
        f"dernier_le = {plus_tard}({PAR_ANNEE}.dernier_le, excluded.dernier_le)"
    )


def _sqlite(livre: str) -> list[str]:
    """An entry at a time: SQLite has no trigger a statement."""
    colonnes = ", ".join(f"NEW.{c.name} AS {c.name}" for c in Ecriture.__table__.c)
    ordres = "; ".join(additions("sqlite", f"(SELECT {colonnes})"))
    return [f"CREATE TRIGGER ecriture_cumule AFTER INSERT ON {livre} BEGIN {ordres}; END"]


def _postgresql(livre: str) -> list[str]:
    """All the entries of a statement together, were they a million by COPY."""
    ordres = "; ".join(additions("postgresql", "nouvelles"))
    return [
        "CREATE OR REPLACE FUNCTION grand_livre_cumule() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {ordres}; RETURN NULL; END $$",
        f"CREATE TRIGGER ecriture_cumule AFTER INSERT ON {livre} REFERENCING NEW TABLE AS nouvelles "
        "FOR EACH STATEMENT EXECUTE FUNCTION grand_livre_cumule()",
    ]


_POSES = {"sqlite": _sqlite, "postgresql": _postgresql}
_DEPOSES = {
    "sqlite": "DROP TRIGGER IF EXISTS ecriture_cumule",
    "postgresql": "DROP FUNCTION IF EXISTS grand_livre_cumule() CASCADE",
}


@event.listens_for(Table, "after_create")
def cumuler(table: Table, connexion: Connection, **_options: object) -> None:
    """Add up what is written from now on, once the ledger and both tables of totals are there."""
    if table.name in (LIVRE, PAR_MOIS, PAR_ANNEE):
        _poser(connexion, LIVRE)


@event.listens_for(Table, "after_drop")
def reprendre(table: Table, connexion: Connection, **_options: object) -> None:
    """Add up again what is written in a ledger that a migration has rebuilt (SQLite): its copy is there."""
    if table.name == LIVRE:
        _poser(connexion, PROVISOIRE + LIVRE)


@event.listens_for(Table, "before_drop")
def cesser(table: Table, connexion: Connection, **_options: object) -> None:
    """Leave no trigger that would write in a table about to go."""
    if table.name in (PAR_MOIS, PAR_ANNEE):
        connexion.exec_driver_sql(_DEPOSES[connexion.dialect.name])


def _poser(connexion: Connection, livre: str) -> None:
    tables = inspect(connexion)
    if all(map(tables.has_table, (livre, PAR_MOIS, PAR_ANNEE))):
        for ordre in _POSES[connexion.dialect.name](livre):
            connexion.exec_driver_sql(ordre)
