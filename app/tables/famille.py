"""Maternity, children and spouses."""

import enum
from typing import ClassVar

from sqlalchemy import Boolean, Date, Integer, String

from app.acces import Equipe
from app.champs import Choix, champ
from app.controles import entre, numero_d_assure, pas_dans_le_futur
from app.pieces import demandees
from app.pieces.demandees import PieceDemandee
from app.tables.communs import EtatCivil
from app.tables.demande import Demande


class PartPrenatale(enum.Enum):
    """The three parts of the antenatal allowance, each after its examination."""

    premiere = "Première part, examen du 3e mois"
    deuxieme = "Deuxième part, examen du 6e mois"
    troisieme = "Troisième part, examen du 8e mois"


class AllocationPrenatale(Demande):
    """One part of the antenatal allowance, asked for after its examination."""

    prefixe = "APN"
    libelle_type = "Allocation prénatale"
    confiee_a = Equipe.prestations
    sensible = True
    delais = ("delai_prenatale_minimal", "delai_prenatale_maximal")
    pieces_demandees = (
        PieceDemandee("grossesse", "Certificat de grossesse", "Celui de l’examen de cette part"),
        PieceDemandee("presence", "Attestation de présence au travail"),
        PieceDemandee("accouchement", "Certificat d’accouchement", obligatoire=False),
    )

    part = champ(Choix(PartPrenatale), "Part demandée")
    examen_le = champ(Date, "Date de l’examen", controles=[pas_dans_le_futur])
    terme_le = champ(Date, "Date présumée de l’accouchement")
    rang = champ(Integer, "Rang de la grossesse", "1 pour la première", controles=[entre(1, 20)])
    medecin = champ(String(120), "Médecin ou sage-femme")
    employeur_actuel = champ(String(120), "Employeur")


class IndemniteMaternite(Demande):
    """The daily maternity allowance (IJM): maternity leave at full pay (loi 2022-016)."""

    prefixe = "IJM"
    libelle_type = "Indemnité journalière de maternité (IJM)"
    confiee_a = Equipe.prestations
    sensible = True
    delais = ("delai_ijm_minimal", "delai_ijm_maximal")
    pieces_demandees = (
        PieceDemandee("grossesse", "Certificats prénatals", "Les trois examens"),
        PieceDemandee("arret", "Attestation d’arrêt de travail", "Signée de l’employeur"),
        PieceDemandee("accouchement", "Certificat d’accouchement", obligatoire=False),
        demandees.BULLETINS,
    )

    terme_le = champ(Date, "Date présumée de l’accouchement")
    arret_le = champ(Date, "Premier jour du congé")
    reprise_le = champ(Date, "Dernier jour du congé")
    accouchement_le = champ(Date, "Date de l’accouchement", controles=[pas_dans_le_futur], facultatif=True)
    maladie = champ(
        Boolean, "Prolongation pour maladie", "Maladie due à la grossesse ou aux couches", default=False
    )
    employeur_actuel = champ(String(120), "Employeur")


class Scolarite(enum.Enum):
    """What a child does, on which the age limit of the family allowances rests."""

    aucune = "Ni école ni apprentissage"
    ecole = "École ou études"
    apprentissage = "Apprentissage"


class DeclarationEnfant(EtatCivil, Demande):
    """An insured person declares a child."""

    prefixe = "ENF"
    libelle_type = "Déclaration d’enfant"
    verbes: ClassVar = {"accepter": "Inscrire l’enfant"}
    confiee_a = Equipe.prestations
    pieces_demandees = (
        demandees.NAISSANCE,
        PieceDemandee("scolarite", "Certificat de scolarité ou d’apprentissage", obligatoire=False),
    )
    rubriques: ClassVar = {
        "nom": "L’enfant",
        "acte_numero": "L’acte de naissance",
        "autre_parent": "Sa famille",
    }

    acte_numero = champ(String(30), "N° de l’acte de naissance")
    acte_le = champ(Date, "Date de l’acte", controles=[pas_dans_le_futur])
    acte_centre = champ(String(80), "Centre d’état civil")
    autre_parent = champ(String(160), "Autre parent", "Nom et prénoms", facultatif=True)
    scolarite = champ(Choix(Scolarite), "Scolarité")


class DeclarationConjoint(EtatCivil, Demande):
    """An insured person declares a spouse."""

    prefixe = "CJT"
    libelle_type = "Déclaration de conjoint"
    verbes: ClassVar = {"accepter": "Inscrire le conjoint"}
    confiee_a = Equipe.prestations
    pieces_demandees = (demandees.MARIAGE, PieceDemandee("identite_conjoint", "Pièce d’identité du conjoint"))
    rubriques: ClassVar = {"nom": "Le conjoint", "mariage_le": "Le mariage", "profession": "Son activité"}

    mariage_le = champ(Date, "Date du mariage", controles=[pas_dans_le_futur])
    mariage_lieu = champ(String(80), "Lieu du mariage")
    acte_numero = champ(String(30), "N° de l’acte de mariage")
    profession = champ(String(80), "Profession", facultatif=True)
    employeur_conjoint = champ(String(120), "Employeur du conjoint", facultatif=True)
    numero_conjoint = champ(
        String(15), "N° d’assurance du conjoint", controles=[numero_d_assure], facultatif=True
    )
