"""Accidents at work and occupational diseases."""

from typing import ClassVar

from sqlalchemy import Boolean, Date, Integer, String, Text

from app.acces import Equipe
from app.champs import champ
from app.controles import entre, heure, pas_dans_le_futur
from app.pieces import demandees
from app.pieces.demandees import PieceDemandee
from app.tables.communs import Emploi, Victime
from app.tables.demande import Demande


class AccidentTravail(Emploi, Victime, Demande):
    """An accident at work: the employer has 3 working days to declare it, the worker 2 years."""

    prefixe = "ATR"
    libelle_type = "Accident du travail"
    verbes: ClassVar = {"accepter": "Reconnaître l’accident", "rejeter": "Ne pas reconnaître"}
    confiee_a = Equipe.prestations
    sensible = True
    pieces_demandees = (
        PieceDemandee("certificat_initial", "Certificat médical initial", "Avec la nature des lésions"),
        PieceDemandee("constat", "Procès-verbal ou constat", "Police ou gendarmerie", obligatoire=False),
        demandees.JUSTIFICATIF,
    )
    rubriques: ClassVar = {
        "employeur_nom": "L’employeur",
        "nom": "La victime",
        "numero_assurance": "Sa situation",
        "qualification": "Son poste",
        "survenu_le": "L’accident",
        "lesions": "Les suites",
        "precedent": "Accident précédent",
    }

    survenu_le = champ(Date, "Date de l’accident", controles=[pas_dans_le_futur])
    survenu_a = champ(String(5), "Heure de l’accident", "Par exemple 08:30", controles=[heure])
    lieu = champ(String(160), "Lieu précis", "Chantier, atelier, trajet…")
    horaires = champ(String(60), "Horaires de travail ce jour-là", "Par exemple 07:30 à 12:00, 14:30 à 17:30")
    circonstances = champ(Text, "Circonstances", "Ce que faisait la victime, ce qui s’est passé")
    autres_victimes = champ(Boolean, "Autres victimes", default=False)
    lesions = champ(String(200), "Lésions", "Siège et nature, telles que constatées")
    arret = champ(Boolean, "Arrêt de travail", default=False)
    temoins = champ(String(200), "Témoins", "Noms et adresses", facultatif=True)
    tiers = champ(String(200), "Tiers en cause", "Nom, adresse, assurance", facultatif=True)
    precedent = champ(Boolean, "Accident précédent", default=False)
    precedent_numero = champ(String(30), "N° du précédent dossier", facultatif=True)
    precedent_taux = champ(
        Integer, "Taux d’incapacité déjà reconnu (%)", controles=[entre(0, 100)], facultatif=True
    )


class MaladieProfessionnelle(Emploi, Victime, Demande):
    """An illness due to work."""

    prefixe = "MPR"
    libelle_type = "Maladie professionnelle"
    verbes: ClassVar = {"accepter": "Reconnaître la maladie", "rejeter": "Ne pas reconnaître"}
    confiee_a = Equipe.prestations
    sensible = True
    pieces_demandees = (
        demandees.CERTIFICAT_MEDICAL,
        PieceDemandee("exposition", "Attestation d’exposition", "De l’employeur", obligatoire=False),
        demandees.JUSTIFICATIF,
    )
    rubriques: ClassVar = {
        "employeur_nom": "L’employeur",
        "nom": "La victime",
        "numero_assurance": "Sa situation",
        "qualification": "Son poste",
        "maladie": "La maladie",
    }

    maladie = champ(String(160), "Maladie", "Son nom, ou le numéro du tableau")
    constatee_le = champ(Date, "Première constatation médicale", controles=[pas_dans_le_futur])
    travail_expose = champ(Text, "Travail exposé au risque", "Produits, gestes, bruits… et depuis quand")
    exposition_du = champ(Date, "Exposé depuis le", controles=[pas_dans_le_futur])
    exposition_au = champ(Date, "Exposé jusqu’au", controles=[pas_dans_le_futur], facultatif=True)
    medecin = champ(String(120), "Médecin")
    arret = champ(Boolean, "Arrêt de travail", default=False)
