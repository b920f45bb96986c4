"""Complaints, and careers to put right: what either space asks about its account."""

import enum
from typing import ClassVar

from sqlalchemy import String, Text

from app.acces import Equipe
from app.champs import Choix, Francs, Mois, champ
from app.controles import mois_ecoule
from app.pieces import demandees
from app.tables.demande import Demande


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
    verbes: ClassVar = {"accepter": "Donner suite", "rejeter": "Ne pas donner suite"}
    pieces_demandees = (demandees.JUSTIFICATIF,)

    service = champ(Choix(ServiceConcerne), "Service concerné")
    objet = champ(String(120), "Objet", "En quelques mots")
    explication = champ(Text, "Explication", "Ce qui s’est passé, et ce que vous attendez de la CNSS")
    periode_debut = champ(Mois, "Premier mois concerné", controles=[mois_ecoule], facultatif=True)
    periode_fin = champ(Mois, "Dernier mois concerné", controles=[mois_ecoule], facultatif=True)
    employeur_concerne = champ(String(120), "Employeur concerné", facultatif=True)


class RectificationCarriere(Demande):
    """An insured person says that months are missing or wrong; the employer's service settles it."""

    prefixe = "RCA"
    libelle_type = "Rectification de carrière"
    pieces_demandees = (demandees.BULLETINS, demandees.TRAVAIL, demandees.JUSTIFICATIF)

    periode_debut = champ(Mois, "Premier mois à rectifier", controles=[mois_ecoule])
    periode_fin = champ(Mois, "Dernier mois à rectifier", controles=[mois_ecoule])
    employeur_concerne = champ(String(120), "Employeur de cette période")
    remuneration = champ(Francs, "Rémunération mensuelle", "Celle de vos bulletins de paie", facultatif=True)
    explication = champ(Text, "Ce qui est à rectifier")
