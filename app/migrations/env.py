"""Alembic's environment: the tables are those of Flask-AppBuilder's metadata, ours and the framework's.

Run through `flask --app run db …`. Flask-Migrate's own template reads `db.metadata`, which is empty here and
would propose to drop every table.
"""

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

import app.models  # noqa: F401  (declares the tables)
from app.generateur.adaptateur import Model
from app.socle.base_de_donnees import des_modeles
from app.socle.cles_etrangeres import objets_compares


def rendre_type(genre, objet, contexte):
    """Write our column types as the plain types they store: a migration imports nothing of ours."""
    if genre == "type" and isinstance(objet, TypeDecorator) and type(objet).__module__.startswith("app."):
        return f"sa.{objet.impl!r}"
    return False


def migrer(connexion=None, **options):
    """Run the migrations on `connexion`, or print their SQL when there is none."""
    context.configure(
        connection=connexion,
        target_metadata=Model.metadata,
        render_item=rendre_type,
        render_as_batch=True,
        compare_type=True,
        include_name=des_modeles,
        include_object=objets_compares(moteur.dialect.name),
        **options,
    )
    with context.begin_transaction():
        context.run_migrations()


def sans_cles_etrangeres(connexion):
    """Turn SQLite's foreign keys off, on a connection kept out of the pool: batch mode rebuilds tables."""
    pilote = connexion.connection.driver_connection
    connexion.detach()
    if connexion.dialect.name == "sqlite":
        pilote.execute("PRAGMA foreign_keys=OFF")


moteur = current_app.extensions["migrate"].db.engine
if context.is_offline_mode():
    migrer(url=moteur.url, literal_binds=True)
else:
    with moteur.connect() as connexion:
        sans_cles_etrangeres(connexion)
        migrer(connexion)
