"""An employer registers a worker."""

from flask import render_template

from app.demandes.ecrans.demande import DemandeView, complement_de
from app.demandes.etats import EN_ATTENTE
from app.services.immatriculation import decision
from app.services.immatriculation.tables import ImmatriculationTravailleur
from app.socle.base_de_donnees import db


class ImmatriculationView(DemandeView):
    """An employer registers a worker."""

    modele = ImmatriculationTravailleur
    espace = "employeur"
    titre = "Immatriculation des travailleurs"
    ordre = 70
    adresse = "immatriculations"
    creer = "Immatriculer un travailleur"
    resume = "Demander le numéro d’assurance d’un travailleur que vous venez d’embaucher"
    list_columns = ["numero", "nom", "prenoms", "embauche_le", "statut", "soumise_le", "conclusion"]
    search_columns = ["numero", "nom", "prenoms", "statut", "soumise_le"]


@complement_de(ImmatriculationTravailleur)
def complement_immatriculation(demande: ImmatriculationTravailleur, vue) -> str:
    """Return the possible duplicates, while the fund decides and to the fund alone."""
    if vue.espace != "agent" or demande.statut not in EN_ATTENTE:
        return ""
    doublons = decision.doublons(db.session, demande)
    return render_template("services/doublons.html", doublons=doublons)
