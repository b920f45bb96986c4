"""Lists: filters, order and pages read from the address; junk is ignored or told, never an error."""

import re

import pytest
from sqlalchemy import func, select

from app.models import Declaration
from app.regles import mois
from app.socle import acces
from app.socle.horloge import aujourd_hui
from tests.outils.dnr import texte
from tests.outils.petit_togo import DERNIER, PREMIER, SCIERIE
from tests.outils.services import ouvrir_une_equipe

pytestmark = pytest.mark.petit_togo
DNR, DOSSIERS, ASSURES = "/employeur/dnr/", "/agent/dossiers/", "/agent/assures/"


def periodes(reponse) -> list[str]:
    """Return the months of the list, as shown."""
    voulues = {mois.libelle(m): m for m in mois.suite(PREMIER, mois.plus(DERNIER, 1))}
    corps = reponse.text.partition("<tbody")[2]
    return [voulues[t] for t in re.findall(r"[a-zéû]+ 20\d\d", corps) if t in voulues]


@pytest.mark.parametrize("tape", ["tevi", "TÊVI", "n'diaye", "kpakpo amouzou", "Amouzou Kpakpo"])
def test_a_name_is_found_without_its_accents_and_in_any_order(agent, tape):
    champ = "prenoms" if "v" in tape.lower() else "nom"
    page = texte(agent.get(ASSURES, query_string={champ: tape}))
    assert "Lignes 1 à 1 sur 1" in page


def test_signs_that_are_no_letters_do_not_find_everybody(agent):
    assert "Aucune ligne ne correspond" in texte(agent.get(ASSURES, query_string={"nom": "=1+1"}))


def test_the_latest_month_comes_first(scierie):
    lues = periodes(scierie.get(DNR))
    assert lues == sorted(lues, reverse=True)
    assert len(lues) == 7


@pytest.mark.parametrize(("tri", "renverse"), [("periode:asc", False), ("periode:desc", True)])
def test_a_list_is_sorted_by_a_click(scierie, tri, renverse):
    lues = periodes(scierie.get(f"{DNR}?tri={tri}"))
    assert lues == sorted(lues, reverse=renverse)


@pytest.mark.parametrize(
    "tri",
    [
        "controle:asc",
        "employeur.raison_sociale:asc",
        "fichier.sha256:desc",
        "created_by.password:asc",
        "id;drop:asc",
        "periode:up",
        "periode",
        ":",
        "__class__:asc",
        "🌴:asc",
        "x" * 10_000,
    ],
)
def test_an_order_that_is_not_a_column_of_the_list_is_ignored(scierie, tri):
    assert periodes(scierie.get(f"{DNR}?tri={tri}")) == periodes(scierie.get(DNR))


@pytest.mark.parametrize(
    "question",
    [
        "page=-1",
        "page=0",
        "page=abc",
        "page=²",
        "page=1e9",
        "page=99999999999999999999",
        "taille=-1",
        "taille=0",
        "taille=abc",
        "taille=100000",
        "taille=²",
        "psize_DNRView=100000",
        "_oc_DNRView=id",
        "_flt_99_x=1",
        "x=%00",
    ],
)
def test_no_page_or_size_breaks_a_list(scierie, question):
    assert scierie.get(f"{DNR}?{question}").status_code in (200, 400)


def test_a_size_out_of_the_three_offered_is_not_taken(agent):
    assert "1 à 7" in texte(agent.get(f"{ASSURES}?taille=100000"))


