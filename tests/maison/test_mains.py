"""No path credits money by one hand, be it by several gestures: a statement brought, its line booked."""

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select

from app.cotisations.tables import Cause
from app.demandes import cycle
from app.demandes.etats import TRANSITIONS
from app.models import Evenement, LigneReleve, Operation, Paiement, Proposition
from app.referentiel import propositions
from app.referentiel.tables import Issue
from app.regles.francais import jour
from app.services.paiement import rapprochement
from app.services.paiement.affecter import affecter
from app.services.paiement.releves_bancaires import importer
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus
from tests.outils import petit_togo
from tests.outils.exemples import au_plus
from tests.outils.petit_togo import AUBERGE, SCIERIE
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
SUR_LE_RELEVE = ("importer", "rapprocher", "porter au compte")
GESTES = (*(t.nom for t in TRANSITIONS.values() if t.de_la_caisse), *DECISIONS, *SUR_LE_RELEVE)
MONTANT, REFERENCE = 7_000_000, "VIR-INVENTE"


@au_plus(200)
@given(suite=st.lists(st.tuples(st.sampled_from(CAISSE), st.sampled_from(GESTES)), min_size=4, max_size=25))
@example(suite=[(CAISSE[0], "importer"), (CAISSE[0], "rapprocher")])
@example(suite=[(CAISSE[0], "importer"), (CAISSE[0], "porter au compte")])
@example(suite=[(CAISSE[0], "accepter"), (CAISSE[0], "confirmer")])
@example(suite=[(CAISSE[0], "importer"), (CAISSE[1], "rapprocher")])
def test_no_path_credits_a_payment_by_one_hand(app, session, suite):
    with app.app_context():
        paiements.banque(session)
        avec = session.begin_nested()
        try:
            hier = aujourd_hui() - timedelta(days=1)
            annonce = paiements.deposer(session, auberge(session), MONTANT, hier, REFERENCE)
            for email, geste in suite:
                tenter(session, annonce, email, geste)
            for demande_id in session.scalars(CREDITES).all():
                assert len(mains(session, demande_id)) == 2
        finally:
            avec.rollback()


CREDITES = select(Operation.demande_id).where(Operation.cause == Cause.paiement, Operation.montant >= MONTANT)


def auberge(session):
    return petit_togo.employeur(session, AUBERGE)


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
        elif geste in SUR_LE_RELEVE:
            sur_le_releve(session, paiement, geste, qui)
        else:
            cycle.appliquer(session, paiement, TRANSITIONS[geste], qui, "parce que")
        essai.commit()
    except Refus:
        essai.rollback()


def sur_le_releve(session, paiement: Paiement, geste: str, qui) -> None:
    """Bring a statement that says whatever suits, or book its line, where the rights let one."""
    if "instruire" not in qui.droits("encaissements"):
        return
    if geste == "importer":
        contenu = f"Date;Référence;Libellé;Crédit\n{jour(aujourd_hui())};{REFERENCE};VERSEMENT;{MONTANT}\n"
        importer(session, paiement.banque, "releve.csv", contenu.encode(), qui.utilisateur_id)
    for ligne in session.scalars(select(LigneReleve)) if geste != "importer" else ():
        if geste == "rapprocher":
            rapprochement.confirmer(session, ligne.id, paiement.id, qui)
        else:
            affecter(session, ligne.id, petit_togo.employeur(session, SCIERIE), "Reconnu", qui)


def mains(session, demande_id: int) -> set[int | None]:
    """Return by whom what was credited came to be: who proposed or brought its line, who accepted."""
    decision = session.scalars(
        select(Evenement).where(Evenement.demande_id == demande_id, Evenement.transition == "accepter")
    ).one()
    if ligne := session.scalars(select(LigneReleve).where(LigneReleve.paiement_id == demande_id)).first():
        return {ligne.releve.par_id, decision.acteur_id}
    confirmee = session.scalars(
        select(Proposition).where(Proposition.objet_id == demande_id, Proposition.issue == Issue.confirmee)
    ).one()
    assert decision.acteur_id == confirmee.statuee_par_id
    return {confirmee.proposee_par_id, confirmee.statuee_par_id}
