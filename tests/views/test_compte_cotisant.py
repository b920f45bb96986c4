"""The account on screen, on any day, with its reasons and statement; surcharges let off by a supervisor."""

from datetime import timedelta

import pytest

from app.cotisations import calendrier, cotisant, remises
from app.models import Cause, Operation
from app.regles import mois
from app.services.quitus.ecran import QuitusView
from app.socle.horloge import aujourd_hui
from tests.outils import petit_togo
from tests.outils.interets import AGIT, mandater
from tests.outils.pages import formulaire
from tests.outils.petit_togo import AUBERGE, PREMIER
from tests.outils.services import confirmer, remplir, soumettre, texte

pytestmark = pytest.mark.petit_togo
COMPTE, REMISES = "/employeur/compte-cotisant", "/supervision/remises-de-majorations"


@pytest.fixture
def etabli(session):
    """The inn's account today."""
    return calendrier.etablir(session, petit_togo.employeur(session, AUBERGE))


def plat(texte_: str) -> str:
    return texte_.replace("\u202f", " ")


def francs(montant: int) -> str:
    return f"{montant:,} F".replace(",", " ")


def test_the_account_says_what_is_owed_when_and_how_to_pay_it(auberge, etabli):
    page = auberge.get(f"{COMPTE}/")
    assert francs(etabli.du) in plat(texte(page))
    assert f"/employeur/paiements/nouveau?periode={mois.iso(PREMIER)}" in page.text
    assert "Non déclaré" in texte(page) or "À déclarer" in texte(page)


def test_a_day_to_come_simulates_the_surcharges_until_then(session, auberge, etabli):
    jour = aujourd_hui() + timedelta(days=200)
    alors = calendrier.etablir(session, petit_togo.employeur(session, AUBERGE), jour)
    assert alors.du > etabli.du
    assert francs(alors.du) in plat(texte(auberge.get(f"{COMPTE}/?au={jour}")))


def test_an_illegible_day_is_told_beside_its_field(auberge):
    assert "n’est pas lisible" in texte(auberge.get(f"{COMPTE}/?au=hier"))


def test_every_operation_is_explained_with_its_text(auberge):
    page = plat(texte(auberge.get(f"{COMPTE}/pourquoi")))
    assert "Majoration de retard" in page
    assert "2011-006" in page
    assert "Risques professionnels" in page


@pytest.mark.parametrize(
    ("forme", "debut"), [("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", "\ufeffDate".encode())]
)
def test_the_statement_comes_in_each_form(auberge, forme, debut):
    assert auberge.get(f"{COMPTE}/releve?forme={forme}").data.startswith(debut)


def test_an_agent_reads_any_employer_s_account_but_pays_nothing(session, connecter, etabli):
    pk = petit_togo.employeur(session, AUBERGE).id
    page = connecter("agent@essai.tg").get(f"/agent/employeurs/{pk}/compte/")
    assert francs(etabli.du) in plat(texte(page))
    assert "Payer maintenant" not in texte(page)


def test_a_quitus_refused_leads_to_the_payment(auberge):
    pk = remplir(auberge, QuitusView, date_limite=aujourd_hui() + timedelta(days=9))
    assert "Payer maintenant" in texte(soumettre(auberge, QuitusView, pk))


def accorder(superviseur, session, **autres):
    """Send a waiver of 1 000 F on the first month and return the page that follows."""
    adresse = f"{REMISES}/employeur/{petit_togo.employeur(session, AUBERGE).id}"
    page = superviseur.get(adresse)
    donnees = {"periode": PREMIER, "part": "partie", "montant": "1 000", "motif": "Coupure de courant"}
    assert "Majorations dues" in texte(page)
    return superviseur.post(adresse, data=donnees | {"cle_unique": "k1"} | autres, follow_redirects=True)


def test_a_supervisor_lets_off_a_surcharge_once_with_its_reason(session, connecter):
    superviseur, auberge = connecter("superviseur@essai.tg"), petit_togo.employeur(session, AUBERGE)
    avant = cotisant.solde(session, auberge.id)
    assert "Remise proposée" in texte(accorder(superviseur, session))
    assert "l’a déjà proposé" in texte(accorder(superviseur, session))
    assert cotisant.solde(session, auberge.id) == avant
    confirmer(connecter("agent@essai.tg"), session)
    assert cotisant.solde(session, auberge.id) == avant - 1_000
    assert session.query(Operation).filter_by(cause=Cause.remise).one().motif.startswith("Coupure de courant")


FAUTES = [{"montant": "99 999 999"}, {"motif": ""}, {"montant": "0"}, {"montant": ""}, {"part": ""},
          {"part": "tout"}]  # fmt: skip


@pytest.mark.parametrize("faute", FAUTES)
def test_a_waiver_that_cannot_be_keeps_what_was_typed(session, connecter, faute):
    page = accorder(connecter("superviseur@essai.tg"), session, **faute)
    assert page.status_code == 422
    assert formulaire(page)["periode"] == str(PREMIER)
    assert session.query(Operation).filter_by(cause=Cause.remise).count() == 0


def test_an_agent_grants_no_waiver(session, connecter):
    assert connecter("agent@essai.tg").get(f"{REMISES}/nouvelle").status_code == 403


def test_a_supervisor_who_acts_for_an_employer_lets_it_off_nothing(session, connecter):
    mandater(session, "superviseur@essai.tg", AUBERGE)
    superviseur = connecter("superviseur@essai.tg")
    page = superviseur.get(f"{REMISES}/employeur/{petit_togo.employeur(session, AUBERGE).id}")
    assert AGIT in texte(page)
    assert "Accorder la remise" not in texte(page)
    refusee = accorder(superviseur, session)
    assert refusee.status_code == 422
    assert AGIT in texte(refusee)
    assert session.query(Operation).filter_by(cause=Cause.remise).count() == 0


def test_every_month_is_let_off_at_once_without_writing_the_amount(session, connecter):
    auberge = petit_togo.employeur(session, AUBERGE)
    accorder(connecter("superviseur@essai.tg"), session, periode="0", part="tout", montant="")
    confirmer(connecter("agent@essai.tg"), session)
    assert remises.dues(session, auberge, aujourd_hui()) == {}


def test_the_list_of_waivers_says_how_much(session, connecter):
    superviseur = connecter("superviseur@essai.tg")
    accorder(superviseur, session)
    confirmer(connecter("agent@essai.tg"), session)
    assert "1 000 F" in texte(superviseur.get(f"{REMISES}/"))


def test_the_calendar_of_a_year_is_exported_in_numbers(session, auberge, etabli):
    annee = PREMIER // 100
    lignes = auberge.get(f"{COMPTE}/calendrier.csv?annee={annee}").data.decode("utf-8-sig").splitlines()
    assert len(lignes) == 1 + len(etabli.annee(annee))
    premier = etabli.mois(PREMIER)
    assert lignes[PREMIER % 100].split(";")[3:] == [
        str(n) for n in (premier.du, premier.paye, premier.reste, premier.majoration, premier.total)
    ]
