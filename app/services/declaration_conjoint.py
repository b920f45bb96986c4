"""An insured person declares a spouse: accepting enters the spouse in the family."""

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
from app.generateur.champs import champ
from app.generateur.controles import pas_dans_le_futur
from app.repertoire import famille
from app.repertoire.controles import numero_d_assure
from app.repertoire.tables import LienFamilial
from app.socle.acces import Acteur, Equipe


class DeclarationConjoint(EtatCivil, Demande):
    """An insured person declares a spouse."""

    prefixe = "CJT"
    libelle_type = "Déclaration de conjoint"
    verbes: ClassVar = {ACCEPTER: "Inscrire le conjoint"}
    confiee_a = Equipe.prestations
    pieces_demandees = (
        pieces_demandees.MARIAGE,
        PieceDemandee("identite_conjoint", "Pièce d’identité du conjoint"),
    )
    rubriques: ClassVar = {"nom": "Le conjoint", "mariage_le": "Le mariage", "profession": "Son activité"}

    mariage_le = champ(Date, "Date du mariage", controles=[pas_dans_le_futur])
    mariage_lieu = champ(String(80), "Lieu du mariage")
    acte_numero = champ(String(30), "N° de l’acte de mariage")
    profession = champ(String(80), "Profession", facultatif=True)
    employeur_conjoint = champ(String(120), "Employeur du conjoint", facultatif=True)
    numero_conjoint = champ(
        String(15), "N° d’assurance du conjoint", controles=[numero_d_assure], facultatif=True
    )

    @property
    def numero_nomme(self) -> str | None:
        """Return the number of the spouse."""
        return self.numero_conjoint


avant(SOUMETTRE, DeclarationConjoint)(famille.refuser_un_membre_deja_inscrit)


@apres(ACCEPTER, DeclarationConjoint)
def inscrire(session: Session, demande: DeclarationConjoint, acteur: Acteur):
    """Enter the spouse in the family of the insured."""
    famille.inscrire(session, demande, LienFamilial.conjoint, demande.numero_conjoint)


class DeclarationConjointView(DemandeView):
    """A spouse enters the family."""

    modele = DeclarationConjoint
    espace = "assure"
    groupe = DECLARER
    titre = "Conjoint"
    ordre = 230
    creer = "Déclarer un conjoint"
    list_columns = ["numero", "nom", "prenoms", "mariage_le", "statut", "soumise_le"]
