"""Registering workers, one or many: duplicates looked for, the insured numbers given."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.cycle import apres, avant
from app.demandes.etats import ACCEPTER, SOUMETTRE
from app.regles import francais
from app.repertoire import assures
from app.repertoire.tables import Assure
from app.services.immatriculation.deposer import garder, relire
from app.services.immatriculation.tables import (
    ImmatriculationCollective,
    ImmatriculationTravailleur,
    LigneImmatriculation,
    Travailleur,
)
from app.socle import noms
from app.socle.acces import Acteur, systeme
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus


def doublons(session: Session, travailleur: Travailleur) -> list[tuple[Assure, str]]:
    """Return who in the register may be the worker already, the surest first, with how the names compare."""
    return assures.semblables(session, travailleur.nom, travailleur.prenoms, travailleur.naissance_le)


def doublons_par_ligne(
    session: Session, travailleurs: list[LigneImmatriculation]
) -> dict[int, list[tuple[Assure, str]]]:
    """Return the same for many workers, by line of their workbook."""
    nes = assures.nes_les(session, sorted({t.naissance_le for t in travailleurs}))
    return {t.rang: assures.comparer(nes.get(t.naissance_le, []), t.nom, t.prenoms) for t in travailleurs}


def numeros(session: Session, demande: ImmatriculationCollective) -> dict[int, str]:
    """Return the insured numbers given to the workers of a request, by line of their workbook.

    Their employer reads them: he asked for them, and declares his workers by them.
    """
    requete = (
        select(LigneImmatriculation.rang, Assure.numero)
        .join(Assure, Assure.id == LigneImmatriculation.immatricule_id)
        .where(LigneImmatriculation.demande_id == demande.id)
    )
    with systeme("an employer reads the numbers of those he registered"):
        return dict(session.execute(requete).all())


@avant(SOUMETTRE, ImmatriculationTravailleur)
def refuser_des_dates_impossibles(session: Session, demande: ImmatriculationTravailleur, acteur: Acteur):
    """Nobody is hired before birth."""
    if demande.embauche_le <= demande.naissance_le:
        raise Refus("La date d’embauche précède la naissance : corrigez l’une des deux.")


@apres(ACCEPTER, ImmatriculationTravailleur)
def immatriculer(session: Session, demande: ImmatriculationTravailleur, acteur: Acteur):
    """Give the worker a number, or leave him his own."""
    deja = _attribuer(session, demande, f"{aujourd_hui():%Y}{demande.id:08d}")
    assert demande.immatricule
    assure, suite = demande.immatricule, "déjà immatriculé, il garde le" if deja else "il reçoit le"
    demande.conclusion = f"{assure.prenoms} {assure.nom} : {suite} numéro d’assurance {assure.numero}."


@avant(SOUMETTRE, ImmatriculationCollective)
def exiger_un_classeur_sans_faute(session: Session, demande: ImmatriculationCollective, acteur: Acteur):
    """The very bytes that were checked are checked again: the register may have changed since."""
    demande.exiger_lu()
    if demande.fichier is None:
        raise Refus("Aucun classeur n’est joint : envoyez-le d’abord.")
    rapport = garder(session, demande, relire(session, demande))
    if rapport.bloque:
        fautes = francais.accord(len(rapport.bloquantes), "anomalie bloquante", "anomalies bloquantes")
        raise Refus(f"{fautes} à corriger d’abord : ouvrez « Contrôle ».")


@apres(ACCEPTER, ImmatriculationCollective)
def immatriculer_tous(session: Session, demande: ImmatriculationCollective, acteur: Acteur):
    """Give each worker a number, or leave him his own; one that cannot have any stops them all."""
    debut = f"{aujourd_hui():%Y}{demande.id:07d}"
    deja = [_attribuer(session, t, f"{debut}{rang:04d}") for rang, t in enumerate(demande.travailleurs, 1)]
    connus = francais.accord(sum(deja), "était déjà immatriculé", "étaient déjà immatriculés")
    demande.conclusion = (
        f"{francais.accord(len(deja), 'travailleur immatriculé', 'travailleurs immatriculés')}, "
        f"dont {connus}. Leurs numéros d’assurance se lisent en ligne, sur la demande."
    )


def _attribuer(session: Session, travailleur: Travailleur, numero: str) -> bool:
    """Write who the worker is in the register, new under `numero` or known already; return which (True).

    A worker keeps one number for life. Raises Refus when he may be several people.
    """
    identiques = [a for a, comment in doublons(session, travailleur) if comment == noms.IDENTIQUE]
    if len(identiques) > 1:
        numeros = ", ".join(a.numero for a in identiques)
        raise Refus(
            f"Plusieurs assurés portent le nom {travailleur.nom} {travailleur.prenoms} et cette date de "
            f"naissance ({numeros}) : clôturez d’abord le doublon."
        )
    travailleur.immatricule = identiques[0] if identiques else _inscrire(session, travailleur, numero)
    return bool(identiques)


def _inscrire(session: Session, travailleur: Travailleur, numero: str) -> Assure:
    t = travailleur
    assure = Assure(
        numero=numero,
        nom=t.nom,
        prenoms=t.prenoms,
        naissance_le=t.naissance_le,
        sexe=t.sexe,
        telephone=t.telephone,
        email=t.email,
    )
    session.add(assure)
    session.flush()
    return assure
