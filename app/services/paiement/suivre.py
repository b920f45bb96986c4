"""Following a mobile payment to its end, in the worker: asked for, asked about, booked once.

Each step asks the operator outside any transaction, then writes what it answered under a lock on the payment.
A worker killed in between asks again: what is booked is not booked twice.
"""

import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from app.demandes import cycle, etats
from app.demandes.etats import ACCEPTER, EN_ATTENTE, REJETER, Transition
from app.regles.francais import francs
from app.services.paiement import annoncer
from app.services.paiement.operateurs.choix import operateur_choisi, operateurs
from app.services.paiement.operateurs.operateur import (
    EtatChezLOperateur,
    Initiation,
    Ordre,
    OrdreRefuse,
    Reponse,
)
from app.services.paiement.tables import UN_AGENT, Paiement
from app.socle import adresses
from app.socle.acces import Acteur, Perimetre
from app.socle.appel_json import Injoignable
from app.socle.base_de_donnees import transaction, verrouiller
from app.socle.droits import AGENT
from app.socle.horloge import aujourd_hui, maintenant
from app.travaux.taches import Travail, differer, tache

ATTENTE, ATTENTE_MAX = timedelta(seconds=30), timedelta(hours=1)
"""Wait before asking again; it doubles each time, up to the longest."""
ESSAIS = 80
"""Times an operator is asked about one payment: three days; then a person looks at it."""
MUET = (
    "L’opérateur ne répond pas. Votre paiement reste en attente : nous le redemandons régulièrement, "
    "ne payez pas une seconde fois."
)
ABANDON = f"L’opérateur n’a rien conclu en trois jours : {UN_AGENT} va vérifier ce paiement."
TARDIF = f"L’opérateur annonce réussi un paiement qu’il avait dit échoué : {UN_AGENT} le vérifiera."


Reponses = Initiation | Injoignable | OrdreRefuse
"""What an operator makes of an order."""


def confier(session: Session, paiement: Paiement) -> None:
    """Give a submitted mobile payment its operator and identifier, and have the worker ask for it.

    One that says already what the operator received is asked for nothing (see `regulariser`).
    """
    if paiement.reference_operateur:
        return
    operateur = operateur_choisi()
    assert operateur, "a mobile payment is offered where there is an operator"
    paiement.operateur = operateur.code
    paiement.identifiant = f"{paiement.numero}-{secrets.token_hex(4)}"
    paiement.message_operateur = "La demande part chez l’opérateur : gardez votre téléphone à portée."
    cle = f"initier_paiement:{paiement.id}:1"
    differer(session, initier, cle, paiement_id=paiement.id, essai=1)


@tache("initier_paiement", dehors=True)
def initier(session: Session, paiement_id: int, essai: int) -> None:
    """Ask the operator for a payment; while it does not answer, try again later."""
    paiement = session.get_one(Paiement, paiement_id)
    operateur, ordre = operateurs()[paiement.chez], _ordre(paiement)
    if paiement.statut not in EN_ATTENTE:
        return
    session.rollback()
    reponse: Reponses
    try:
        reponse = operateur.initier(ordre, lambda reference: _noter(session, paiement_id, reference))
    except (Injoignable, OrdreRefuse) as panne:
        reponse = panne
    with transaction(session):
        if attendu := _encore_en_attente(session, paiement_id):
            _apres_initiation(session, attendu, reponse, essai)


def _ordre(paiement: Paiement) -> Ordre:
    assert paiement.identifiant
    assert paiement.telephone
    return Ordre(
        identifiant=paiement.identifiant,
        montant=paiement.montant,
        mode=paiement.mode,
        telephone=paiement.telephone,
        description=annoncer.description(paiement),
        retour=adresses.adresse("PaiementView.show", pk=paiement.id),
        reference=paiement.reference_operateur,
    )


def _noter(session: Session, paiement_id: int, reference: str) -> None:
    """Keep the operator's reference at once, in a transaction of its own."""
    with transaction(session):
        paiement = verrouiller(session, session.get_one(Paiement, paiement_id))
        paiement.reference_operateur = paiement.reference_operateur or reference


def _encore_en_attente(session: Session, paiement_id: int) -> Paiement | None:
    """Return the payment, locked, if nobody has decided it meanwhile."""
    paiement = verrouiller(session, session.get_one(Paiement, paiement_id))
    return paiement if paiement.statut in EN_ATTENTE else None


