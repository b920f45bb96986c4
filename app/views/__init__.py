"""The screens of no single service: dashboards, the fund's desk, accounts, the public site.

Every screen declares itself (see `app.generateur.ecrans.espace`), those of the services too; `installer`
serves them all, in the navigation at the rank they give themselves. May import every room but `commandes`.
"""

from flask import Flask

from app.generateur.adaptateur import AppBuilder
from app.generateur.ecrans import brouillons, televersement
from app.generateur.ecrans.espace import ECRANS, Ecran
from app.identites import identification
from app.journal import requetes
from app.services.paiement import avis_operateur
from app.site import publique
from app.socle import adresses
from app.socle.base_de_donnees import db
from app.views import avant_chaque_page, erreurs, gabarits, hors_ligne, retour
from app.views.site import flux

DANS_L_ORDRE = (
    adresses,
    gabarits,
    identification,
    avant_chaque_page,
    erreurs,
    brouillons,
    hors_ligne,
    televersement,
    retour,
    avis_operateur,
    requetes,
    publique,
    flux,
)
"""What prepares the application before any screen, or runs before each request: the order is theirs."""


def installer(app: Flask) -> None:
    """Build Flask-AppBuilder on the application and register every screen."""
    for module in DANS_L_ORDRE:
        module.installer(app)
    with app.app_context():
        appbuilder = AppBuilder()
        appbuilder.init_app(app, db.session)
        du_menu = []
        for ecran in servis(app):
            vue = appbuilder.add_view_no_menu(ecran)
            if ecran.ordre is not None:
                du_menu.append(vue)
        app.extensions["menu"] = du_menu
    adresses.retenir(app)


def servis(app: Flask) -> list[type[Ecran]]:
    """Return the screens that `app` serves, by their rank; the home page is the framework's to register."""
    accueil = app.config["FAB_INDEX_VIEW"].rpartition(".")[2]
    admis = (e for e in ECRANS.valeurs() if app.config["DEMONSTRATION"] or not e.en_demonstration)
    return sorted(
        (e for e in admis if e.__name__ != accueil), key=lambda e: (e.ordre is not None, e.ordre or 0)
    )
