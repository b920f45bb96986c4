"""The application factory: the order in which things start."""

from flask import Flask

import config


def create_app(reglages: dict | None = None, environnement: str | None = None) -> Flask:
    """Return the application for `environnement` (APP_ENV by default), `reglages` on top of its settings.

    Raises config.ConfigurationRefusee when production is asked for with an unsafe environment.
    """
    from app import acces, base_de_donnees, commandes, journal, securite_http, views
    from app import effets as _effets  # noqa: F401 - importing it registers what decisions trigger
    from app.models import Model

    application = Flask(__name__)
    application.config.from_object(config.choisir(environnement))
    application.config.update(FAB_ROLES=acces.roles_du_cadre(), **(reglages or {}))
    application.config["INSTANCE"].mkdir(parents=True, exist_ok=True)
    if not application.testing:
        journal.installer(application)

    base_de_donnees.db.init_app(application)
    base_de_donnees.migrate.init_app(application, base_de_donnees.db)
    acces.installer(Model)
    securite_http.installer(application)
    views.installer(application)
    commandes.installer(application)
    return application
