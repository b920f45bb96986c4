"""The clearance asked for: what the rules propose, what its acceptance issues."""

from datetime import date
from typing import ClassVar

from marshmallow import Schema, fields
from sqlalchemy import Date, String
from sqlalchemy.orm import relationship

from app.cotisations.situation import situation
from app.demandes.cycle import apres
from app.demandes.etats import ACCEPTER, REJETER, SOUMETTRE
from app.demandes.tables import Demande
from app.generateur.champs import JSON, champ
from app.generateur.controles import a_venir
from app.regles import francais
from app.regles.bareme import Bareme
from app.regles.quitus import Proposition, decider
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.services.quitus import certificat
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus


class Quitus(Demande):
    """Social-security clearance asked for by an employer, to bid for a public contract."""

    prefixe = "QTS"
    libelle_type = "Demande de quitus social"
    verbes: ClassVar = {ACCEPTER: "Délivrer le quitus", REJETER: "Refuser le quitus"}

    reference_marche = champ(
        String(60), "Référence du marché", "Telle qu’elle figure dans l’avis d’appel d’offres"
    )
    objet = champ(String(160), "Objet du marché")
    autorite_contractante = champ(String(120), "Autorité contractante")
    date_limite = champ(Date, "Date limite de dépôt des offres", controles=[a_venir], facultatif=True)
    proposition = champ(JSON, "Proposition", "Ce que les règles ont conclu à la soumission", facultatif=True)

    certificat = relationship("Certificat", back_populates="demande", uselist=False)


def proposer_quitus(session, employeur: Employeur, au: date, bareme: Bareme) -> Proposition:
    """Return what the rules propose for a quitus asked on the day `au`."""
    return decider(situation(session, employeur, au, bareme), au, bareme)


@apres(SOUMETTRE, Quitus)
def proposer(session, demande, acteur):
    """The rules say at once whether the employer is eligible (communiqué of 22 August 2024)."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)


@apres(ACCEPTER, Quitus)
def delivrer_le_quitus(session, demande, acteur):
    """Issue the certificate if the employer is still up to date today."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)
    if not proposition.eligible:
        raise Refus("Le quitus ne peut être délivré : " + " ".join(proposition.motifs))
    quitus = certificat.delivrer(session, demande, aujourd_hui(), proposition.valable_jusqu_au, acteur)
    limite = francais.jour(quitus.expire_le)
    demande.conclusion = f"Le quitus n° {quitus.numero} est délivré ; il est valable jusqu’au {limite}."


class PropositionSchema(Schema):
    """What the rules concluded on a quitus, as the request keeps it; months are yyyymm, amounts francs."""

    eligible = fields.Boolean()
    attestation = fields.Boolean()
    motifs = fields.List(fields.String())
    mois_non_declares = fields.List(fields.Integer())
    mois_a_l_examen = fields.List(fields.Integer())
    mois_impayes = fields.List(fields.Integer())
    total_du = fields.Integer()
    valable_jusqu_au = fields.Date(allow_none=True)
