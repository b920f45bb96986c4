"""What the nightly round forgets of the accounts."""

from app.identites import sessions, verrou
from app.travaux.taches import tache


@tache("purger_comptes", chaque_nuit=True)
def purger_comptes(session) -> None:
    """Forget attempts nobody counts any more and sessions of long ago."""
    verrou.purger(session)
    sessions.purger(session)
