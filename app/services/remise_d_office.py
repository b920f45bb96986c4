"""Surcharges let off without being asked: proposed by one person, written once another confirms."""

from sqlalchemy.orm import Session

from app.cotisations import remises
from app.cotisations.cotisant import RemiseRefusee
from app.demandes import interets
from app.referentiel import propositions
from app.referentiel.propositions import Changement, a_la_confirmation
from app.referentiel.tables import Proposition
from app.regles import mois
from app.regles.francais import francs
from app.repertoire.tables import Employeur
from app.socle.acces import Acteur
from app.socle.base_de_donnees import verrouiller
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus

REMETTRE_D_OFFICE = propositions.acte(
    code="remettre_d_office",
    libelle="Remettre des majorations sans demande",
    domaine="remises",
    droit="confirmer",
)


def proposer(
    session: Session,
    employeur: Employeur,
    choisies: dict[int, int],
    montant: int,
    motif: str,
    acteur: Acteur,
) -> Proposition:
    """Propose to let off `montant` francs of the surcharges `choisies`, francs by month (yyyymm).

    Does not commit. Raises Refus.
    """
    interets.exiger_aucun_chez(session, employeur.id, acteur.utilisateur_id)
    du = sum(choisies.values())
    if not 0 < montant <= du:
        raise Refus(f"Les majorations dues sont de {francs(du)} : la remise va de 1 F à ce montant.")
    changement = Changement(
        objet_id=employeur.id,
        resume=f"Remise de majorations à {employeur} : {francs(montant)}",
        avant=[("Majorations dues", francs(du))],
        apres=[
            ("Majorations dues", francs(du - montant)),
            ("Mois concernés", mois.enumerer(sorted(choisies))),
        ],
        montant=montant,
        motif=motif,
    )
    return propositions.proposer(session, REMETTRE_D_OFFICE, changement, acteur, mois=sorted(choisies))


@a_la_confirmation(REMETTRE_D_OFFICE)
def accorder(session: Session, proposition: Proposition, acteur: Acteur) -> None:
    """Write the waiver on what is still due of these months; raises Refus where that is less."""
    employeur = verrouiller(session, session.get_one(Employeur, proposition.objet_id))
    dues = remises.dues(session, employeur, aujourd_hui())
    try:
        remises.accorder(
            session,
            employeur=employeur,
            choisies={p: du for p, du in dues.items() if p in proposition.donnees["mois"]},
            montant=proposition.montant or 0,
            motif=f"{proposition.motif} {propositions.les_deux(proposition, acteur)}",
            acteur=acteur,
            cle=f"proposition:{proposition.id}",
            le=aujourd_hui(),
        )
    except RemiseRefusee as refus:
        raise Refus(str(refus)) from None
