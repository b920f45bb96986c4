"""The screens, in the order of the navigation: `MENU` is the whole of what is on screen."""

from flask_appbuilder import AppBuilder

from app import securite
from app.base_de_donnees import db
from app.views import (
    adresses,
    avis_operateur,
    brouillons,
    connexion,
    coquille,
    erreurs,
    garde,
    reception,
    rendu,
    retour,
)
from app.views.communication import VUES as COMMUNICATION
from app.views.accueil import EspaceCourantView
from app.views.administration import HabilitationView, TacheView
from app.views.aide import AideView
from app.views.assure import CompteIndividuelView, SimulateurView
from app.views.avis_operateur import AvisOperateurView
from app.views.banques import BanqueView
from app.views.brouillons import BrouillonView
from app.views.compte import CompteView, MonMotDePasseView
from app.views.compte_cotisant import CompteCotisantView, CompteEmployeurView, EcritureView
from app.views.coquille import CoquilleView
from app.views.courriers import BoiteView, CourrierView, ModeleCourrierView
from app.views.declaration_cotisations import DeclarationCotisationsView
from app.views.dnr import DNRView
from app.views.dnr_lignes import LignesDNRView
from app.views.double_verification import DoubleVerificationView, SecondFacteurView
from app.views.formulaires_papier import FormulairesView
from app.views.historique import VUES as HISTORIQUES
from app.views.inscription import InscriptionView
from app.views.instruction import DossiersView, InstructionView, LignesInstructionView
from app.views.mes_sessions import MesSessionsView
from app.views.mot_de_passe_oublie import MotDePasseOublieView
from app.views.operations import OperationView
from app.views.paiement import PaiementView
from app.views.paiements_recus import PaiementsRecusView
from app.views.personnes import InvitationsView, InvitationView, PersonnesView
from app.views.pieces import VUES as DOSSIERS
from app.views.pre_immatriculation import PreImmatriculationView
from app.views.profil import (
    ConfirmationView,
    DonneesAssureView,
    DonneesEmployeurView,
    MesDonneesView,
    ModificationAssureView,
    ModificationEmployeurView,
    MonCourrielView,
)
from app.views.quitus import QuitusView, VerificationView
from app.views.rapprochement import LigneReleveView, RapprochementView
from app.views.reception import ReceptionView
from app.views.registre import AssureView, DivisionView, EmployeurView
from app.views.remises import RemiseView
from app.views.services_assure import VUES as SERVICES_ASSURE
from app.views.services_employeur import VUES as SERVICES_EMPLOYEUR
from app.views.simulation_publique import SimulationPubliqueView
from app.views.site import flux, publique
from app.views.site.accueil import SiteView
from app.views.site.articles import ArticlesView
from app.views.site.documents import DocumentsView, MediasView
from app.views.site.flux import FluxView
from app.views.site.pages import PagesView
from app.views.site.visiteurs import CandidatureView, CapitalHumainView, ContactsView, MessageView
from app.views.statistiques import PublicationView, StatistiquesView
from app.views.styleguide import StyleguideView
from app.views.supervision import CertificatView, ConsultationView, ParametreView

MENU = [
    DNRView,
    DeclarationCotisationsView,
    PaiementView,
    CompteCotisantView,
    QuitusView,
    *SERVICES_EMPLOYEUR,
    CompteIndividuelView,
    SimulateurView,
    *SERVICES_ASSURE,
    *HISTORIQUES,
    PersonnesView,
    ModificationEmployeurView,
    DonneesEmployeurView,
    ModificationAssureView,
    DonneesAssureView,
    InstructionView,
    DossiersView,
    PaiementsRecusView,
    RapprochementView,
    LigneReleveView,
    BanqueView,
    EmployeurView,
    AssureView,
    *COMMUNICATION,
    RemiseView,
    OperationView,
    CertificatView,
    ConsultationView,
    ParametreView,
    PublicationView,
    HabilitationView,
    DivisionView,
    CourrierView,
    ModeleCourrierView,
    SecondFacteurView,
    TacheView,
]
HORS_MENU = [
    AideView,
    AvisOperateurView,
    BoiteView,
    BrouillonView,
    CompteView,
    CompteEmployeurView,
    CoquilleView,
    EcritureView,
    *DOSSIERS,
    DoubleVerificationView,
    EspaceCourantView,
    ConfirmationView,
    FormulairesView,
    InscriptionView,
    InvitationView,
    InvitationsView,
    LignesDNRView,
    LignesInstructionView,
    MesDonneesView,
    MesSessionsView,
    MonCourrielView,
    MonMotDePasseView,
    MotDePasseOublieView,
    PreImmatriculationView,
    ReceptionView,
    SimulationPubliqueView,
    StatistiquesView,
    VerificationView,
    SiteView,
    ArticlesView,
    CandidatureView,
    CapitalHumainView,
    ContactsView,
    DocumentsView,
    FluxView,
    MediasView,
    MessageView,
    PagesView,
]
"""Pages reached from others."""


def installer(app) -> None:
    """Build Flask-AppBuilder on the application and register every view."""
    adresses.installer(app)
    rendu.installer(app)
    securite.installer(app)
    garde.installer(app)
    connexion.installer(app)
    erreurs.installer(app)
    brouillons.installer(app)
    coquille.installer(app)
    reception.installer(app)
    retour.installer(app)
    avis_operateur.installer(app)
    publique.installer(app)
    flux.installer(app)
    with app.app_context():
        appbuilder = AppBuilder()
        appbuilder.init_app(app, db.session)
        for vue in [*HORS_MENU, *([StyleguideView] if app.config["DEMONSTRATION"] else [])]:
            appbuilder.add_view_no_menu(vue)
        app.extensions["menu"] = [appbuilder.add_view_no_menu(vue) for vue in MENU]
