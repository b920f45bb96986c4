"""Months of the individual account that are missing or wrong."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Session

from app.carriere.ecrans import DEMANDER, DepuisUneLacune
from app.demandes import pieces_demandees
from app.demandes.cycle import a_la_saisie, apres
from app.demandes.etats import ACCEPTER
from app.demandes.periode import ordonner_les_mois
from app.demandes.tables import Demande
from app.generateur.champs import Francs, Mois, champ
from app.generateur.controles import mois_ecoule
from app.socle.acces import Acteur


class RectificationCarriere(Demande):
    """An insured person says that months are missing or wrong; the employer's service settles it."""

    prefixe = "RCA"
    libelle_type = "Rectification de carrière"
    pieces_demandees = (pieces_demandees.BULLETINS, pieces_demandees.TRAVAIL, pieces_demandees.JUSTIFICATIF)

    periode_debut = champ(Mois, "Premier mois à rectifier", controles=[mois_ecoule])
    periode_fin = champ(Mois, "Dernier mois à rectifier", controles=[mois_ecoule])
    employeur_concerne = champ(String(120), "Employeur de cette période")
    remuneration = champ(Francs, "Rémunération mensuelle", "Celle de vos bulletins de paie", facultatif=True)
    explication = champ(Text, "Ce qui est à rectifier")


a_la_saisie(RectificationCarriere)(ordonner_les_mois)


@apres(ACCEPTER, RectificationCarriere)
def annoncer_la_suite(session: Session, demande: RectificationCarriere, acteur: Acteur):
    """The account changes only by the employer's corrective declaration."""
    demande.conclusion = (
        f"La Caisse demande à {demande.employeur_concerne} une déclaration rectificative ; votre compte "
        "changera dès qu’elle sera acceptée."
    )


class RectificationView(DepuisUneLacune):
    """Months of the account that are missing or wrong."""

    modele = RectificationCarriere
    espace = "assure"
    groupe = DEMANDER
    titre = "Rectification de carrière"
    ordre = 190
    creer = "Demander une rectification de carrière"
