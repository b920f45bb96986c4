"""No path credits money by one hand: a payment without a line of the bank, a waiver, a reversal."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.cotisations.tables import Cause
from app.demandes import cycle
from app.demandes.etats import TRANSITIONS
from app.models import Evenement, Operation, Paiement, Proposition
from app.referentiel import propositions
from app.referentiel.tables import Issue
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from tests.outils import petit_togo
from tests.outils.exemples import au_plus
from tests.outils.petit_togo import AUBERGE
from tests.services.paiement import outils as paiements

pytestmark = pytest.mark.petit_togo
CAISSE = (
    "agent@essai.tg",
    "collegue@essai.tg",
    "superviseur@essai.tg",
    "admin@essai.tg",
    "auditeur@essai.tg",
)
DECISIONS = {
    "confirmer": propositions.confirmer,
    "refuser": lambda session, proposition, qui: propositions.refuser(session, proposition, qui, "Non"),
    "reprendre": propositions.retirer,
}
GESTES = (*(t.nom for t in TRANSITIONS.values() if t.de_la_caisse), *DECISIONS)


@au_plus(200)
@given(suite=st.lists(st.tuples(st.sampled_from(CAISSE), st.sampled_from(GESTES)), min_size=4, max_size=25))
def test_no_path_credits_a_payment_without_a_line_by_one_hand(app, session, suite):
    with app.app_context():
        avec = session.begin_nested()
        try:
            auberge = petit_togo.employeur(session, AUBERGE)
            hier = aujourd_hui() - timedelta(days=1)
            paiement = paiements.deposer(session, auberge, 7_000_000, hier, "VIR-INVENTE")
            for email, geste in suite:
                tenter(session, paiement, email, geste)
            credits = select(Operation).where(
                Operation.demande_id == paiement.id, Operation.cause == Cause.paiement
            )
            if session.scalars(credits).all():
                assert len(mains(session, paiement)) == 2
        finally:
            avec.rollback()


def tenter(session, paiement: Paiement, email: str, geste: str) -> None:
    """Try a move, or what may be done of what waits; what is refused changes nothing."""
    qui = petit_togo.acteur(session, email)
    essai = session.begin_nested()
    try:
        if geste in DECISIONS:
            attend = select(Proposition).where(
                Proposition.objet_id == paiement.id, Proposition.issue.is_(None)
            )
            for proposition in session.scalars(attend).all():
                DECISIONS[geste](session, proposition, qui)
        else:
            cycle.appliquer(session, paiement, TRANSITIONS[geste], qui, "parce que")
        essai.commit()
    except Refus:
        essai.rollback()


def mains(session, paiement: Paiement) -> set[int | None]:
    """Return who proposed and who confirmed what was credited."""
    confirmee = session.scalars(
        select(Proposition).where(Proposition.objet_id == paiement.id, Proposition.issue == Issue.confirmee)
    ).one()
    decision = session.scalars(
        select(Evenement).where(Evenement.demande_id == paiement.id, Evenement.transition == "accepter")
    ).one()
    assert decision.acteur_id == confirmee.statuee_par_id
    return {confirmee.proposee_par_id, confirmee.statuee_par_id}
