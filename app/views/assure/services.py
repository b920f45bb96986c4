"""The insured person's services: each is its model and these few lines, and what its form opens on."""

from flask import abort, request
from flask_appbuilder import expose, has_access

from app import certificats
from app.base_de_donnees import db
from app.models import (
    AccidentTravail,
    AllocationPrenatale,
    AssuranceVolontaire,
    AttestationIndividuelle,
    DeclarationConjoint,
    DeclarationEnfant,
    IndemniteMaternite,
    MaladieProfessionnelle,
    PensionInvalidite,
    PensionSurvivant,
    PensionVieillesse,
    Reclamation,
    RectificationCarriere,
    ServiceConcerne,
)
from app.regles import mois
from app.services import saisies
from app.views.assure.moi import moi_assure
from app.views.demande import DemandeView
from app.views.envois import pdf

DEMANDER, DECLARER = "Faire une demande", "Faire une déclaration"


class ServiceAssureView(DemandeView):
    """A service of the insured person's espace: its form opens on what the register knows."""

    def valeurs_initiales(self):
        """Return the identity and last job of the person, for the fields that ask for them."""
        moi = moi_assure()
        return saisies.emploi(db.session, moi) | saisies.identite(moi)


class AssuranceVolontaireView(ServiceAssureView):
    """Who lost salaried status asks to go on for the pension."""

    modele = AssuranceVolontaire
    espace = "assure"
    titre = "Assurance volontaire"
    creer = "Demander l’assurance volontaire"
    resume = "Continuer à cotiser pour la pension après la fin de l’emploi"


class PensionVieillesseView(ServiceAssureView):
    """The old-age pension, normal or early."""

    modele = PensionVieillesse
    espace = "assure"
    groupe = DEMANDER
    titre = "Pension de vieillesse"
    creer = "Demander une pension de vieillesse"
    resume = "Demander votre pension, normale ou anticipée"

    def valeurs_initiales(self):
        """Return the first departure that age opens."""
        return saisies.pension(db.session, moi_assure())


class PensionInvaliditeView(ServiceAssureView):
    """The invalidity pension."""

    modele = PensionInvalidite
    espace = "assure"
    groupe = DEMANDER
    titre = "Pension d’invalidité"
    creer = "Demander une pension d’invalidité"


class PensionSurvivantView(DemandeView):
    """The survivors' pension: nothing of the person who asks says who died."""

    modele = PensionSurvivant
    espace = "assure"
    groupe = DEMANDER
    titre = "Pension de survivant"
    creer = "Demander une pension de survivant"


class AllocationPrenataleView(ServiceAssureView):
    """The antenatal allowance, part by part."""

    modele = AllocationPrenatale
    espace = "assure"
    groupe = DEMANDER
    titre = "Allocation prénatale"
    creer = "Demander une part de l’allocation prénatale"
    resume = "Demander chaque part après son examen"


class IndemniteMaterniteView(ServiceAssureView):
    """The daily maternity allowance."""

    modele = IndemniteMaternite
    espace = "assure"
    groupe = DEMANDER
    titre = "Indemnité de maternité (IJM)"
    adresse = "ijm"
    creer = "Demander l’IJM"


class AccidentAssureView(ServiceAssureView):
    """A worker declares the accident himself, within 2 years."""

    modele = AccidentTravail
    espace = "assure"
    groupe = DECLARER
    titre = "Accident du travail"
    creer = "Déclarer un accident du travail"
    list_columns = ["numero", "survenu_le", "lieu", "statut", "soumise_le"]


class MaladieProfessionnelleView(ServiceAssureView):
    """An illness due to work."""

    modele = MaladieProfessionnelle
    espace = "assure"
    groupe = DECLARER
    titre = "Maladie professionnelle"
    creer = "Déclarer une maladie professionnelle"
    list_columns = ["numero", "maladie", "constatee_le", "statut", "soumise_le"]


class DeclarationEnfantView(DemandeView):
    """A child enters the family."""

    modele = DeclarationEnfant
    espace = "assure"
    groupe = DECLARER
    titre = "Enfants"
    creer = "Déclarer un enfant"
    list_columns = ["numero", "nom", "prenoms", "naissance_le", "statut", "soumise_le"]


class DeclarationConjointView(DemandeView):
    """A spouse enters the family."""

    modele = DeclarationConjoint
    espace = "assure"
    groupe = DECLARER
    titre = "Conjoint"
    creer = "Déclarer un conjoint"
    list_columns = ["numero", "nom", "prenoms", "mariage_le", "statut", "soumise_le"]


class AttestationView(DemandeView):
    """A certificate of affiliation or career, at once when the register alone answers."""

    modele = AttestationIndividuelle
    espace = "assure"
    titre = "Attestation individuelle"
    adresse = "attestations"
    creer = "Demander une attestation"
    resume = "Obtenir aussitôt une attestation d’affiliation ou de carrière"
    include_route_methods = DemandeView.include_route_methods | {"certificat"}
    droits_des_routes = {"certificat": "consulter"}

    def documents(self, objet):
        """Return the certificate once it is issued."""
        attestation = {"libelle": "Attestation (PDF)", "url": self.url("certificat", pk=objet.id)}
        return [*([attestation] if objet.certificat else []), *super().documents(objet)]

    @expose("/<int:pk>/attestation.pdf")
    @has_access
    def certificat(self, pk):
        """Send the certificate as a PDF."""
        certificat = self.trouver(pk).certificat or abort(404)
        return pdf(certificats.imprimer(certificat), certificat.numero)


class DepuisUneLacune(ServiceAssureView):
    """A service that a gap of the account may lead to: `?lacune=2019-03` opens it on these months."""

    def valeurs_initiales(self):
        """Return the months of the gap named in the address."""
        try:
            debut = mois.lire(request.args.get("lacune", ""))
        except ValueError:
            return {}
        return saisies.lacune(db.session, moi_assure(), debut) | {"service": ServiceConcerne.carriere}


class ReclamationAssureView(DepuisUneLacune):
    """An insured person complains, of a gap of the account or of anything else."""

    modele = Reclamation
    espace = "assure"
    titre = "Réclamations"
    creer = "Faire une réclamation"
    resume = "Signaler une erreur ou un désaccord"
    list_columns = ["numero", "objet", "service", "statut", "soumise_le"]
    search_columns = ["numero", "objet", "service", "statut", "soumise_le"]


class RectificationView(DepuisUneLacune):
    """Months of the account that are missing or wrong."""

    modele = RectificationCarriere
    espace = "assure"
    groupe = DEMANDER
    titre = "Rectification de carrière"
    creer = "Demander une rectification de carrière"


VUES = [
    AssuranceVolontaireView,
    PensionVieillesseView,
    PensionInvaliditeView,
    PensionSurvivantView,
    AllocationPrenataleView,
    IndemniteMaterniteView,
    RectificationView,
    AccidentAssureView,
    MaladieProfessionnelleView,
    DeclarationEnfantView,
    DeclarationConjointView,
    AttestationView,
    ReclamationAssureView,
]
