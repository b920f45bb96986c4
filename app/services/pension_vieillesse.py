"""The old-age pension, normal or early, or the lump sum."""

import enum
from typing import ClassVar

from sqlalchemy import Date, String
from sqlalchemy.orm import Session

from app.carriere import individuel, valeurs_connues
from app.carriere.ecrans import DEMANDER, ServiceAssureView, moi_assure
from app.demandes import pieces_demandees
from app.demandes.colonnes_communes import Versement
from app.demandes.etats import ACCEPTER
from app.demandes.etudes import examen
from app.demandes.tables import Demande
from app.generateur.champs import Choix, champ
from app.regles import francais, pension
from app.regles.droit import TypePension
from app.regles.etude import Condition, Etude
from app.socle.acces import Equipe
from app.socle.base_de_donnees import db

PENSION = ("delai_pension_minimal", "delai_pension_maximal")
"""The parameters that bound how long a pension takes."""


class NaturePension(enum.Enum):
    """Which old-age pension is asked for."""

    normale = "Pension normale"
    anticipee = "Pension anticipée"


class PensionVieillesse(Versement, Demande):
    """The old-age pension at its normal age, or early on request (loi 2011-006, art. 41 to 47)."""

    prefixe = "PVI"
    libelle_type = "Pension de vieillesse"
    verbes: ClassVar = {ACCEPTER: "Liquider la pension"}
    a_deux = 0
    confiee_a = Equipe.prestations
    delais = PENSION
    pieces_demandees = (
        pieces_demandees.IDENTITE,
        pieces_demandees.NAISSANCE,
        pieces_demandees.TRAVAIL,
        pieces_demandees.COMPTE,
    )
    rubriques: ClassVar = {"nature": "La pension", "versement": "Le paiement"}

    nature = champ(Choix(NaturePension), "Pension demandée", default=NaturePension.normale)
    depart_le = champ(Date, "Date de départ", "Premier jour sans activité")
    dernier_employeur = champ(String(120), "Dernier employeur")


PENSIONS = {
    NaturePension.normale: {TypePension.NORMALE, TypePension.ALLOCATION_UNIQUE},
    NaturePension.anticipee: {TypePension.ANTICIPEE},
}
"""What each request may lead to."""


TITRES = {
    TypePension.NORMALE: "Pension normale",
    TypePension.ANTICIPEE: "Pension anticipée",
    TypePension.ALLOCATION_UNIQUE: "Allocation de vieillesse",
    TypePension.NON_OUVERTE: "Aucune pension",
}


@examen(PensionVieillesse)
def vieillesse(session: Session, demande: PensionVieillesse, bareme):
    """The simulator's engine, on the months declared to this day."""
    gains = individuel.gains(session, demande.cle_assure)
    s = pension.simuler(gains, demande.assure.naissance_le, demande.depart_le, bareme)
    ouvert = s.type in PENSIONS[demande.nature]
    condition = Condition(demande.nature.value, ouvert, _constat(s, ouvert))
    en_tout = "en une fois" if s.type is TypePension.ALLOCATION_UNIQUE else "par mois"
    phrase = (
        f"{TITRES[s.type]} de {francais.francs(s.montant)} {en_tout} à compter du "
        f"{francais.jour(demande.depart_le)}."
    )
    return Etude((condition,), tuple(s.etapes), s.montant, phrase, s.estimation)


def _constat(simulation: pension.Simulation, ouvert: bool) -> str:
    """Return what the career opens on that day, or what it lacks."""
    if ouvert:
        return f"Droit ouvert à {francais.quantite(simulation.droit.age, 'ans')}."
    if simulation.montant:
        return f"Ce jour-là s’ouvre une autre prestation ({TITRES[simulation.type]}) : modifiez la demande."
    return " ".join(simulation.droit.manques)


class PensionVieillesseView(ServiceAssureView):
    """The old-age pension, normal or early."""

    modele = PensionVieillesse
    espace = "assure"
    groupe = DEMANDER
    titre = "Pension de vieillesse"
    ordre = 140
    creer = "Demander une pension de vieillesse"
    resume = "Demander votre pension, normale ou anticipée"

    def valeurs_initiales(self):
        """Return the first departure that age opens."""
        return valeurs_connues.pension(db.session, moi_assure())
