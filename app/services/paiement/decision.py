"""What the sending and the acceptance of a payment trigger."""

from sqlalchemy import ColumnElement, exists, func
from sqlalchemy.orm import Session

from app.cotisations import cotisant
from app.demandes.attente import chez_un_tiers
from app.demandes.cycle import apres, avant
from app.demandes.etats import ACCEPTER, ANNULER, DEMANDER_COMPLEMENT, PRENDRE_EN_CHARGE, REJETER, SOUMETTRE
from app.demandes.seconde_personne import acte_d_un_service
from app.demandes.tables import Demande
from app.services.paiement import annoncer, quittance, suivre
from app.services.paiement.tables import UN_AGENT, Paiement
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus

CREDITER = acte_d_un_service(
    Paiement,
    code="crediter",
    libelle="Créditer un paiement sans ligne de relevé",
    domaine="encaissements",
    droit="confirmer",
)


@avant(SOUMETTRE, Paiement)
def verifier_le_paiement(session: Session, paiement, acteur: Acteur):
    """A payment is sent once it says all that will let it be confirmed."""
    if manques := annoncer.obstacles(session, paiement, aujourd_hui()):
        raise Refus(" ".join(manques))


@apres(SOUMETTRE, Paiement)
def confier_le_paiement_mobile(session: Session, paiement, acteur: Acteur):
    """The worker asks the operator, once this is committed."""
    if paiement.mode.mobile:
        suivre.confier(session, paiement)


@avant(ANNULER, Paiement)
@avant(PRENDRE_EN_CHARGE, Paiement)
@avant(DEMANDER_COMPLEMENT, Paiement)
@avant(ACCEPTER, Paiement)
@avant(REJETER, Paiement)
def reserver_a_l_operateur(session: Session, paiement, acteur: Acteur):
    """Nobody moves a payment that its operator has not answered."""
    if paiement.chez_un_tiers and acteur.utilisateur_id is not None:
        raise Refus(
            "Ce paiement est chez l’opérateur : lui seul le confirme ou l’annule. Attendez sa réponse."
        )


@apres(ACCEPTER, Paiement)
def encaisser_le_paiement(session: Session, paiement, acteur: Acteur):
    """Confirming books the payment once, and issues its receipt."""
    paiement.recu_le = paiement.recu_le or paiement.paye_le or aujourd_hui()
    try:
        operation = cotisant.encaisser(
            session,
            employeur_id=paiement.employeur_id,
            montant=paiement.montant,
            le=paiement.recu_le,
            reference=paiement.numero,
            demande_id=paiement.id,
            par_id=acteur.utilisateur_id,
            cle=annoncer.cle_du_versement(paiement),
        )
    except cotisant.DejaEncaisse as refus:
        raise Refus(str(refus)) from None
    quittance.delivrer(session, paiement, operation, acteur)


@chez_un_tiers(Paiement)
def que_l_operateur_decide() -> ColumnElement[bool]:
    """`Paiement.chez_un_tiers` in SQL, less what only a person can unblock."""
    p = Paiement.__table__.c
    confie = p.identifiant.is_not(None) & ~func.coalesce(p.message_operateur, "").contains(UN_AGENT)
    return exists().where(p.id == Demande.id, confie)
