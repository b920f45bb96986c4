"""The migrations and the models tell the same tables, and the way back exists."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_appbuilder import Model

from app.base_de_donnees import db, des_modeles
from app.liens import objets_compares
from tests.outils_base import commande


def tables(app) -> set[str]:
    with app.app_context():
        noms = sa.inspect(db.engine).get_table_names()
        return {nom for nom in noms if des_modeles(nom, "table", {})}


def test_the_models_ask_for_nothing_that_no_migration_makes(app_a_part, moteur):
    choix = {"include_name": des_modeles, "include_object": objets_compares(moteur)}
    with app_a_part.app_context(), db.engine.connect() as connexion:
        contexte = MigrationContext.configure(connexion, opts={"compare_type": True, **choix})
        assert compare_metadata(contexte, Model.metadata) == []


def test_an_upgrade_makes_every_table_of_the_models(bases, fabriquer):
    neuve = fabriquer(bases.nouvelle())
    commande(neuve, "db", "upgrade")
    assert tables(neuve) == set(Model.metadata.tables) | {"alembic_version"}


def test_a_downgrade_to_nothing_leaves_no_table(app_a_part):
    commande(app_a_part, "db", "downgrade", "base")
    assert tables(app_a_part) == {"alembic_version"}


def test_foreign_keys_are_on_after_an_upgrade(app_a_part, moteur):
    commande(app_a_part, "db", "upgrade")
    with app_a_part.app_context(), db.engine.connect() as connexion:
        assert moteur == "postgresql" or connexion.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
