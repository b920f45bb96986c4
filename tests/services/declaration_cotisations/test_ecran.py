"""The declaration of contributions on screen: from the DNR or by hand, to the account."""

import pytest
from sqlalchemy import select

from app.cotisations import cotisant
from app.demandes.etats import Statut
from app.models import DeclarationCotisations, NatureDeclaration
from app.regles import mois
from tests.outils import petit_togo
from tests.outils.pages import formulaire
from tests.outils.petit_togo import DERNIER, PREMIER, SCIERIE
from tests.outils.services import decider, texte

pytestmark = pytest.mark.petit_togo
BASE = "/employeur/declarations-de-cotisations"
CHIFFRES = {"neant": "non", "effectif": "4", "masse_salariale": "300 000", "assiette": "300 000"}
VIDES = dict.fromkeys(("rp", "pf", "pv", "amu", "part_employeur", "part_travailleur"), "0")


def ouvrir(navigateur, periode: int = DERNIER):
    """Begin the declaration of a month and return the page that follows."""
    return navigateur.post(f"{BASE}/nouvelle", data={"periode": mois.iso(periode)}, follow_redirects=True)


def derniere(session) -> DeclarationCotisations:
    session.expire_all()
    return session.scalars(
        select(DeclarationCotisations).order_by(DeclarationCotisations.id.desc()).limit(1)
    ).one()


def ecrire(navigateur, session, bouton: str = "", **chiffres):
    """Send the figures and return the page that follows."""
    donnees = CHIFFRES | VIDES | chiffres | ({bouton: "oui"} if bouton else {})
    return navigateur.post(f"{BASE}/{derniere(session).id}/modifier", data=donnees, follow_redirects=True)


def envoyer(navigateur, session):
    return navigateur.post(f"{BASE}/{derniere(session).id}/soumettre", follow_redirects=True)


def test_the_amounts_are_worked_out_at_the_rates_of_the_month(session, scierie):
    ouvrir(scierie)
    page = ecrire(scierie, session, "calculer")
    montants = formulaire(page)
    assert [montants[b].replace("\u202f", "") for b in ("rp", "pf", "pv", "amu")] == [
        "6000", "9000", "49500", "30000",
    ]  # fmt: skip
    assert "Calculer les montants" in texte(page)


def test_a_month_typed_is_previewed_sent_accepted_and_owed(session, scierie, connecter):
    ouvrir(scierie)
    apercu = texte(ecrire(scierie, session))
    assert "Pas encore envoyée" in apercu
    assert "94 500 F" in apercu.replace("\u202f", " ")
    assert "votre demande porte le numéro" in texte(envoyer(scierie, session))
    declaration = derniere(session)
    decider(connecter("agent@essai.tg"), declaration.id, "accepter")
    assert derniere(session).statut is Statut.acceptee
    assert sum(cotisant.declare(session, declaration.employeur_id, DERNIER).values()) == 94_500
    page = texte(scierie.get(f"{BASE}/{declaration.id}"))
    assert "Payer maintenant" in page
    assert scierie.get(f"{BASE}/{declaration.id}/declaration.pdf").data.startswith(b"%PDF")


def test_an_accepted_dnr_gives_its_figures_at_once(session, scierie):
    page = texte(ouvrir(scierie, PREMIER))
    assert "Pas encore envoyée" in page
    assert derniere(session).dnr is not None
    assert derniere(session).effectif == len(petit_togo.PERSONNES[SCIERIE])


def test_figures_unlike_the_dnr_s_are_told_and_can_be_taken_again(session, scierie):
    ouvrir(scierie, PREMIER)
    assert "dit autre chose" in texte(ecrire(scierie, session))
    ecrire(scierie, session, "reprendre")
    assert "dit autre chose" not in texte(scierie.get(f"{BASE}/{derniere(session).id}/apercu"))


def test_figures_typed_beside_a_nil_month_are_refused_beside_it_and_kept(session, scierie):
    ouvrir(scierie)
    page = ecrire(scierie, session, neant="oui")
    assert page.status_code == 422
    assert "des chiffres sont écrits : Effectif, Masse salariale, Assiette" in texte(page)
    assert formulaire(page)["masse_salariale"] == CHIFFRES["masse_salariale"]
    assert derniere(session).neant is False


def test_figures_typed_beside_a_nil_month_are_erased_by_the_button_that_says_so(session, scierie):
    ouvrir(scierie)
    ecrire(scierie, session, "calculer")
    page = texte(ecrire(scierie, session, "vider", neant="oui"))
    assert "Néant : aucune rémunération" in page
    assert (derniere(session).effectif, derniere(session).total) == (0, 0)


def test_a_nil_month_owes_nothing(session, scierie):
    ouvrir(scierie)
    page = texte(ecrire(scierie, session, neant="oui", effectif="0", masse_salariale="0", assiette="0"))
    assert "Néant : aucune rémunération" in page
    assert "À payer au plus tard" not in page
    assert derniere(session).total == 0


def test_nothing_typed_says_what_to_do(session, scierie):
    ouvrir(scierie)
    page = texte(ecrire(scierie, session, effectif="0", masse_salariale="0", assiette="0"))
    assert "choisissez « Oui » à « Néant »" in page
    assert "Confirmer et soumettre" not in page


def test_a_corrected_month_keeps_its_history(session, scierie, connecter):
    ouvrir(scierie)
    ecrire(scierie, session)
    envoyer(scierie, session)
    premiere = derniere(session)
    assert "est chez la CNSS" in texte(ouvrir(scierie))
    decider(connecter("agent@essai.tg"), premiere.id, "accepter")
    ouvrir(scierie)
    assert derniere(session).nature is NatureDeclaration.rectificative
    ecrire(scierie, session, masse_salariale="400 000", assiette="400 000")
    page = texte(envoyer(scierie, session))
    assert premiere.numero in page
    assert "Déclarations de ce mois" in page


def test_the_dnr_that_comes_later_is_compared_by_its_reader(app, session, scierie, connecter):
    ouvrir(scierie)
    ecrire(scierie, session)
    envoyer(scierie, session)
    premiere = derniere(session)
    agent = connecter("agent@essai.tg")
    decider(agent, premiere.id, "accepter")
    with app.app_context():
        dnr = petit_togo.declaration_soumise(session, SCIERIE, DERNIER)
        session.commit()
    assert "Comparaison avec la déclaration de cotisations" in texte(agent.get(f"/agent/demandes/{dnr.id}"))
    decider(agent, dnr.id, "accepter")
    assert sum(cotisant.declare(session, dnr.employeur_id, DERNIER).values()) == dnr.total
    assert "Comparaison avec la DNR" in texte(scierie.get(f"{BASE}/{premiere.id}"))


@pytest.mark.parametrize("periode", [mois.plus(DERNIER, 3), mois.plus(PREMIER, -2)])
def test_a_month_that_cannot_be_declared_is_refused_beside_its_field(scierie, periode):
    page = scierie.post(f"{BASE}/nouvelle", data={"periode": mois.iso(periode)})
    assert page.status_code == 422
    assert formulaire(page)["periode"] == mois.iso(periode)
