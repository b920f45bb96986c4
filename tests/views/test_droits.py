"""« Qui peut quoi »: the table of rights as the fund reads it, and its teams."""

import pytest

from app.socle.droits import DOMAINES, DROITS
from tests.outils.dnr import texte

pytestmark = pytest.mark.petit_togo
PAGE = "/administration/droits/"


@pytest.mark.parametrize("email", ["admin@essai.tg", "superviseur@essai.tg", "auditeur@essai.tg"])
def test_who_oversees_reads_every_domain_and_every_right(connecter, email):
    page = texte(connecter(email).get(PAGE))
    for mots in (*(d.libelle for d in DOMAINES.values()), *DROITS.values()):
        assert mots in page


@pytest.mark.parametrize("email", ["agent@essai.tg", "redaction@essai.tg", "scierie@essai.tg"])
def test_nobody_else_reads_it(connecter, email):
    assert connecter(email).get(PAGE).status_code == 403


def test_what_takes_two_is_framed_and_said(connecter):
    page = connecter("admin@essai.tg").get(PAGE).text
    assert '<abbr class="droit droit--a-deux" title="régler, à deux">R</abbr>' in page
    assert "Double vérification : une remise à zéro" in page


def test_each_team_has_its_services_and_its_members(connecter):
    page = texte(connecter("admin@essai.tg").get(PAGE)).partition("Équipe recouvrement")[2]
    assert "Demande de quitus social" in page
    assert "Yawa Agent" in page
