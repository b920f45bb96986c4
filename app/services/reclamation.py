"""A complaint of an employer or an insured person, answered by the team it is about."""

import enum
from typing import ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Session

from app.carriere.ecrans import DepuisUneLacune
from app.demandes import pieces_demandees
from app.demandes.cycle import a_la_saisie, avant
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER, REJETER, SOUMETTRE
from app.demandes.periode import ordonner_les_mois
from app.demandes.tables import Demande
from app.generateur.champs import Choix, Mois, champ
from app.generateur.controles import mois_ecoule
from app.socle.acces import Acteur, Equipe


class ServiceConcerne(enum.Enum):
    """What a complaint is about."""

    cotisations = "Déclarations, cotisations, paiements"
    carriere = "Compte individuel, mois manquants"
    immatriculation = "Immatriculation, état civil"
    prestations = "Pension, allocation ou indemnité"

    @property
    def equipe(self) -> Equipe:
        """Return the team that answers; a missing month is asked of the employer's service."""
        return {
            ServiceConcerne.immatriculation: Equipe.immatriculation,
            ServiceConcerne.prestations: Equipe.prestations,
        }.get(self, Equipe.recouvrement)


class Reclamation(Demande):
    """A complaint of an employer or an insured person about a service of the fund."""

    prefixe = "REC"
    libelle_type = "Réclamation"
    verbes: ClassVar = {ACCEPTER: "Donner suite", REJETER: "Ne pas donner suite"}
    pieces_demandees = (pieces_demandees.JUSTIFICATIF,)

    service = champ(Choix(ServiceConcerne), "Service concerné")
    objet = champ(String(120), "Objet", "En quelques mots")
    explication = champ(Text, "Explication", "Ce qui s’est passé, et ce que vous attendez de la CNSS")
    periode_debut = champ(Mois, "Premier mois concerné", controles=[mois_ecoule], facultatif=True)
    periode_fin = champ(Mois, "Dernier mois concerné", controles=[mois_ecoule], facultatif=True)
    employeur_concerne = champ(String(120), "Employeur concerné", facultatif=True)


a_la_saisie(Reclamation)(ordonner_les_mois)


@avant(SOUMETTRE, Reclamation)
def confier_au_service_concerne(session: Session, demande: Reclamation, acteur: Acteur):
    """The service chosen says which team reads it first."""
    demande.equipe = demande.service.equipe


class ReclamationEmployeurView(DemandeView):
    """An employer complains, the fund answers."""

    modele = Reclamation
    espace = "employeur"
    titre = "Réclamations"
    ordre = 90
    creer = "Faire une réclamation"
    resume = "Signaler une erreur ou un désaccord"
    list_columns = ["numero", "objet", "service", "statut", "soumise_le"]
    search_columns = ["numero", "objet", "service", "statut", "soumise_le"]
    add_columns = ["service", "objet", "explication", "periode_debut", "periode_fin"]
    show_columns = add_columns


class ReclamationAssureView(DepuisUneLacune):
    """An insured person complains, of a gap of the account or of anything else."""

    modele = Reclamation
    espace = "assure"
    titre = "Réclamations"
    ordre = 250
    creer = "Faire une réclamation"
    resume = "Signaler une erreur ou un désaccord"
    list_columns = ["numero", "objet", "service", "statut", "soumise_le"]
    search_columns = ["numero", "objet", "service", "statut", "soumise_le"]

    def valeurs_initiales(self):
        """Return the months of a gap of the account, and whom it is about."""
        lacune = super().valeurs_initiales()
        return lacune | {"service": ServiceConcerne.carriere} if lacune else {}
