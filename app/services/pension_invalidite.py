"""The invalidity pension."""

from typing import ClassVar

from sqlalchemy import Boolean, Date, Integer, String
from sqlalchemy.orm import Session

from app.carriere import individuel
from app.carriere.ecrans import DEMANDER, ServiceAssureView
from app.demandes import pieces_demandees
from app.demandes.colonnes_communes import Versement
from app.demandes.etats import ACCEPTER
from app.demandes.etudes import examen
from app.demandes.tables import Demande
from app.generateur.champs import champ
from app.generateur.controles import entre, pas_dans_le_futur
from app.regles import invalidite
from app.services.pension_vieillesse import PENSION
from app.socle.acces import Equipe


class PensionInvalidite(Versement, Demande):
    """The pension of who can work no more before the normal age (loi 2011-006)."""

    prefixe = "PIN"
    libelle_type = "Pension d’invalidité"
    verbes: ClassVar = {ACCEPTER: "Liquider la pension"}
    a_deux = 0
    confiee_a = Equipe.prestations
    sante = True
    delais = PENSION
    pieces_demandees = (
        pieces_demandees.CERTIFICAT_MEDICAL,
        pieces_demandees.IDENTITE,
        pieces_demandees.NAISSANCE,
        pieces_demandees.TRAVAIL,
        pieces_demandees.COMPTE,
    )
    rubriques: ClassVar = {"depuis_le": "L’invalidité", "versement": "Le paiement"}

    depuis_le = champ(Date, "Inapte au travail depuis le", controles=[pas_dans_le_futur])
    cause = champ(String(160), "Maladie ou accident en cause", "Sans lien avec le travail")
    incapacite = champ(
        Integer, "Taux d’incapacité constaté (%)", "Celui du certificat médical", controles=[entre(1, 100)]
    )
    tierce_personne = champ(
        Boolean, "Aide d’une tierce personne", "Nécessaire pour les actes de tous les jours", default=False
    )
    medecin = champ(String(120), "Médecin traitant")


@examen(PensionInvalidite)
def invalidite_de(session: Session, demande: PensionInvalidite, bareme):
    """On the career before the invalidity; the medical service settles the rate."""
    return invalidite.liquider(
        carriere=individuel.gains(session, demande.cle_assure),
        naissance_le=demande.assure.naissance_le,
        depuis_le=demande.depuis_le,
        incapacite=demande.incapacite,
        tierce_personne=demande.tierce_personne,
        bareme=bareme,
    )


class PensionInvaliditeView(ServiceAssureView):
    """The invalidity pension."""

    modele = PensionInvalidite
    espace = "assure"
    groupe = DEMANDER
    titre = "Pension d’invalidité"
    ordre = 150
    creer = "Demander une pension d’invalidité"
