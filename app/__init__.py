"""The application factory: the order in which things start."""

from flask import Flask

import config


def create_app(reglages: dict | None = None, environnement: str | None = None) -> Flask:
    """Return the application for `environnement` (APP_ENV by default), `reglages` on top of its settings.

    Raises config.ConfigurationRefusee when production is asked for with an unsafe environment or a server is
    public before its environment is said, and registre.EntreeRefusee when a room declares what leads nowhere.
    """
    from app import commandes, models, views
    from app.socle import acces, base_de_donnees, boucle, journalisation, registre, requete, securite_http

    application = Flask(__name__)
    application.config.from_object(config.choisir(environnement))
    application.config.update(**(reglages or {}))
    application.config["INSTANCE"].mkdir(parents=True, exist_ok=True)
    if not application.testing:
        journalisation.installer(application)

    registre.verifier_tous()
    base_de_donnees.db.init_app(application)
    base_de_donnees.migrate.init_app(application, base_de_donnees.db)
    acces.installer(models.Model)
    requete.installer(application)
    securite_http.installer(application)
    views.installer(application)
    commandes.installer(application)
    boucle.installer(application)
    return application
