"""A corrective declaration says what it replaces, before it is filled and once it counts."""

import pytest

from app.demandes import cycle, etats
from app.demandes.etats import Statut
from app.models import Declaration
from tests.outils import petit_togo
from tests.outils.dnr import texte
from tests.outils.petit_togo import DERNIER, PREMIER

pytestmark = pytest.mark.petit_togo
DNR = "/employeur/dnr"


@pytest.fixture
def acceptee(session) -> Declaration:
    """The first month, declared and accepted."""
    scierie = petit_togo.employeur(session).id
    return (
        session.query(Declaration)
        .filter_by(periode=PREMIER, statut=Statut.acceptee, employeur_id=scierie)
        .one()
    )


@pytest.fixture
def rectificative(app, session, acceptee) -> Declaration:
    """A second declaration of the same month, not sent yet."""
    with app.app_context():
        return petit_togo.brouillon(session, periode=PREMIER)


def test_opening_a_month_already_accepted_says_what_will_be_replaced(connecter, acceptee):
    saisie = {"periode": f"{PREMIER // 100}-{PREMIER % 100:02d}", "mode": "en_ligne"}
    page = texte(connecter("scierie@essai.tg").post(f"{DNR}/nouvelle", data=saisie, follow_redirects=True))
    assert f"elle remplacera la déclaration {acceptee.numero}" in page


def test_opening_a_month_just_refused_says_whose_lines_are_taken_up(app, session, connecter):
    with app.app_context():
        declaration = petit_togo.declaration_soumise(session)
        for nom, motif in (("prendre_en_charge", ""), ("rejeter", "Vérifiez la paie de Têvi.")):
            cycle.appliquer(
                session,
                declaration,
                etats.TRANSITIONS[nom],
                petit_togo.acteur(session, "agent@essai.tg"),
                motif,
            )
        session.commit()
    saisie = {"periode": f"{DERNIER // 100}-{DERNIER % 100:02d}", "mode": "en_ligne"}
    page = texte(connecter("scierie@essai.tg").post(f"{DNR}/nouvelle", data=saisie, follow_redirects=True))
    assert f"Les lignes de la déclaration {declaration.numero} (rejetée) sont reprises" in page


def test_the_preview_names_the_declaration_it_replaces(connecter, acceptee, rectificative):
    page = texte(connecter("scierie@essai.tg").get(f"{DNR}/{rectificative.id}/apercu"))
    assert f"Remplace {acceptee.numero}" in page


def test_an_accepted_declaration_says_what_it_gave_and_then_by_which_it_was_replaced(
    app, session, connecter, acceptee, rectificative
):
    with app.app_context():
        petit_togo.accepter(session, rectificative)
        session.commit()
    scierie = connecter("scierie@essai.tg")
    assert "Cotisations du mois :" in texte(scierie.get(f"{DNR}/{rectificative.id}"))
    assert f"Remplacée par la déclaration rectificative {rectificative.numero}" in texte(
        scierie.get(f"{DNR}/{acceptee.id}")
    )
