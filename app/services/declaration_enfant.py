"""An insured person declares a child: accepting enters the child in the family."""

import enum
from typing import ClassVar

from sqlalchemy import Date, String
from sqlalchemy.orm import Session

from app.carriere.ecrans import DECLARER
from app.demandes import pieces_demandees
from app.demandes.colonnes_communes import EtatCivil
from app.demandes.cycle import apres, avant
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER, SOUMETTRE
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import Choix, champ
from app.generateur.controles import pas_dans_le_futur
from app.repertoire import famille
from app.repertoire.tables import LienFamilial
from app.socle.acces import Acteur, Equipe


class Scolarite(enum.Enum):
    """What a child does, on which the age limit of the family allowances rests."""

    aucune = "Ni école ni apprentissage"
    ecole = "École ou études"
    apprentissage = "Apprentissage"


class DeclarationEnfant(EtatCivil, Demande):
    """An insured person declares a child."""

    prefixe = "ENF"
    libelle_type = "Déclaration d’enfant"
    verbes: ClassVar = {ACCEPTER: "Inscrire l’enfant"}
    confiee_a = Equipe.prestations
    pieces_demandees = (
        pieces_demandees.NAISSANCE,
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


avant(SOUMETTRE, DeclarationEnfant)(famille.refuser_un_membre_deja_inscrit)


@apres(ACCEPTER, DeclarationEnfant)
def inscrire(session: Session, demande: DeclarationEnfant, acteur: Acteur):
    """Enter the child in the family of the insured."""
    famille.inscrire(session, demande, LienFamilial.enfant)


class DeclarationEnfantView(DemandeView):
    """A child enters the family."""

    modele = DeclarationEnfant
    espace = "assure"
    groupe = DECLARER
    titre = "Enfants"
    ordre = 220
    creer = "Déclarer un enfant"
    list_columns = ["numero", "nom", "prenoms", "naissance_le", "statut", "soumise_le"]
