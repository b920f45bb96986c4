"""The insured's space: the account, its papers, the simulator that explains itself."""

import io
import re

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import delete, select

from app.models import CompteAssure, Declaration, LigneCarriere
from app.regles import mois
from tests.outils import petit_togo
from tests.outils.dnr import texte
from tests.outils.petit_togo import AUBERGE, DERNIER, PERSONNES, PREMIER, SCIERIE

pytestmark = pytest.mark.petit_togo
COMPTE, SIMULATEUR = "/assure/compte-individuel/", "/assure/simulateur-de-pension/"
MOIS_DECLARES = 7


def simple(reponse) -> str:
    return re.sub(r"[\u202f\xa0]", " ", texte(reponse))


def test_the_account_shows_each_month_its_employer_and_pay(essi):
    page = simple(essi.get(COMPTE))
    for rang, periode in enumerate(mois.suite(PREMIER, mois.plus(DERNIER, -1))):
        assert mois.libelle(periode) in page
        assert f"{152_000 + 1_100 * rang:,}".replace(",", " ") in page
    assert "Scierie de Kpalimé SARL" in page


def test_a_doubt_on_a_text_is_told_once_beside_each_figure(essi):
    sources = re.findall(r"<small>([^<]*à confirmer[^<]*)</small>", essi.get(SIMULATEUR).text)
    assert sources
    assert {source.count("à confirmer") for source in sources} == {1}


def test_the_account_counts_the_months_insured(essi):
    assert f"{MOIS_DECLARES} mois" in simple(essi.get(COMPTE)) or f"Mois assurés {MOIS_DECLARES}" in simple(
        essi.get(COMPTE)
    )


def test_a_month_missing_between_two_is_shown_as_a_gap(app, session, essi):
    with app.app_context():
        trou = mois.plus(DERNIER, -3)
        correction = petit_togo.brouillon(session, periode=trou)
        session.delete(petit_togo.lignes(session, correction)[0])
        session.flush()
        petit_togo.accepter(session, correction)
    assert f"{mois.libelle(trou)} (1 mois)" in simple(essi.get(COMPTE))


def test_no_colleague_appears_in_the_account(essi):
    pages = [essi.get(url) for url in (COMPTE, f"{COMPTE}export.csv", "/services/")]
    noms = [p[1] for p in (*PERSONNES[SCIERIE][1:], *PERSONNES[AUBERGE])]
    assert not [nom for page in pages for nom in noms if nom in page.text]


def test_the_statement_prints_every_month_with_its_source(essi):
    pages = PdfReader(io.BytesIO(essi.get(f"{COMPTE}releve.pdf").data)).pages
    papier = " ".join(page.extract_text() for page in pages)
    assert "0012345678" in papier
    assert papier.count("DNR-") >= MOIS_DECLARES


def test_screen_and_paper_say_the_nature_of_a_line_that_is_no_ordinary_wage(session, essi):
    ligne = session.scalars(select(LigneCarriere).order_by(LigneCarriere.id).limit(1)).one()
    ligne.nature, ligne.jours = 4, 0
    session.flush()
    papier = PdfReader(io.BytesIO(essi.get(f"{COMPTE}releve.pdf").data)).pages
    assert "Treizième mois 0" in " ".join(page.extract_text() for page in papier)
    assert "Treizième mois" in simple(essi.get(COMPTE))


def test_the_account_is_exported_to_csv_and_xlsx(essi):
    csv = essi.get(f"{COMPTE}export.csv").data.decode("utf-8-sig").splitlines()
    feuille = load_workbook(io.BytesIO(essi.get(f"{COMPTE}export.xlsx").data)).active
    assert len(csv) == feuille.max_row == 1 + MOIS_DECLARES


@pytest.fixture
def longue_carriere(session) -> None:
    """Essi was also insured for 200 months before, each with its own pay."""
    essi, scierie = petit_togo.assure(session), petit_togo.employeur(session)
    source = session.scalars(select(Declaration.id).where(Declaration.employeur_id == scierie.id)).first()
    session.add_all(
        LigneCarriere(
            assure_id=essi.id,
            employeur_id=scierie.id,
            declaration_id=source,
            periode=periode,
            nature=1,
            jours=30,
            remuneration=100_000 + 311 * rang,
        )
        for rang, periode in enumerate(mois.suite(mois.plus(PREMIER, -200), mois.plus(PREMIER, -1)))
    )
    session.flush()


