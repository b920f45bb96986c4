"""The employer's services: each is its model and these few lines."""

from flask import render_template

from app.base_de_donnees import db
from app.cycle import EN_ATTENTE
from app.models import AccidentTravail, Employeur, ImmatriculationTravailleur, Reclamation
from app.securite import acteur
from app.services import immatriculation
from app.views.demande import DemandeView, volet
from app.views.employeur.immatriculation_collective import ImmatriculationCollectiveView

DECLARER = "Faire une déclaration"


class ImmatriculationView(DemandeView):
    """An employer registers a worker."""

    modele = ImmatriculationTravailleur
    espace = "employeur"
    titre = "Immatriculation des travailleurs"
    adresse = "immatriculations"
    creer = "Immatriculer un travailleur"
    resume = "Demander le numéro d’assurance d’un travailleur, dans les 8 jours de l’embauche"
    list_columns = ["numero", "nom", "prenoms", "embauche_le", "statut", "soumise_le", "conclusion"]
    search_columns = ["numero", "nom", "prenoms", "statut", "soumise_le"]


@volet(ImmatriculationTravailleur)
def volet_immatriculation(demande, vue) -> str:
    """Return the possible duplicates, while the fund decides and to the fund alone."""
    if vue.espace != "agent" or demande.statut not in EN_ATTENTE:
        return ""
    doublons = immatriculation.doublons(db.session, demande)
    return render_template("services/doublons.html", doublons=doublons)


class ReclamationEmployeurView(DemandeView):
    """An employer complains, the fund answers."""

    modele = Reclamation
    espace = "employeur"
    titre = "Réclamations"
    creer = "Faire une réclamation"
    resume = "Signaler une erreur ou un désaccord"
    list_columns = ["numero", "objet", "service", "statut", "soumise_le"]
    search_columns = ["numero", "objet", "service", "statut", "soumise_le"]
    add_columns = ["service", "objet", "explication", "periode_debut", "periode_fin"]
    show_columns = add_columns


class AccidentEmployeurView(DemandeView):
    """An employer declares an accident at work, within 3 working days."""

    modele = AccidentTravail
    espace = "employeur"
    titre = "Accidents du travail"
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


VUES = [ImmatriculationView, ImmatriculationCollectiveView, ReclamationEmployeurView, AccidentEmployeurView]
