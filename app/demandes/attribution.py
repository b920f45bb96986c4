"""A service entrusted to another team: what waits is handed over with it."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.demandes.etats import TERMINEES
from app.demandes.tables import Demande
from app.identites.organisation import Attribution, equipe_de
from app.referentiel.sortes import a_chaque_changement
from app.socle.acces import SERVICES, Acteur


@a_chaque_changement(Attribution)
def remettre_ce_qui_attend(session: Session, ligne: Attribution, acteur: Acteur) -> None:
    """Give the team in force what the others of the service's teams have not decided yet.

    A request that was transferred stays where it was sent.
    """
    anciennes = {str(SERVICES[ligne.service].confiee_a), ligne.equipe} - {
        actuelle := equipe_de(session, ligne.service)
    }
    session.execute(
        update(Demande)
        .where(Demande.type == ligne.service, Demande.equipe.in_(anciennes), Demande.statut.not_in(TERMINEES))
        .values(equipe=actuelle)
        .execution_options(synchronize_session=False)
    )
