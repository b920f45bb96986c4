"""The screens, in the order of the navigation: `MENU` is the whole of what is on screen."""

from flask_appbuilder import AppBuilder

from app import securite
from app.base_de_donnees import db
from app.views import adresses, erreurs, rendu
from app.views.accueil import EspaceCourantView
from app.views.administration import TacheView
from app.views.assure import CompteIndividuelView, SimulateurView
from app.views.dnr import DNRView
from app.views.dnr_lignes import LignesDNRView
from app.views.instruction import DossiersView, InstructionView, LignesInstructionView
from app.views.quitus import QuitusView, VerificationView
from app.views.registre import AssureView, DivisionView, EmployeurView
from app.views.supervision import CertificatView, ParametreView

MENU = [
    DNRView,
    QuitusView,
    CompteIndividuelView,
    SimulateurView,
    InstructionView,
    DossiersView,
    EmployeurView,
    AssureView,
    CertificatView,
    ParametreView,
    DivisionView,
    TacheView,
]
HORS_MENU = [EspaceCourantView, LignesDNRView, LignesInstructionView, VerificationView]
"""Pages reached from others."""


def installer(app) -> None:
    """Build Flask-AppBuilder on the application and register every view."""
    adresses.installer(app)
    rendu.installer(app)
    securite.installer(app)
    erreurs.installer(app)
    with app.app_context():
        appbuilder = AppBuilder()
        appbuilder.init_app(app, db.session)
        for vue in HORS_MENU:
            appbuilder.add_view_no_menu(vue)
        app.extensions["menu"] = [appbuilder.add_view_no_menu(vue) for vue in MENU]