def test_the_simulator_answers_at_once_side_by_side(longue_carriere, essi):
    page = simple(essi.get(SIMULATEUR))
    assert "Pension anticipée" in page
    assert "Pension normale" in page
    assert "Mois d’assurance retenus 207" in page
    assert "estimation" in page


def test_an_account_without_a_month_says_what_to_do(session, essi):
    session.execute(delete(LigneCarriere))
    session.commit()
    assert "demandez à votre employeur de vous déclarer" in simple(essi.get(COMPTE))


def test_a_departure_at_an_age_that_nobody_has_is_refused_beside_its_field_and_kept(essi):
    page = essi.get(f"{SIMULATEUR}?depart_le=01/01/2199&salaire_futur=500 000")
    assert page.status_code == 422
    assert "Vous auriez plus de 100 ans ce jour-là" in simple(page)
    assert 'value="2199-01-01"' in page.text
    assert "271" not in simple(page)


def test_a_departure_too_early_says_that_another_one_is_shown(essi):
    page = simple(essi.get(f"{SIMULATEUR}?depart_le=2020-01-01"))
    assert "Aucune pension ne s’ouvre à votre âge le 01/01/2020" in page
    assert "Trop tôt" not in simple(essi.get(SIMULATEUR))


def test_every_figure_opens_its_steps_with_the_text_of_the_law(essi):
    page = simple(essi.get(SIMULATEUR))
    assert "Loi" in page or "loi" in page
    assert essi.get(SIMULATEUR).text.count("<details") >= 1


def test_what_is_missing_to_the_months_needed_is_said(essi):
    assert re.search(r"\b17\d\b", simple(essi.get(SIMULATEUR)))


@pytest.mark.parametrize(
    "question",
    [
        "depart_le=2031-06-01",
        "depart_le=01/06/2031",
        "depart_le=2031-06-01&salaire_futur=300 000 F",
        "depart_le=2031-06-01&salaire_futur=0",
    ],
)
def test_a_date_and_a_wage_may_be_chosen(essi, question):
    assert essi.get(f"{SIMULATEUR}?{question}").status_code == 200
    assert essi.get(f"{SIMULATEUR}simulation.pdf?{question}").data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("question", "champ"),
    [
        ("depart_le=", "depart_le"),
        ("depart_le=demain", "depart_le"),
        ("depart_le=31/02/2031", "depart_le"),
        ("depart_le=1901-01-01", "depart_le"),
        ("depart_le=0001-01-01", "depart_le"),
        ("depart_le=2031-06-01&salaire_futur=abc", "salaire_futur"),
        ("depart_le=2031-06-01&salaire_futur=-5", "salaire_futur"),
        ("depart_le=2031-06-01&salaire_futur=999999999999", "salaire_futur"),
        ("depart_le=2031-06-01&salaire_futur=🌴", "salaire_futur"),
    ],
)
def test_a_mistake_is_told_beside_its_field_and_kept(essi, question, champ):
    reponse = essi.get(f"{SIMULATEUR}?{question}")
    assert reponse.status_code == 422
    assert f'id="{champ}-erreur"' in reponse.text
    tape = dict(p.partition("=")[::2] for p in question.split("&"))[champ]
    assert f'value="{tape}"' in reponse.text


@pytest.mark.parametrize(
    "question", ["depart_le=demain", "depart_le=2199-12-31", "salaire_futur=abc", "x=%00"]
)
def test_the_paper_of_an_impossible_simulation_is_no_failure(essi, question):
    assert essi.get(f"{SIMULATEUR}simulation.pdf?{question}").status_code in (200, 400, 404, 422)


def test_an_account_linked_to_nobody_is_told_so(app, session, essi):
    session.execute(delete(CompteAssure))
    assert essi.get(COMPTE).status_code == 404
    assert "Votre compte n’est rattaché à aucun assuré" in texte(essi.get("/services/"))


def test_the_employer_has_no_door_to_the_account(connecter):
    for url in (COMPTE, f"{COMPTE}releve.pdf", SIMULATEUR):
        assert connecter("scierie@essai.tg").get(url).status_code == 403
