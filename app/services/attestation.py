"""The individual certificate: issued at once when nothing needs a human."""

from sqlalchemy import select

from app import certificats, cycle
from app.acces import Acteur, Perimetre
from app.compte import individuel
from app.cycle import TransitionRefusee, effet
from app.documents.attestation import Attestation
from app.horloge import aujourd_hui
from app.models import AttestationIndividuelle, Employeur, LigneCarriere, NatureAttestation

AUTOMATE = Acteur(None, "Délivrance automatique", frozenset({"Agent"}), Perimetre(tout=True))
"""Who decides when the register alone answers."""


def va_de_soi(session, demande: AttestationIndividuelle) -> bool:
    """Say whether the register alone answers: insured months on the account, nothing particular asked."""
    return not (demande.precisions or "").strip() and bool(individuel.gains(session, demande.assure_id))


@effet("soumettre", AttestationIndividuelle)
def delivrer_aussitot(session, demande, acteur):
    """Take up and accept at once what goes without saying."""
    if va_de_soi(session, demande):
        for nom in ("prendre_en_charge", "accepter"):
            cycle.appliquer(session, demande, nom, AUTOMATE)


@effet("accepter", AttestationIndividuelle)
def delivrer(session, demande, acteur):
    """Issue the certificate from the account as it is today."""
    releve = individuel.relever(session, demande.assure_id)
    if demande.nature is NatureAttestation.carriere and not releve.gains:
        raise TransitionRefusee("Aucun mois n’est déclaré à ce compte : il n’y a pas de carrière à attester.")
    assure, jour = demande.assure, aujourd_hui()
    certificat = certificats.delivrer_attestation(
        session,
        demande,
        Attestation(
            numero=f"AT-{jour:%Y}-{demande.id:06d}",
            titre=demande.nature.value,
            delivree_le=jour,
            situation_au=jour,
            titulaire=f"{assure.nom} {assure.prenoms}",
            assure_numero=assure.numero,
            naissance_le=assure.naissance_le,
            destinataire=demande.destinataire,
            mois_assures=releve.mois_assures,
            employeur=_dernier_employeur(session, assure.id),
            annees=releve.par_annee() if demande.nature is NatureAttestation.carriere else [],
            signataire=acteur.nom,
        ),
        acteur,
    )
    demande.conclusion = f"L’{demande.nature.value.lower()} n° {certificat.numero} est délivrée."


def _dernier_employeur(session, assure_id: int) -> str:
    derniere = (
        select(Employeur.raison_sociale)
        .join(LigneCarriere, LigneCarriere.employeur_id == Employeur.id)
        .where(LigneCarriere.assure_id == assure_id)
        .order_by(LigneCarriere.periode.desc())
    )
    return session.scalar(derniere.limit(1)) or ""
