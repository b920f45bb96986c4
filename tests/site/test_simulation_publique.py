"""The simulator without an account: the rules of the signed-in page on a career that is typed."""

import re
from datetime import date

import pytest
from sqlalchemy import MetaData, func, select

from app.regles import francais, mois, pension
from app.repertoire.parametres import bareme
from tests.outils.dnr import texte

pytestmark = pytest.mark.petit_togo

PAGE = "/simuler-ma-pension/"
NAISSANCE, DEPART = date(1966, 5, 2), date(2026, 6, 1)
CARRIERE = [(m, 150_000) for m in mois.suite(200001, 202605)]
SAISIE = {
    "naissance_le": NAISSANCE.isoformat(),
    "depart_le": DEPART.isoformat(),
    "debut_1": "2000-01",
    "fin_1": "2026-05",
    "salaire_1": "150 000",
}


def simple(reponse) -> str:
    return re.sub(r"[\u202f\xa0]", " ", texte(reponse))


def test_a_career_typed_in_one_line_gives_the_pension_of_the_rules_with_its_steps(session, client):
    attendue = pension.simuler(CARRIERE, NAISSANCE, DEPART, bareme(session))
    page = simple(client.post(PAGE, data=SAISIE))
    assert francais.francs(attendue.montant).replace("\u202f", " ") in page
    for etape in attendue.etapes:
        assert re.sub(r"[\u202f\xa0]", " ", etape.libelle) in page


def test_the_periods_folded_away_open_when_one_of_them_is_typed(client):
    ferme, ouvert = "<details><summary>Ajouter d’autres", "<details open><summary>Ajouter d’autres"
    assert ferme in client.get(PAGE).text
    assert ferme in client.post(PAGE, data=SAISIE).text
    assert ouvert in client.post(PAGE, data=SAISIE | {"fin_3": "2027-05"}).text


def test_a_career_pasted_month_by_month_gives_the_same(client):
    collee = "periode;remuneration\n" + "\n".join(f"{mois.iso(m)};{gain}" for m, gain in CARRIERE)
    saisie = {nom: SAISIE[nom] for nom in ("naissance_le", "depart_le")}
    collees = simple(client.post(PAGE, data=saisie | {"carriere": collee}))
    tapees = simple(client.post(PAGE, data=SAISIE))
    assert re.findall(r"Montant par mois (\S+ \S+ F)", collees) == re.findall(
        r"Montant par mois (\S+ \S+ F)", tapees
    )
    assert "Comment ce montant est calculé" in collees


@pytest.mark.parametrize(
    ("faute", "phrase"),
    [
        ({"fin_1": ""}, "Complétez cette période"),
        ({"fin_1": "1999-01"}, "vient avant le premier"),
        ({"debut_1": "1200-01"}, "dépasse soixante-dix ans"),
        ({"salaire_1": "beaucoup"}, "Ce montant n’est pas lisible"),
        ({"carriere": "2019-04;abc"}, "Ligne 1"),
        ({"debut_1": "", "fin_1": "", "salaire_1": ""}, "au moins une période"),
        ({"naissance_le": "2027-01-01"}, "dans le futur"),
        ({"depart_le": "1960-01-01"}, "ne connaît pas de texte"),
    ],
)
def test_what_cannot_be_is_told_with_what_was_typed_still_there(client, faute, phrase):
    reponse = client.post(PAGE, data=SAISIE | faute)
    assert reponse.status_code == 422
    assert phrase in simple(reponse)
    assert faute.get("salaire_1", "150 000") in re.sub(r"\u202f", " ", reponse.text)


def test_nothing_of_a_simulation_is_stored(session, client):
    def lignes():
        metadonnees = MetaData()
        metadonnees.reflect(session.connection())
        return [session.scalar(select(func.count()).select_from(t)) for t in metadonnees.sorted_tables]

    avant = lignes()
    client.post(PAGE, data=SAISIE)
    assert lignes() == avant
