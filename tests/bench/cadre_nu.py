"""The same tables behind Flask-AppBuilder as it comes: one ModelView a table, its own menu and rights.

Its list is left in the order the database gives: asked for the latest first, it would sort them all.
"""

import logging

from flask import Flask
from flask_appbuilder import AppBuilder, ModelView
from flask_appbuilder.models.sqla.filters import FilterEqual
from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_appbuilder.utils.legacy import get_sqla_class

from app.models import TABLES, Quitus
from app.services.quitus.ecran import QuitusView
from tests.bench.bases import DEMANDEUR
from tests.bench.pages import parcourir

COMPTE = ("cadre-nu", "Cadre-nu-2026!")


def mesurer(url: str, adresses: dict[str, str]) -> dict[str, float]:
    """Return the seconds and queries of each page (see `pages.mesurer`), signed in as its administrator."""
    logging.getLogger("flask_appbuilder").setLevel(logging.ERROR)
    app = Flask("cadre_nu")
    app.config.update(SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="cadre nu", WTF_CSRF_ENABLED=False)
    db = get_sqla_class()()
    db.init_app(app)
    with app.app_context():
        cadre = AppBuilder(app, db.session)
        for modele in _modeles():
            cadre.add_view(_vue(modele), modele.__name__, category=modele.__name__[0])
        _compte(cadre.sm)
        client = app.test_client()
        client.post("/login/", data=dict(zip(("username", "password"), COMPTE, strict=True)))
        return parcourir(client, adresses)


def _modeles() -> list[type]:
    return [modele for modele in TABLES.values() if modele.__module__.startswith("app.")]


def _vue(modele: type) -> type[ModelView]:
    """Return the stock view of a table; that of the quitus has our columns, our filters and our owner."""
    colonnes = QuitusView.list_columns if modele is Quitus else [modele.__table__.columns.keys()[1]]
    champs = ("list_columns", "show_columns", "search_columns", "add_columns", "edit_columns")
    declare = {"datamodel": SQLAInterface(modele), "__module__": __name__} | dict.fromkeys(champs, colonnes)
    if modele is Quitus:
        declare |= {
            "search_columns": QuitusView.search_columns,
            "base_filters": [["employeur_id", FilterEqual, DEMANDEUR]],
        }
    return type(f"{modele.__name__}Vue", (ModelView,), declare)


def _compte(sm) -> None:
    if sm.find_user(COMPTE[0]) is None:
        sm.add_user(COMPTE[0], "Cadre", "Nu", "cadre@nu.tg", sm.find_role("Admin"), COMPTE[1])
