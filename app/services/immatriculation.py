"""Registering a worker: duplicates looked for, the insured number given."""

from app.cycle import TransitionRefusee, effet
from app.dnr import noms
from app.horloge import aujourd_hui
from app.models import Assure, ImmatriculationTravailleur
from app.services import registre


def doublons(session, demande: ImmatriculationTravailleur) -> list[tuple[Assure, str]]:
    """Return who in the register may be the worker already, the surest first, with how the names compare."""
    return registre.semblables(session, demande.nom, demande.prenoms, demande.naissance_le)


@effet("soumettre", ImmatriculationTravailleur, quand="avant")
def refuser_des_dates_impossibles(session, demande, acteur):
    """Nobody is hired before birth."""
    if demande.embauche_le <= demande.naissance_le:
        raise TransitionRefusee("La date d’embauche précède la naissance : corrigez l’une des deux.")


@effet("accepter", ImmatriculationTravailleur)
def immatriculer(session, demande, acteur):
    """A worker keeps one number for life: who is in the register already keeps his, others get a new one."""
    identiques = [a for a, comment in doublons(session, demande) if comment == noms.IDENTIQUE]
    if len(identiques) > 1:
        numeros = ", ".join(a.numero for a in identiques)
        raise TransitionRefusee(
            f"Plusieurs assurés portent ce nom et cette date de naissance ({numeros}) : "
            "clôturez d’abord le doublon."
        )
    assure = identiques[0] if identiques else _inscrire(session, demande)
    demande.immatricule = assure
    deja = "déjà immatriculé, il garde le" if identiques else "il reçoit le"
    demande.conclusion = f"{assure.prenoms} {assure.nom} : {deja} numéro d’assurance {assure.numero}."


def _inscrire(session, demande: ImmatriculationTravailleur) -> Assure:
    assure = Assure(
        numero=f"{aujourd_hui():%Y}{demande.id:08d}",
        nom=demande.nom,
        prenoms=demande.prenoms,
        nom_cle=noms.cle(demande.nom),
        prenoms_cle=noms.cle(demande.prenoms),
        naissance_le=demande.naissance_le,
        sexe=demande.sexe,
        telephone=demande.telephone,
        email=demande.email,
    )
    session.add(assure)
    session.flush()
    return assure
