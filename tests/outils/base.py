"""Databases of the test suite's own: fresh, or copied from a migrated one."""

import shutil
from itertools import count
from pathlib import Path

import sqlalchemy as sa


class Bases:
    """Makes databases on one engine: files of `dossier`, or databases of the server at `serveur`."""

    def __init__(self, dossier: Path, serveur: str | None, prefixe: str):
        self.dossier, self.serveur, self.prefixe = dossier, serveur, prefixe
        self.numeros = count(1)

    def nouvelle(self, modele: str | None = None) -> str:
        """Return the URL of a new database, empty or a copy of `modele`, to which nobody is connected."""
        nom = f"{self.prefixe}_{next(self.numeros)}"
        return self._sur_serveur(nom, modele) if self.serveur else self._fichier(nom, modele)

    def _fichier(self, nom: str, modele: str | None) -> str:
        chemin = self.dossier / f"{nom}.sqlite3"
        if modele:
            shutil.copyfile(sa.make_url(modele).database, chemin)
        return f"sqlite:///{chemin}"

    def _sur_serveur(self, nom: str, modele: str | None) -> str:
        gabarit = f' TEMPLATE "{sa.make_url(modele).database}"' if modele else ""
        moteur = sa.create_engine(self.serveur, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with moteur.connect() as connexion:
            connexion.exec_driver_sql(f'DROP DATABASE IF EXISTS "{nom}"')
            connexion.exec_driver_sql(f'CREATE DATABASE "{nom}"{gabarit}')
        return sa.make_url(self.serveur).set(database=nom).render_as_string(hide_password=False)


def fermer(app, db) -> None:
    """Close the application's connections, so that its database can be copied."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def commande(app, *mots: str) -> str:
    """Run `flask …` in this process and return what it printed; raises what it raised."""
    with app.app_context():
        resultat = app.test_cli_runner().invoke(args=mots, catch_exceptions=False)
    assert resultat.exit_code == 0, resultat.output
    return resultat.output
