"""The totals beside the ledger come with it, from wherever it comes."""

from contextlib import contextmanager
from datetime import date

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy.exc import DBAPIError

from app.models import Cause, Ecriture, Employeur, Exercice, Operation, SoldeMensuel
from app.repertoire.parametres import semer_parametres
from app.socle import acces, par_lots
from app.socle.base_de_donnees import db, transaction
from tests.cotisations.outils import TOTAL, devoir, employeur, payer
from tests.outils.base import commande

TOTAUX = (SoldeMensuel.__table__, Exercice.__table__)
LE = date(2026, 2, 4)


@contextmanager
def ecrire(app):
    """Yield a session that commits, every row seen."""
    with app.app_context(), acces.systeme("tests"), transaction(db.session) as session:
        yield session
    with app.app_context():
        db.session.remove()


def totaux(app) -> list[list[tuple]]:
    with ecrire(app) as session:
        return [sorted(map(tuple, session.execute(sa.select(table)))) for table in TOTAUX]


@pytest.fixture
def tenus(app_a_part):
    """What the totals say of an account whose last payment re-allotted another."""
    with ecrire(app_a_part) as session:
        semer_parametres(session)
        qui = employeur(session)
        devoir(session, qui, 202601, LE)
        payer(session, qui, TOTAL + 20_000, date(2026, 2, 20))
        devoir(session, qui, 202512, date(2026, 3, 1), 50_000)
    return totaux(app_a_part)


def test_a_ledger_older_than_its_totals_is_added_up_by_the_migration(app_a_part, tenus):
    commande(app_a_part, "db", "downgrade", "0008-1")
    commande(app_a_part, "db", "upgrade")
    assert len(tenus[0]) == 3
    assert totaux(app_a_part) == tenus


def test_a_ledger_rebuilt_by_a_migration_is_still_closed_to_changes_and_added_up(app_a_part, tenus, moteur):
    reconstruire = "always" if moteur == "sqlite" else "auto"
    with app_a_part.app_context(), db.engine.connect() as connexion:
        operations = Operations(MigrationContext.configure(connexion, opts={"as_sql": False}))
        with operations.batch_alter_table("ecriture", recreate=reconstruire) as lot:
            lot.add_column(sa.Column("essai", sa.Integer()))
        connexion.commit()
    assert totaux(app_a_part) == tenus
    with pytest.raises(DBAPIError, match="ne se modifie pas"), ecrire(app_a_part) as session:
        session.execute(sa.delete(Ecriture.__table__))
    with ecrire(app_a_part) as session:
        payer(session, session.scalars(sa.select(Employeur)).one(), 1_000, date(2026, 4, 1))
    assert totaux(app_a_part)[1][0][2] == tenus[1][0][2] - 1_000


def test_what_is_written_in_bulk_is_added_up_employer_by_employer(session):
    un, autre = employeur(session), employeur(session)
    cles = par_lots.reserver(session, Operation.__table__, 2)
    for cle, qui in zip(cles, (un, autre), strict=True):
        faite = {"cause": Cause.paiement, "le": LE, "libelle": "Paiement", "cle": f"p{cle}"}
        session.add(Operation(id=cle, employeur_id=qui.id, **faite))
    lignes = [
        (cle, qui.id, "encaissements", "avances", None, LE.isoformat(), montant)
        for cle, qui, montants in zip(cles, (un, autre), ((100, 20), (3, 4_000)), strict=True)
        for montant in montants
    ]
    colonnes = ("operation_id", "employeur_id", "debit", "credit", "periode", "le", "montant")
    par_lots.inserer(session, Ecriture.__table__, colonnes, lignes)
    annees = sa.select(Exercice.montant).where(Exercice.employeur_id.in_([un.id, autre.id]))
    assert sorted(session.scalars(annees)) == [-4_003, -120]
