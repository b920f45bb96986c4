"""SECURITY.md holds the table of rights as it is; the operator's way back into an account."""

import pytest
from sqlalchemy import select

from app.commandes.droits import SECURITY, actualise
from app.identites import personnes, second_facteur
from app.models import ActeDAdministration, Courrier, SecondFacteur
from app.socle.horloge import maintenant

pytestmark = pytest.mark.petit_togo
ADMIN = "admin@essai.tg"
RETIRER = ("retirer-second-facteur", "--motif", "Téléphone perdu", "--email")


def test_security_md_holds_the_present_table_of_rights():
    texte = SECURITY.read_text(encoding="utf-8")
    assert texte == actualise(texte), "Run `flask --app run droits`."


def test_a_table_that_changed_is_written_between_its_lines_alone():
    texte = SECURITY.read_text(encoding="utf-8")
    assert actualise(texte.replace("| Site public |", "| Autre |")) == texte


@pytest.fixture
def protegee(session) -> int:
    """The key of the only administrator, who lost telephone and codes."""
    cle = personnes.trouver(session, ADMIN).id
    session.add(SecondFacteur(utilisateur_id=cle, secret="x", confirme_le=maintenant()))
    session.flush()
    return cle


def test_the_operator_takes_the_second_factor_of_the_last_administrator_away(flask, session, protegee):
    assert flask(*RETIRER, ADMIN).exit_code == 0
    assert not second_facteur.actif(session, protegee)


def test_what_the_operator_did_is_written_down_and_told(flask, session, protegee):
    flask(*RETIRER, ADMIN)
    acte = session.scalars(select(ActeDAdministration)).one()
    assert (acte.fait_par_nom, acte.motif) == ("L’exploitant du portail", "Téléphone perdu")
    courrier = session.scalars(select(Courrier).where(Courrier.destinataire == ADMIN)).one()
    assert "Téléphone perdu" in courrier.texte


@pytest.mark.parametrize("email", ["agent@essai.tg", "personne@essai.tg"])
def test_who_has_no_second_factor_is_told_from_nobody(flask, session, protegee, email):
    resultat = flask(*RETIRER, email)
    assert resultat.exit_code == 1
    assert "vérifiez-la" in resultat.stderr
    assert second_facteur.actif(session, protegee)


def test_the_operator_says_why(flask, session, protegee):
    assert flask("retirer-second-facteur", "--email", ADMIN, "--motif", " ").exit_code == 1
    assert second_facteur.actif(session, protegee)
