"""What the nightly round forgets of the accounts."""

from app.comptes import sessions, verrou
from app.taches import tache


@tache("purger_comptes")
def purger_comptes(session) -> None:
    """Forget attempts nobody counts any more and sessions of long ago."""
    verrou.purger(session)
    sessions.purger(session)
