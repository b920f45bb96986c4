"""Money that an operator took under a payment that cannot say so: it failed, or announced another amount.

What was decided stays written. The operator is asked once more, on an agent's word, and what it received is
booked under a payment of its own.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.etats import EN_ATTENTE, Statut
from app.demandes.tables import Demande
from app.regles.francais import francs
from app.services.paiement import suivre
from app.services.paiement.constater import constater
from app.services.paiement.operateurs.operateur import EtatChezLOperateur, Reponse
from app.services.paiement.tables import Paiement
from app.socle.acces import Acteur
from app.socle.base_de_donnees import transaction, verrouiller
from app.socle.horloge import aujourd_hui, maintenant
from app.travaux.taches import differer, tache


def demander(session: Session, paiement: Paiement, acteur: Acteur) -> None:
    """Have the operator asked again, in the agent's name; twice in a minute asks once. Does not commit."""
    cle = f"regulariser_paiement:{paiement.id}:{maintenant():%Y%m%d%H%M}"
    differer(session, regulariser, cle, paiement_id=paiement.id, par_id=acteur.utilisateur_id)


@tache("regulariser_paiement", dehors=True)
def regulariser(session: Session, paiement_id: int, par_id: int | None) -> None:
    """Ask the operator where a payment stands, and book what it received, whatever was decided before."""
    etat = suivre.interroger(session, paiement_id)
    with transaction(session):
        paiement = verrouiller(session, session.get_one(Paiement, paiement_id))
        paiement.interroge_le = maintenant()
        if paiement.statut in EN_ATTENTE and not _autre_montant(paiement, etat):
            suivre.conclure(session, paiement, etat)
        elif etat and _recu(etat) and paiement.statut in EN_ATTENTE | {Statut.rejetee}:
            _encaisser_a_part(session, paiement, etat, par_id)


def _recu(etat: EtatChezLOperateur) -> bool:
    return etat.reponse is Reponse.paye


def _autre_montant(paiement: Paiement, etat: EtatChezLOperateur | None) -> bool:
    return etat is not None and _recu(etat) and etat.montant not in (None, paiement.montant)


def _encaisser_a_part(
    session: Session, paiement: Paiement, etat: EtatChezLOperateur, par_id: int | None
) -> None:
    """Book what was received under a new payment, once, and say on the first which one it is."""
    cle = f"regularisation:{paiement.id}"
    if session.scalar(select(Demande.id).where(Demande.cle_unique == cle)) is not None:
        return
    operateur = suivre.acteur_de(paiement.chez)
    suite = constater(session, _suite(paiement, etat, cle, par_id), operateur.nom, operateur)
    if paiement.statut in EN_ATTENTE:
        annonce = f"L’opérateur a reçu {francs(suite.montant)} au lieu de {francs(paiement.montant)}"
        suivre.echouer(session, paiement, f"{annonce}, encaissés sous le paiement {suite.numero}.")
    else:
        paiement.message_operateur = f"L’argent est arrivé : encaissé sous le paiement {suite.numero}."


def _suite(paiement: Paiement, etat: EtatChezLOperateur, cle: str, par_id: int | None) -> Paiement:
    return Paiement(
        employeur_id=paiement.employeur_id,
        mode=paiement.mode,
        montant=etat.montant or paiement.montant,
        periode=paiement.periode,
        telephone=paiement.telephone,
        operateur=paiement.operateur,
        reference=paiement.numero,
        reference_operateur=etat.reference or paiement.reference_operateur or paiement.identifiant,
        message_operateur=Reponse.paye.value,
        recu_le=aujourd_hui(),
        cree_par_id=par_id,
        cle_unique=cle,
    )
