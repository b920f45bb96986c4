"""The screens, in the order of the navigation: `MENU` is the whole of what is on screen."""

from flask_appbuilder import AppBuilder

from app import securite
from app.base_de_donnees import db
from app.views import adresses, brouillons, coquille, erreurs, garde, reception, rendu, retour
from app.views.accueil import EspaceCourantView
from app.views.assure.compte_individuel import CompteIndividuelView
from app.views.assure.services import VUES as SERVICES_ASSURE
from app.views.assure.simulateur import SimulateurView
from app.views.brouillons import BrouillonView
from app.views.caisse.administration import HabilitationView, TacheView
from app.views.caisse.banques import BanqueView
from app.views.caisse.communication import VUES as COMMUNICATION
from app.views.caisse.courriers import BoiteView, CourrierView, ModeleCourrierView
from app.views.caisse.instruction import DossiersView, InstructionView, LignesInstructionView
from app.views.caisse.paiements_recus import PaiementsRecusView
from app.views.caisse.rapprochement import LigneReleveView, RapprochementView
from app.views.caisse.registre import AssureView, DivisionView, EmployeurView
from app.views.caisse.remises import RemiseView
from app.views.caisse.statistiques import PublicationView
from app.views.caisse.supervision import CertificatView, ConsultationView, ParametreView
from app.views.comptes import connexion
from app.views.comptes.compte import CompteView, MonMotDePasseView
from app.views.comptes.double_verification import DoubleVerificationView, SecondFacteurView
from app.views.comptes.inscription import InscriptionView
from app.views.comptes.mes_sessions import MesSessionsView
from app.views.comptes.mot_de_passe_oublie import MotDePasseOublieView
from app.views.comptes.personnes import InvitationsView, InvitationView, PersonnesView
from app.views.comptes.profil import (
    ConfirmationView,
    DonneesAssureView,
    DonneesEmployeurView,
    MesDonneesView,
    ModificationAssureView,
    ModificationEmployeurView,
    MonCourrielView,
)
from app.views.coquille import CoquilleView
from app.views.employeur import avis_operateur
from app.views.employeur.avis_operateur import AvisOperateurView
from app.views.employeur.compte_cotisant import CompteCotisantView, CompteEmployeurView, EcritureView
from app.views.employeur.declaration_cotisations import DeclarationCotisationsView
from app.views.employeur.dnr import DNRView
from app.views.employeur.dnr_lignes import LignesDNRView
from app.views.employeur.historique_paiements import HistoriquePaiementsView
from app.views.employeur.paiement import PaiementView
from app.views.employeur.pre_immatriculation import PreImmatriculationView
from app.views.employeur.quitus import QuitusView
from app.views.employeur.remise import DemandeRemiseView
from app.views.employeur.services import VUES as SERVICES_EMPLOYEUR
from app.views.historique import VUES as HISTORIQUES
from app.views.operations import OperationView
from app.views.pieces import VUES as DOSSIERS
from app.views.reception import ReceptionView
from app.views.site import flux, publique
from app.views.site.accueil import SiteView
from app.views.site.aide import AideView
from app.views.site.articles import ArticlesView
from app.views.site.documents import DocumentsView, MediasView
from app.views.site.flux import FluxView
from app.views.site.formulaires_papier import FormulairesView
from app.views.site.pages import PagesView
from app.views.site.simulation_publique import SimulationPubliqueView
from app.views.site.statistiques import StatistiquesView
from app.views.site.verification import VerificationView
from app.views.site.visiteurs import CandidatureView, CapitalHumainView, ContactsView, MessageView
from app.views.styleguide import StyleguideView

MENU = [
    DNRView,
    DeclarationCotisationsView,
    PaiementView,
    CompteCotisantView,
    QuitusView,
    DemandeRemiseView,
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
    HistoriquePaiementsView,
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
