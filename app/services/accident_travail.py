"""An accident at work, declared by the employer within 3 working days, or by the worker within 2 years."""

from typing import ClassVar

from sqlalchemy import Boolean, Date, Integer, String, Text
from sqlalchemy.orm import Session

from app.carriere.ecrans import DECLARER, ServiceAssureView
from app.demandes import pieces_demandees
from app.demandes.colonnes_communes import Emploi, Victime
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER, REJETER
from app.demandes.etudes import examen
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import champ
from app.generateur.controles import entre, heure, pas_dans_le_futur
from app.regles import accident
from app.repertoire import jours_feries
from app.repertoire.tables import Employeur
from app.socle.acces import Equipe
from app.socle.acteur import acteur
from app.socle.base_de_donnees import db
from app.socle.horloge import aujourd_hui


class AccidentTravail(Emploi, Victime, Demande):
    """An accident at work: the employer has 3 working days to declare it, the worker 2 years."""

    prefixe = "ATR"
    libelle_type = "Accident du travail"
    verbes: ClassVar = {ACCEPTER: "Reconnaître l’accident", REJETER: "Ne pas reconnaître"}
    confiee_a = Equipe.prestations
    sante = True
    pieces_demandees = (
        PieceDemandee("certificat_initial", "Certificat médical initial", "Avec la nature des lésions"),
        PieceDemandee("constat", "Procès-verbal ou constat", "Police ou gendarmerie", obligatoire=False),
        pieces_demandees.JUSTIFICATIF,
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


@examen(AccidentTravail)
def accident_de(session: Session, demande: AccidentTravail, bareme):
    """The clock of whoever declares."""
    le = demande.soumise_le.date() if demande.soumise_le else aujourd_hui()
    decides = jours_feries.decides(session)
    return accident.delai(demande.survenu_le, le, demande.employeur_id is not None, bareme, decides)


class AccidentEmployeurView(DemandeView):
    """An employer declares an accident at work, within 3 working days."""

    modele = AccidentTravail
    espace = "employeur"
    titre = "Accidents du travail"
    ordre = 100
    creer = "Déclarer un accident du travail"
    resume = "Déclarer un accident dans les 3 jours ouvrables"
    list_columns = ["numero", "nom", "prenoms", "survenu_le", "statut", "soumise_le"]

    def valeurs_initiales(self):
        """Open on what the register knows of the employer."""
        employeur = db.session.get(Employeur, acteur().perimetre.employeur_id)
        return (
            {
                "employeur_nom": employeur.raison_sociale,
                "employeur_activite": employeur.activite,
                "employeur_telephone": employeur.telephone,
                "employeur_email": employeur.email,
            }
            if employeur
            else {}
        )


class AccidentAssureView(ServiceAssureView):
    """A worker declares the accident himself, within 2 years."""

    modele = AccidentTravail
    espace = "assure"
    groupe = DECLARER
    titre = "Accident du travail"
    ordre = 200
    creer = "Déclarer un accident du travail"
    list_columns = ["numero", "survenu_le", "lieu", "statut", "soumise_le"]
