"""The library's application: all that a host does for the generator."""

from pathlib import Path

from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from app.generateur import affichage, sorties
from app.generateur.adaptateur import AppBuilder, Model
from app.generateur.ecrans import brouillons, televersement
from app.generateur.ecrans.brouillons import BrouillonView
from app.generateur.ecrans.espace import ECRANS
from app.generateur.ecrans.televersement import TeleversementView
from app.generateur.tables import Brouillon
from app.regles import francais
from app.socle import acces, adresses
from app.socle.base_de_donnees import db
from tests.generateur.bibliotheque.tables import Rayon

with ECRANS.provisoire():
    from tests.generateur.bibliotheque import ecrans, lecteurs, registre

GABARITS = (Path(__file__).parent / "templates", Path(affichage.__file__).parents[1] / "templates")
"""The library's frame, then the lists, forms and components of the portal."""
REGLAGES = {
    "SECRET_KEY": "la-cle-de-la-bibliotheque-qui-ne-sert-qu-aux-tests",
    "WTF_CSRF_ENABLED": False,
    "MAX_CONTENT_LENGTH": 20 * 2**20,
    "BABEL_DEFAULT_LOCALE": "fr",
    "FAB_INDEX_VIEW": f"{ecrans.__name__}.BibliothequeView",
    "FAB_SECURITY_MANAGER_CLASS": f"{lecteurs.__name__}.Gardien",
    "FAB_CREATE_DB": False,
    "FAB_UPDATE_PERMS": False,
    "FAB_ADD_SECURITY_API": False,
    "FAB_ADD_MENU_API": False,
    "FAB_ADD_OPENAPI_VIEWS": False,
}
SERVIS = (ecrans.LivreView, ecrans.CouvertureView, BrouillonView, TeleversementView)


def creer(url: str, depot: Path) -> Flask:
    """Return the library on the database at `url`, its tables made; files are kept in `depot`."""
    app = Flask(__name__)
    app.config.update(REGLAGES, SQLALCHEMY_DATABASE_URI=url, DEPOT_FICHIERS=depot)
    _preparer_les_gabarits(app)
    db.init_app(app)
    CSRFProtect(app)
    acces.installer(Rayon)
    acces.installer(Model)
    for module in (adresses, lecteurs, brouillons, televersement):
        module.installer(app)
    sorties.notees_par(app, registre.noter)
    with app.app_context():
        _ouvrir(app)
    return app


def _preparer_les_gabarits(app: Flask) -> None:
    app.jinja_loader = ChoiceLoader([FileSystemLoader(dossier) for dossier in GABARITS])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(instant=affichage.instant, date_fr=francais.jour, ensemble=str)


def _ouvrir(app: Flask) -> None:
    """Serve the screens and make the tables, the framework's among them."""
    appbuilder = AppBuilder()
    appbuilder.init_app(app, db.session)
    for ecran in SERVIS:
        appbuilder.add_view_no_menu(ecran)
    du_cadre = [t for t in Model.metadata.sorted_tables if t.name.startswith("ab_")]
    Model.metadata.create_all(db.engine, [*du_cadre, Brouillon.__table__])
    Rayon.metadata.create_all(db.engine)
