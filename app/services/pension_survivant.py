"""The survivors' pension."""

import enum
from typing import ClassVar

from sqlalchemy import Date, Integer, String
from sqlalchemy.orm import Session

from app.carriere import individuel
from app.carriere.ecrans import DEMANDER
from app.demandes import pieces_demandees
from app.demandes.colonnes_communes import Versement
from app.demandes.cycle import avant
from app.demandes.ecrans.demande import DemandeView
from app.demandes.etats import ACCEPTER, SOUMETTRE
from app.demandes.etudes import examen
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import Choix, champ
from app.generateur.controles import entre, nom_de_personne, pas_dans_le_futur
from app.regles import pension, survivants
from app.regles.droit import anniversaire
from app.regles.etude import Condition, Etude
from app.repertoire import assures
from app.repertoire.controles import numero_d_assure
from app.repertoire.personne_nommee import PersonneNommee
from app.socle.acces import Acteur, Equipe


class LienSurvivant(enum.Enum):
    """How a survivor is related to the deceased."""

    conjoint = "Conjoint survivant"
    tuteur = "Tuteur des enfants orphelins"
    enfant = "Enfant majeur à charge"


class PensionSurvivant(Versement, Demande):
    """The pension of the spouse and children of a deceased insured person (loi 2011-006)."""

    prefixe = "PSU"
    libelle_type = "Pension de survivant"
    verbes: ClassVar = {ACCEPTER: "Liquider la pension"}
    a_deux = 0
    confiee_a = Equipe.prestations
    delais = ("delai_survivants_minimal", "delai_survivants_maximal")
    pieces_demandees = (
        PieceDemandee("deces", "Acte de décès"),
        PieceDemandee("mariage", "Acte de mariage", "Pour le conjoint", obligatoire=False),
        PieceDemandee("enfants", "Actes de naissance des enfants", obligatoire=False),
        pieces_demandees.IDENTITE,
        pieces_demandees.COMPTE,
    )
    rubriques: ClassVar = {
        "defunt_numero": "La personne décédée",
        "lien_familial": "Les survivants",
        "versement": "Le paiement",
    }

    defunt_numero = champ(String(15), "N° d’assurance du défunt", controles=[numero_d_assure])
    defunt_nom = champ(String(160), "Nom et prénoms du défunt", controles=[nom_de_personne])
    deces_le = champ(Date, "Date du décès", controles=[pas_dans_le_futur])
    lien_familial = champ(Choix(LienSurvivant), "Vous êtes")
    mariage_le = champ(Date, "Date du mariage", controles=[pas_dans_le_futur], facultatif=True)
    enfants = champ(Integer, "Enfants à charge", default=0, controles=[entre(0, 30)])

    def beneficiaires(self) -> list[PersonneNommee]:
        """Return the deceased, whose family shares the pension."""
        return [PersonneNommee(self.defunt_numero)]


@examen(PensionSurvivant)
def survivants_de(session: Session, demande: PensionSurvivant, bareme):
    """On the deceased's career, as if at the normal age."""
    defunt = assures.par_numero(session, demande.defunt_numero)
    if defunt is None:
        return Etude((Condition("Défunt connu au registre", False, "Ce numéro d’assurance est inconnu."),))
    age = bareme.au(demande.deces_le)["pension_age_normal"].valeur
    depart = max(demande.deces_le, anniversaire(defunt.naissance_le, age))
    s = pension.simuler(individuel.gains(session, defunt.id), defunt.naissance_le, depart, bareme)
    return survivants.partager(s, demande.deces_le, demande.mariage_le, demande.enfants, bareme)


@avant(SOUMETTRE, PensionSurvivant)
def verifier_le_defunt(session: Session, demande: PensionSurvivant, acteur: Acteur):
    """The number must be the deceased's own; a closed one is what is expected."""
    assures.exiger_la_personne(session, demande.defunt_numero, demande.defunt_nom, "", close=True)


class PensionSurvivantView(DemandeView):
    """The survivors' pension: nothing of the person who asks says who died."""

    modele = PensionSurvivant
    espace = "assure"
    groupe = DEMANDER
    titre = "Pension de survivant"
    ordre = 160
    creer = "Demander une pension de survivant"
