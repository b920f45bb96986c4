"""What operators send us: a notification only makes us ask; it never credits anything itself."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.services.paiement import suivre
from app.services.paiement.operateurs.choix import operateurs
from app.services.paiement.operateurs.operateur import Avis
from app.services.paiement.tables import Paiement
from app.travaux.taches import differer


def recevoir(
    session: Session, code: str, entetes: Mapping[str, str], corps: bytes, instant: datetime
) -> bool:
    """Have the payment of a notification asked about; return whether it is one of ours. Does not commit.

    The same notification received again asks for nothing more. Raises KeyError for an operator that is not
    configured, `operateur.NotificationRefusee` for a forged or late one.
    """
    avis = operateurs()[code].verifier_notification(entetes, corps, instant)
    paiement_id = _trouver(session, code, avis)
    if paiement_id is None:
        return False
    cle = f"relancer_paiement:{paiement_id}:avis:{sha256(corps).hexdigest()[:16]}"
    differer(session, suivre.relancer, cle, paiement_id=paiement_id)
    return True


def _trouver(session: Session, code: str, avis: Avis) -> int | None:
    t = Paiement.__table__.c
    nomme = t.identifiant == avis.identifiant if avis.identifiant else t.reference_operateur == avis.reference
    return session.scalar(select(t.id).where(t.operateur == code, nomme).order_by(t.id).limit(1))
