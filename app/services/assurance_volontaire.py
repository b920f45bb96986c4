"""Voluntary insurance: who lost salaried status goes on paying for the pension."""

from typing import ClassVar

from sqlalchemy import Date, String
from sqlalchemy.orm import Session

from app.carriere import individuel
from app.carriere.ecrans import ServiceAssureView
from app.demandes import pieces_demandees
from app.demandes.etudes import examen
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import Francs, champ
from app.generateur.controles import pas_dans_le_futur, telephone
from app.regles import volontaire
from app.socle.acces import Equipe
from app.socle.horloge import aujourd_hui


class AssuranceVolontaire(Demande):
    """Who lost salaried status goes on paying for the pension branch alone."""

    prefixe = "AVO"
    libelle_type = "Assurance volontaire"
    confiee_a = Equipe.immatriculation
    pieces_demandees = (
        pieces_demandees.IDENTITE,
        pieces_demandees.BULLETINS,
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
    telephone = champ(String(20), "Téléphone", controles=[telephone], souvenir="tel")
    adresse = champ(String(160), "Adresse au Togo", "Ville, quartier", souvenir="address-line1")


@examen(AssuranceVolontaire)
def volontaire_de(session: Session, demande: AssuranceVolontaire, bareme):
    """On the account as it is, on the day the request was sent."""
    periodes = [periode for periode, _ in individuel.gains(session, demande.cle_assure)]
    le = demande.soumise_le.date() if demande.soumise_le else aujourd_hui()
    naissance_le = demande.assure.naissance_le
    return volontaire.examiner(
        periodes=periodes,
        naissance_le=naissance_le,
        sortie_le=demande.sortie_le,
        au=le,
        bareme=bareme,
        salaire=demande.dernier_salaire,
    )


class AssuranceVolontaireView(ServiceAssureView):
    """Who lost salaried status asks to go on for the pension."""

    modele = AssuranceVolontaire
    espace = "assure"
    titre = "Assurance volontaire"
    ordre = 130
    creer = "Demander l’assurance volontaire"
    resume = "Continuer à cotiser pour la pension après la fin de l’emploi"
