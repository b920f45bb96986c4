"""Voluntary insurance and pensions."""

import enum
from typing import ClassVar

from sqlalchemy import Boolean, Date, Integer, String

from app.acces import Equipe
from app.champs import Choix, Francs, champ
from app.controles import entre, numero_d_assure, pas_dans_le_futur, telephone
from app.pieces import demandees
from app.pieces.demandees import PieceDemandee
from app.tables.communs import Versement
from app.tables.demande import Demande

PENSION = ("delai_pension_minimal", "delai_pension_maximal")
"""The parameters that bound how long a pension takes."""


class AssuranceVolontaire(Demande):
    """Who lost salaried status goes on paying for the pension branch alone."""

    prefixe = "AVO"
    libelle_type = "Assurance volontaire"
    confiee_a = Equipe.immatriculation
    pieces_demandees = (
        demandees.IDENTITE,
        demandees.BULLETINS,
        PieceDemandee("carte_assure", "Carte d’assuré ou livret", obligatoire=False),
    )
    rubriques: ClassVar = {
        "dernier_employeur": "Votre dernier emploi",
        "telephone": "Vos coordonnées",
    }

    dernier_employeur = champ(String(120), "Dernier employeur")
    sortie_le = champ(Date, "Date de fin de l’emploi", controles=[pas_dans_le_futur])
    motif_sortie = champ(String(120), "Motif de fin de l’emploi", "Licenciement, fin de contrat, démission…")
    dernier_salaire = champ(Francs, "Dernier salaire mensuel", "Il sert de base à la cotisation")
    profession = champ(String(80), "Activité actuelle", facultatif=True)
    telephone = champ(String(20), "Téléphone", controles=[telephone])
    adresse = champ(String(160), "Adresse au Togo", "Ville, quartier")


class NaturePension(enum.Enum):
    """Which old-age pension is asked for."""

    normale = "Pension normale"
    anticipee = "Pension anticipée"


class PensionVieillesse(Versement, Demande):
    """The old-age pension at its normal age, or early on request (loi 2011-006, art. 41 to 47)."""

    prefixe = "PVI"
    libelle_type = "Pension de vieillesse"
    verbes: ClassVar = {"accepter": "Liquider la pension"}
    confiee_a = Equipe.prestations
    delais = PENSION
    pieces_demandees = (demandees.IDENTITE, demandees.NAISSANCE, demandees.TRAVAIL, demandees.COMPTE)
    rubriques: ClassVar = {"nature": "La pension", "versement": "Le paiement"}

    nature = champ(Choix(NaturePension), "Pension demandée", default=NaturePension.normale)
    depart_le = champ(Date, "Date de départ", "Premier jour sans activité")
    dernier_employeur = champ(String(120), "Dernier employeur")


class PensionInvalidite(Versement, Demande):
    """The pension of who can work no more before the normal age (loi 2011-006)."""

    prefixe = "PIN"
    libelle_type = "Pension d’invalidité"
    verbes: ClassVar = {"accepter": "Liquider la pension"}
    confiee_a = Equipe.prestations
    sensible = True
    delais = PENSION
    pieces_demandees = (
        demandees.CERTIFICAT_MEDICAL,
        demandees.IDENTITE,
        demandees.NAISSANCE,
        demandees.TRAVAIL,
        demandees.COMPTE,
    )
    rubriques: ClassVar = {"depuis_le": "L’invalidité", "versement": "Le paiement"}

    depuis_le = champ(Date, "Inapte au travail depuis le", controles=[pas_dans_le_futur])
    cause = champ(String(160), "Maladie ou accident en cause", "Sans lien avec le travail")
    incapacite = champ(
        Integer, "Taux d’incapacité constaté (%)", "Celui du certificat médical", controles=[entre(1, 100)]
    )
    tierce_personne = champ(
        Boolean, "Aide d’une tierce personne", "Nécessaire pour les actes de tous les jours", default=False
    )
    medecin = champ(String(120), "Médecin traitant")


class LienSurvivant(enum.Enum):
    """How a survivor is related to the deceased."""

    conjoint = "Conjoint survivant"
    tuteur = "Tuteur des enfants orphelins"
    enfant = "Enfant majeur à charge"


class PensionSurvivant(Versement, Demande):
    """The pension of the spouse and children of a deceased insured person (loi 2011-006)."""

    prefixe = "PSU"
    libelle_type = "Pension de survivant"
    verbes: ClassVar = {"accepter": "Liquider la pension"}
    confiee_a = Equipe.prestations
    delais = ("delai_survivants_minimal", "delai_survivants_maximal")
    pieces_demandees = (
        PieceDemandee("deces", "Acte de décès"),
        PieceDemandee("mariage", "Acte de mariage", "Pour le conjoint", obligatoire=False),
        PieceDemandee("enfants", "Actes de naissance des enfants", obligatoire=False),
        demandees.IDENTITE,
        demandees.COMPTE,
    )
    rubriques: ClassVar = {
        "defunt_numero": "La personne décédée",
        "lien_familial": "Les survivants",
        "versement": "Le paiement",
    }

    defunt_numero = champ(String(15), "N° d’assurance du défunt", controles=[numero_d_assure])
    defunt_nom = champ(String(160), "Nom et prénoms du défunt")
    deces_le = champ(Date, "Date du décès", controles=[pas_dans_le_futur])
    lien_familial = champ(Choix(LienSurvivant), "Vous êtes")
    mariage_le = champ(Date, "Date du mariage", controles=[pas_dans_le_futur], facultatif=True)
    enfants = champ(Integer, "Enfants à charge", default=0, controles=[entre(0, 30)])
