"""What a request must say, and what its decision writes: read by two people, to attach as to refuse."""

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.demandes.cycle import a_la_saisie, apres, avant
from app.demandes.etats import ACCEPTER, ACCEPTER_PAR_EXCEPTION, ANNULER, REJETER, SOUMETTRE
from app.demandes.seconde_personne import acte_d_un_service
from app.repertoire.assures import par_niu
from app.services.niu.constat import constater
from app.services.niu.tables import EN_COURS, RattachementNiu, SansNiu
from app.socle.acces import Acteur
from app.socle.base_de_donnees import verrouiller
from app.socle.refus import ChampRefuse, Refus

RATTACHER = acte_d_un_service(
    RattachementNiu,
    code="rattacher_niu",
    libelle="Rattacher un numéro national, ou le refuser",
    domaine="agent",
    droit="instruire",
)
PRIS = (
    "Ce NIU est déjà rattaché à un autre dossier d’assuré : vérifiez ses 12 chiffres. S’ils sont bien les "
    "vôtres, déposez une réclamation : un agent comparera les deux dossiers."
)
PRIS_ENTRE_TEMPS = (
    "Ce NIU est rattaché à un autre dossier d’assuré : comparez les deux dossiers, puis refusez celui qui se "
    "trompe."
)


@a_la_saisie(RattachementNiu)
def refuser_un_numero_pris(session: Session, demande: RattachementNiu, acteur: Acteur) -> None:
    """A national number is one person's, and is attached once."""
    deja = par_niu(session, demande.niu)
    if deja is not None and deja.id == demande.assure_id:
        raise ChampRefuse("niu", "Ce NIU est déjà rattaché à votre dossier : il n’y a rien à demander.")
    if deja is not None:
        raise ChampRefuse("niu", PRIS)


@avant(SOUMETTRE, RattachementNiu)
def une_seule_a_la_fois(session: Session, demande: RattachementNiu, acteur: Acteur) -> None:
    """One request is under way at a time."""
    autres = select(RattachementNiu.numero).where(
        RattachementNiu.assure_id == demande.assure_id,
        RattachementNiu.id != demande.id,
        RattachementNiu.statut.in_(EN_COURS),
    )
    if numero := session.scalar(autres.limit(1)):
        raise Refus(f"La demande {numero} est déjà en cours : suivez-la, complétez-la ou annulez-la d’abord.")


@avant(ACCEPTER, RattachementNiu)
def exiger_que_les_registres_concordent(session: Session, demande: RattachementNiu, acteur: Acteur) -> None:
    """A number is attached when the two registers speak of one person."""
    if obstacle := constater(session, demande).obstacle:
        raise Refus(obstacle)


@avant(ACCEPTER_PAR_EXCEPTION, RattachementNiu)
def exiger_une_raison_d_excepter(session: Session, demande: RattachementNiu, acteur: Acteur) -> None:
    """An exception is for what stands in the way: where nothing does, there is none to make."""
    if not constater(session, demande).obstacle:
        raise Refus("Rien ne s’y oppose : rattachez le NIU, sans exception.")


@avant(ACCEPTER, RattachementNiu)
@avant(ACCEPTER_PAR_EXCEPTION, RattachementNiu)
@avant(REJETER, RattachementNiu)
@avant(ANNULER, RattachementNiu)
def ne_garder_que_le_score(session: Session, demande: RattachementNiu, acteur: Acteur) -> None:
    """What another register says of somebody is kept no longer than it takes to decide."""
    rapprochement = constater(session, demande).rapprochement
    demande.score = rapprochement.score if rapprochement else None
    demande.identite = None


@apres(ACCEPTER, RattachementNiu)
@apres(ACCEPTER_PAR_EXCEPTION, RattachementNiu)
def rattacher(session: Session, demande: RattachementNiu, acteur: Acteur) -> None:
    """Write the number in the register; a reason why there was none stands no more.

    Raises Refus when the number was attached to somebody else meanwhile.
    """
    assure = verrouiller(session, demande.assure)
    try:
        with session.begin_nested():
            assure.niu = demande.niu
    except IntegrityError:
        raise Refus(PRIS_ENTRE_TEMPS) from None
    sans = SansNiu.__table__
    session.execute(delete(sans).where(sans.c.assure_id == assure.id))
    demande.conclusion = "Votre numéro national (NIU) est rattaché à votre numéro d’assurance."
