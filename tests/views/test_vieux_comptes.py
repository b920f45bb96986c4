"""An employer older than the law known to the portal: every screen answers, and invents no date."""

from datetime import date

import pytest

from app.cotisations import calendrier
from app.cotisations.calendrier import EtatMois
from app.regles import mois, retard
from app.repertoire.parametres import bareme
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.petit_togo import AUBERGE
from tests.outils.services import texte

pytestmark = pytest.mark.petit_togo
COMPTE = "/employeur/compte-cotisant"
DEBUTS = [date(1900, 1, 1), date(1950, 6, 15), date(1969, 12, 31), date(1970, 1, 1)]


@pytest.fixture(params=DEBUTS, ids=str)
def auberge(request, session):
    """The inn, begun long ago."""
    qui = petit_togo.employeur(session, AUBERGE)
    qui.debut_activite_le = request.param
    session.flush()
    return qui


@pytest.fixture
def personne(auberge, connecter):
    return connecter("auberge@essai.tg")


@pytest.mark.parametrize(
    "adresse",
    [
        "/",
        f"{COMPTE}/",
        f"{COMPTE}/?annee=1970",
        f"{COMPTE}/?annee=1969",
        f"{COMPTE}/?au=1900-01-01",
        f"{COMPTE}/?au=1970-01-10",
        f"{COMPTE}/pourquoi",
        f"{COMPTE}/pourquoi?au=1900-01-01",
        f"{COMPTE}/releve?forme=pdf&du=1900-01-01",
        "/employeur/dnr/nouvelle",
        "/employeur/declarations-de-cotisations/nouvelle",
        "/employeur/paiements/nouveau",
    ],
)
def test_every_screen_answers(personne, adresse):
    assert personne.get(adresse, follow_redirects=True).status_code == 200


def test_the_calendar_asks_for_no_month_before_the_known_law(session, auberge):
    etabli, premier = calendrier.etablir(session, auberge), retard.premier_mois(bareme(session))
    assert etabli.a_faire()[0].periode == premier == 197001
    assert etabli.annees[0] == 1970
    assert etabli.mois(mois.plus(premier, -1)).etat is EtatMois.trop_ancien
    assert etabli.mois(mois.plus(premier, -1)).exigible_le is None


def test_the_page_says_from_when_the_portal_follows_the_account(auberge, personne):
    page = texte(personne.get(f"{COMPTE}/"))
    ancien = auberge.debut_activite_le < date(1970, 1, 1)
    assert ("à partir de janvier 1970" in page) is ancien
    assert "mois de plus, que le calendrier montre" in page


@pytest.mark.parametrize("service", ["dnr", "declarations-de-cotisations"])
def test_a_month_before_the_known_law_is_refused_with_the_reason(session, connecter, service):
    petit_togo.employeur(session, AUBERGE).debut_activite_le = date(1950, 1, 1)
    personne, chemin = connecter("auberge@essai.tg"), f"/employeur/{service}/nouvelle"
    page = personne.post(chemin, data={"periode": "1969-12", "mode": "en_ligne"}, follow_redirects=True)
    assert "déclarez les mois plus anciens sur papier" in texte(page)


def test_a_quitus_is_refused_in_one_sentence_however_old_the_employer(session, auberge):
    from app.services.quitus.decision import proposer_quitus

    proposition = proposer_quitus(session, auberge, aujourd_hui(), bareme(session))
    assert proposition.mois_non_declares[0] == 197001
    assert "de janvier 1970 à" in proposition.motifs[0]
    assert len(proposition.motifs[0]) < 200