@pytest.mark.parametrize(
    ("question", "champ"),
    [
        ("periode=octobre", "periode"),
        ("periode=2026-13", "periode"),
        ("soumise_le_du=hier", "soumise_le_du"),
        ("soumise_le_au=31/02/2026", "soumise_le_au"),
        ("soumise_le_au=9999-12-31", "soumise_le_au"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told_kept_and_left_out(scierie, question, champ):
    reponse = scierie.get(f"{DNR}?{question}")
    assert reponse.status_code in (200, 422)
    assert f'id="{champ}-erreur"' in reponse.text
    assert question.partition("=")[2] in reponse.text
    assert len(periodes(reponse)) == 7


@pytest.mark.parametrize(
    "question",
    [
        "statut=inconnu",
        "statut=%00",
        "numero=%25",
        "numero=_",
        "numero='",
        "numero=" + "x" * 10_000,
        "numero=🌴",
        "numero=\uffff",
        "soumise_le_du=0001-01-01",
    ],
)
def test_no_filter_breaks_a_list_and_wildcards_match_themselves(scierie, question):
    reponse = scierie.get(f"{DNR}?{question}")
    assert reponse.status_code in (200, 400, 422)
    if question.startswith("numero="):
        assert periodes(reponse) == []


def test_a_filter_keeps_what_it_says(scierie):
    assert periodes(scierie.get(f"{DNR}?periode={mois.iso(PREMIER)}")) == [PREMIER]
    assert len(periodes(scierie.get(f"{DNR}?statut=acceptee"))) == 7
    assert periodes(scierie.get(f"{DNR}?statut=rejetee")) == []


@pytest.mark.parametrize(
    ("tape", "combien"), [("dnr-", 7), ("000001", 1), ("dnr 1", 1), ("DNR {annee}", 7), ("{annee}-000001", 1)]
)
def test_a_number_is_found_by_any_part_of_it(scierie, tape, combien):
    annee = f"{aujourd_hui():%Y}"
    assert len(periodes(scierie.get(DNR, query_string={"numero": tape.format(annee=annee)}))) == combien


@pytest.fixture
def criteres(app, session):
    """Return `criteres(view, filter, typed) -> SQL`, by which a list is narrowed."""

    def criteres(nom: str, champ: str, tape: str) -> str:
        vue = next(v for v in app.appbuilder.baseviews if type(v).__name__ == nom)
        with app.test_request_context(), acces.systeme("tests"):
            return str(vue.search_form()[champ].critere(tape).compile(session.get_bind()))

    return criteres


@pytest.mark.parametrize(
    ("vue", "champ", "tape"),
    [
        ("AssureView", "numero", "0012345678"),
        ("AssureView", "numero", " 0012 345-678 "),
        ("EmployeurView", "numero", SCIERIE),
        ("InstructionView", "employeur_numero", f"{SCIERIE[:2]} {SCIERIE[2:]}"),
        ("DNRView", "numero", "DNR-{annee}-000001"),
        ("DNRView", "numero", "dnr {annee}"),
    ],
)
def test_a_whole_number_or_the_letters_and_year_of_one_are_found_by_an_index(criteres, vue, champ, tape):
    assert "LIKE" not in criteres(vue, champ, tape.format(annee=f"{aujourd_hui():%Y}"))


def test_part_of_a_number_is_looked_for_in_each(criteres):
    assert "LIKE" in criteres("AssureView", "numero", "57")


def test_a_name_is_found_by_any_part_of_it_whatever_its_case(agent):
    page = texte(agent.get(f"{ASSURES}?prenoms=mawu"))
    assert "AGBEKO" in page
    assert "LAWSON" not in page


def test_the_day_of_the_end_is_in(session, agent):
    jour = f"{session.scalar(select(func.max(Declaration.soumise_le))):%d/%m/%Y}"
    assert "Scierie" in texte(agent.get(f"{DOSSIERS}?soumise_le_du={jour}&soumise_le_au={jour}"))


def test_a_filter_may_be_taken_off(scierie):
    page = scierie.get(f"{DNR}?periode={mois.iso(PREMIER)}&tri=periode:asc")
    liens = [
        h for h in re.findall(r'href="([^"]*)"', page.text) if h.startswith(f"{DNR}?") and "periode=" not in h
    ]
    assert any("tri=periode" in lien for lien in liens)


def test_nothing_found_is_told_and_is_not_an_error(agent):
    reponse = agent.get(f"{DOSSIERS}?numero=INTROUVABLE")
    assert reponse.status_code == 200
    assert "Aucun" in texte(reponse)


def test_one_does_not_search_in_a_column_that_is_not_offered(scierie):
    assert len(periodes(scierie.get(f"{DNR}?employeur_id=999&motif=x&_flt_0_employeur=2"))) == 7


def test_two_people_keep_each_his_own_search(scierie, connecter):
    autre = connecter("auberge@essai.tg")
    for _ in range(3):
        page = scierie.get(f"{DNR}?numero=CHERCHE-SCIERIE")
        assert "CHERCHE-SCIERIE" in page.text
        assert "CHERCHE-SCIERIE" not in autre.get(DNR).text


def test_a_script_typed_in_a_search_is_shown_as_text(scierie):
    page = scierie.get(f"{DNR}?numero=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(("choisi", "montre"), [("oui", True), ("non", False), ("", True)])
def test_a_yes_or_no_is_filtered_by_its_two_words(session, connecter, choisi, montre):
    ouvrir_une_equipe(session, "essai", sante=True)
    page = texte(connecter("admin@essai.tg").get("/administration/equipes/", query_string={"sante": choisi}))
    assert ("Équipe essai" in page) is montre
