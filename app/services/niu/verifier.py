"""The national register asked about a number by the worker, outside any transaction; again if silent."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demandes.cycle import apres
from app.demandes.etats import EN_ATTENTE, SOUMETTRE
from app.repertoire.identite_nationale.choix import registre_national
from app.repertoire.identite_nationale.verification import Connaissance, IdentiteCivile, ReponseDuRegistre
from app.services.niu.tables import RattachementNiu
from app.socle.acces import Acteur
from app.socle.base_de_donnees import transaction, verrouiller
from app.socle.horloge import maintenant
from app.travaux.taches import Ronde, differer, tache

ATTENTE = timedelta(minutes=1)
"""Wait before asking again; it doubles each time."""
ESSAIS = 8
"""Times it is asked in a row, two hours; then each night (see `reinterroger`)."""


@apres(SOUMETTRE, RattachementNiu)
def faire_verifier(session: Session, demande: RattachementNiu, acteur: Acteur) -> None:
    """The worker asks about the number that was sent, anew when it is sent anew."""
    demande.verdict = demande.interroge_le = demande.identite = None
    _demander(session, demande, f"{demande.version}", 1)


def _demander(session: Session, demande: RattachementNiu, serie: str, essai: int) -> None:
    """Have the register asked, the `essai`-th time of a series, where there is one."""
    if registre_national() is None:
        return
    dans = ATTENTE * 2 ** (essai - 2) if essai > 1 else timedelta(0)
    cle = f"{verifier.nom}:{demande.id}:{serie}:{essai}"
    differer(session, verifier, cle, dans, demande_id=demande.id, serie=serie, essai=essai)


@tache("verifier_niu", dehors=True)
def verifier(session: Session, demande_id: int, serie: str, essai: int) -> None:
    """Ask whose the number of a request is, and keep the answer if the request still waits for one."""
    demande = session.get_one(RattachementNiu, demande_id)
    registre = registre_national()
    if registre is None or demande.statut not in EN_ATTENTE:
        return
    niu, elle = demande.niu, IdentiteCivile.de(demande.assure)
    session.rollback()
    reponse = registre.verifier(niu, elle)
    with transaction(session):
        attendue = verrouiller(session, session.get_one(RattachementNiu, demande_id))
        if attendue.statut in EN_ATTENTE and attendue.niu == niu:
            _noter(session, attendue, reponse, serie, essai)


def _noter(
    session: Session, demande: RattachementNiu, reponse: ReponseDuRegistre, serie: str, essai: int
) -> None:
    demande.interroge_le, demande.verdict = maintenant(), reponse.verdict
    demande.identite = reponse.identite.ecrire() if reponse.identite else None
    if reponse.verdict is Connaissance.injoignable and essai < ESSAIS:
        _demander(session, demande, serie, essai + 1)


@tache("reinterroger_niu", ronde=Ronde.nuit)
def reinterroger(session: Session) -> None:
    """Each night, ask anew about what has no answer: the register was silent, or not open yet."""
    sans_reponse = RattachementNiu.verdict.is_(None) | (RattachementNiu.verdict == Connaissance.injoignable)
    requete = select(RattachementNiu).where(RattachementNiu.statut.in_(EN_ATTENTE), sans_reponse)
    for demande in session.scalars(requete):
        _demander(session, demande, f"nuit-{maintenant():%Y-%m-%d}", 1)
