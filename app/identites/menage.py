"""What the nightly round forgets of the accounts."""

from sqlalchemy.orm import Session

from app.identites import codes, quotas, sessions, verrou
from app.travaux.taches import Ronde, tache


@tache("purger_comptes", ronde=Ronde.nuit)
def purger_comptes(session: Session) -> None:
    """Forget attempts nobody counts any more, spent codes, files sent last week, sessions of long ago."""
    verrou.purger(session)
    codes.purger(session)
    quotas.purger(session)
    sessions.purger(session)