def _apres_initiation(session: Session, paiement: Paiement, reponse: Reponses, essai: int) -> None:
    paiement.interroge_le = maintenant()
    if isinstance(reponse, OrdreRefuse):
        echouer(session, paiement, str(reponse))
    elif isinstance(reponse, Initiation):
        paiement.url_operateur = reponse.url or None
        paiement.message_operateur = (
            "Ouvrez la page de l’opérateur pour confirmer le paiement."
            if reponse.url
            else "Confirmez le paiement sur votre téléphone."
        )
        _plus_tard(session, paiement, relancer, 0)
    else:
        paiement.message_operateur = MUET
        _plus_tard(session, paiement, initier, essai)


@tache("relancer_paiement", dehors=True)
def relancer(session: Session, paiement_id: int, essai: int | None = None) -> None:
    """Ask the operator where a payment stands and act on it; with `essai`, ask again later if it waits."""
    etat = interroger(session, paiement_id)
    with transaction(session):
        paiement = verrouiller(session, session.get_one(Paiement, paiement_id))
        paiement.interroge_le = maintenant()
        if paiement.statut in EN_ATTENTE:
            conclure(session, paiement, etat, essai)
        elif etat and etat.reponse is Reponse.paye and paiement.statut is etats.Statut.rejetee:
            paiement.message_operateur = TARDIF


def interroger(session: Session, paiement_id: int) -> EtatChezLOperateur | None:
    """Return what the operator says of a payment now, asked outside any transaction; None: no answer."""
    paiement = session.get_one(Paiement, paiement_id)
    operateur = operateurs()[paiement.chez]
    identifiant, reference = paiement.identifiant, paiement.reference_operateur
    assert identifiant
    session.rollback()
    try:
        return operateur.etat(identifiant, reference)
    except (Injoignable, OrdreRefuse):
        return None


def conclure(
    session: Session, paiement: Paiement, etat: EtatChezLOperateur | None, essai: int | None = None
) -> None:
    """Act on what the operator says of a payment that waits; with `essai`, ask again later if it must."""
    if etat is None or etat.reponse is Reponse.en_attente:
        paiement.message_operateur = MUET if etat is None else etat.reponse.value
        if essai is not None:
            _plus_tard(session, paiement, relancer, essai)
    elif etat.reponse is not Reponse.paye:
        echouer(session, paiement, etat.reponse.value)
    elif etat.montant not in (None, paiement.montant):
        paiement.message_operateur = (
            f"L’opérateur a reçu {francs(etat.montant)} au lieu de {francs(paiement.montant)} : "
            f"{UN_AGENT} va vérifier ce paiement."
        )
    else:
        confirmer(session, paiement)


def _plus_tard(session: Session, paiement: Paiement, quoi: Travail, essais_faits: int) -> None:
    """Have `quoi` done again, a little later each time, until a person must look."""
    if essais_faits >= ESSAIS:
        paiement.message_operateur = ABANDON
        return
    suivant = essais_faits + 1
    cle = f"{quoi.nom}:{paiement.id}:{suivant}"
    differer(session, quoi, cle, delai(suivant), paiement_id=paiement.id, essai=suivant)


def delai(essai: int) -> timedelta:
    """Return the wait before asking for the `essai`-th time: 30 s, 1 min, 2 min… one hour at most."""
    return min(ATTENTE * 2 ** min(essai - 1, 16), ATTENTE_MAX)


def confirmer(session: Session, paiement: Paiement) -> None:
    """Accept a payment its operator says paid: booking and receipt follow (see `app.services`)."""
    paiement.recu_le = aujourd_hui()
    paiement.message_operateur = Reponse.paye.value
    _avancer(session, paiement, ACCEPTER)


def echouer(session: Session, paiement: Paiement, motif: str) -> None:
    """Close a payment that will not be made, with its reason."""
    paiement.message_operateur = motif
    _avancer(session, paiement, REJETER, motif)


def _avancer(session: Session, paiement: Paiement, etape: Transition, motif: str = "") -> None:
    acteur = acteur_de(paiement.chez)
    if paiement.statut is etats.Statut.soumise:
        cycle.appliquer(session, paiement, etats.PRENDRE_EN_CHARGE, acteur)
    cycle.appliquer(session, paiement, etape, acteur, motif)


def acteur_de(operateur: str) -> Acteur:
    """Return the operator as the journal names it; it decides as an agent of the fund would."""
    nom = operateurs()[operateur].nom
    return Acteur(None, f"Opérateur {nom}", AGENT, Perimetre(tout=True))
