"""An illness due to work."""

from typing import ClassVar

from sqlalchemy import Boolean, Date, String, Text

from app.carriere.ecrans import DECLARER, ServiceAssureView
from app.demandes import pieces_demandees
from app.demandes.colonnes_communes import Emploi, Victime
from app.demandes.etats import ACCEPTER, REJETER
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import champ
from app.generateur.controles import pas_dans_le_futur
from app.socle.acces import Equipe


class MaladieProfessionnelle(Emploi, Victime, Demande):
    """An illness due to work."""

    prefixe = "MPR"
    libelle_type = "Maladie professionnelle"
    verbes: ClassVar = {ACCEPTER: "Reconnaître la maladie", REJETER: "Ne pas reconnaître"}
    confiee_a = Equipe.prestations
    sante = True
    pieces_demandees = (
        pieces_demandees.CERTIFICAT_MEDICAL,
        PieceDemandee("exposition", "Attestation d’exposition", "De l’employeur", obligatoire=False),
        pieces_demandees.JUSTIFICATIF,
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


class MaladieProfessionnelleView(ServiceAssureView):
    """An illness due to work."""

    modele = MaladieProfessionnelle
    espace = "assure"
    groupe = DECLARER
    titre = "Maladie professionnelle"
    ordre = 210
    creer = "Déclarer une maladie professionnelle"
    list_columns = ["numero", "maladie", "constatee_le", "statut", "soumise_le"]
