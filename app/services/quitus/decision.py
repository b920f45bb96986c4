"""What the rules propose for a quitus, and what its acceptance issues."""

from datetime import date

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from app.cotisations.situation import situation
from app.demandes.cycle import apres
from app.demandes.etats import ACCEPTER, ACCEPTER_PAR_EXCEPTION, SOUMETTRE
from app.regles import francais
from app.regles.bareme import Bareme
from app.regles.quitus import PropositionDeQuitus, decider, fin_de_validite
from app.repertoire.parametres import bareme
from app.repertoire.tables import Employeur
from app.services.quitus import certificat
from app.services.quitus.tables import Quitus
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus


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


def proposer_quitus(session: Session, employeur: Employeur, au: date, bareme: Bareme) -> PropositionDeQuitus:
    """Return what the rules propose for a quitus asked on the day `au`."""
    return decider(situation(session, employeur, au, bareme), au, bareme)


@apres(SOUMETTRE, Quitus)
def proposer(session: Session, demande: Quitus, acteur: Acteur):
    """The rules say at once whether the employer is eligible (communiqué of 22 August 2024)."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)


@apres(ACCEPTER, Quitus)
def delivrer_le_quitus(session: Session, demande: Quitus, acteur: Acteur):
    """Issue the certificate if the employer is still up to date today."""
    proposition = _conclure(session, demande)
    if not proposition.eligible:
        raise Refus("Le quitus ne peut être délivré : " + " ".join(proposition.motifs))
    assert proposition.valable_jusqu_au, "who is eligible is so for a time"
    _delivrer(session, demande, proposition.valable_jusqu_au, acteur)


@apres(ACCEPTER_PAR_EXCEPTION, Quitus)
def delivrer_par_exception(session: Session, demande: Quitus, acteur: Acteur):
    """Issue it against what the rules conclude: two people said why; raises Refus where there is no need."""
    if _conclure(session, demande).eligible:
        raise Refus("Cet employeur est à jour : délivrez le quitus, sans exception.")
    _delivrer(session, demande, fin_de_validite(aujourd_hui(), bareme(session)), acteur)


def _conclure(session: Session, demande: Quitus) -> PropositionDeQuitus:
    """Return what the rules conclude today, and keep it on the request."""
    proposition = proposer_quitus(session, demande.employeur, aujourd_hui(), bareme(session))
    demande.proposition = PropositionSchema().dump(proposition)
    return proposition


def _delivrer(session: Session, demande: Quitus, jusqu_au: date, acteur: Acteur) -> None:
    quitus = certificat.delivrer(session, demande, aujourd_hui(), jusqu_au, acteur)
    limite = francais.jour(jusqu_au)
    demande.conclusion = f"Le quitus n° {quitus.numero} est délivré ; il est valable jusqu’au {limite}."
