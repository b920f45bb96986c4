"""Dated rows: which one is read on a day, and what only two people may change of it."""

from datetime import date

import pytest

from app.models import JourFerie
from app.referentiel import propositions, sortes
from app.referentiel.propositions import en_attente
from app.referentiel.tables import EtatDeLigne
from app.repertoire import jours_feries
from app.socle.horloge import maintenant
from app.socle.refus import Refus
from tests.outils import petit_togo

pytestmark = pytest.mark.petit_togo
JOUR = date(2026, 12, 24)


@pytest.fixture(autouse=True)
def contexte(app):
    with app.app_context():
        yield


@pytest.fixture
def superviseur(session):
    return petit_togo.acteur(session, "superviseur@essai.tg")


@pytest.fixture
def admin(session):
    return petit_togo.acteur(session, "admin@essai.tg")


def ecrire(session, nom: str, effet_le: date, fin_le: date | None = None, *, confirmee: bool = True):
    """Write what is said of one day, in force unless it is not confirmed."""
    ligne = JourFerie(
        jour=JOUR,
        nom=nom,
        reference="Communiqué",
        ouvre=False,
        effet_le=effet_le,
        fin_le=fin_le,
        confirme_le=maintenant() if confirmee else None,
    )
    session.add(ligne)
    session.flush()
    return ligne


def lue(session, jour: date) -> list[str]:
    return [ligne.nom for ligne in sortes.en_vigueur(session, JourFerie, jour)]


def test_a_row_is_read_from_its_day_of_effect(session):
    ecrire(session, "Veille de Noël", date(2026, 3, 1))
    assert lue(session, date(2026, 2, 28)) == []
    assert lue(session, date(2026, 3, 1)) == ["Veille de Noël"]


def test_the_next_row_of_the_same_subject_replaces_it_from_its_own_day(session):
    ecrire(session, "Avant", date(2026, 1, 1))
    ecrire(session, "Après", date(2026, 6, 1))
    assert lue(session, date(2026, 5, 31)) == ["Avant"]
    assert lue(session, date(2026, 6, 1)) == ["Après"]


def test_what_was_replaced_does_not_come_back_when_the_next_one_ends(session):
    ecrire(session, "Avant", date(2026, 1, 1))
    ecrire(session, "Après", date(2026, 6, 1), fin_le=date(2026, 6, 30))
    assert lue(session, date(2026, 6, 30)) == ["Après"]
    assert lue(session, date(2026, 7, 1)) == []


def test_what_was_withdrawn_leaves_the_row_before_it(session):
    ecrire(session, "Avant", date(2026, 1, 1))
    ecrire(session, "Erreur", date(2026, 6, 1)).retire_le = maintenant()
    session.flush()
    assert lue(session, date(2026, 7, 1)) == ["Avant"]


def test_what_nobody_confirmed_is_not_read(session):
    assert ecrire(session, "Proposée", date(2026, 1, 1), confirmee=False).etat is EtatDeLigne.proposee
    assert lue(session, date(2026, 7, 1)) == []


def test_a_proposal_shows_what_it_would_replace(session, superviseur):
    ecrire(session, "Avant", date(2026, 1, 1))
    ligne = ecrire(session, "Après", date(2026, 6, 1), confirmee=False)
    proposition = sortes.proposer(session, ligne, superviseur)
    assert dict(proposition.avant)["Nom"] == "Avant"
    assert dict(proposition.apres)["Nom"] == "Après"


def test_who_proposes_does_not_confirm_and_another_does(session, superviseur, admin):
    ligne = ecrire(session, "Après", date(2026, 6, 1), confirmee=False)
    proposition = sortes.proposer(session, ligne, superviseur)
    with pytest.raises(Refus, match="une autre personne"):
        propositions.confirmer(session, proposition, superviseur)
    propositions.confirmer(session, proposition, admin)
    assert lue(session, date(2026, 6, 1)) == ["Après"]


def test_who_may_not_change_a_kind_does_not_propose_a_row_of_it(session):
    ligne = ecrire(session, "Après", date(2026, 6, 1), confirmee=False)
    with pytest.raises(Refus, match="ne vous est pas ouverte"):
        sortes.proposer(session, ligne, petit_togo.acteur(session, "agent@essai.tg"))


def test_a_row_refused_is_read_on_no_day(session, superviseur, admin):
    ligne = ecrire(session, "Après", date(2026, 6, 1), confirmee=False)
    propositions.refuser(session, sortes.proposer(session, ligne, superviseur), admin, "Pas de texte")
    assert ligne.etat is EtatDeLigne.refusee
    assert lue(session, date(2026, 7, 1)) == []


def test_a_withdrawal_takes_a_reason_and_two_people(session, superviseur, admin):
    ligne = ecrire(session, "Erreur", date(2026, 6, 1))
    with pytest.raises(Refus, match="Écrivez pourquoi"):
        sortes.proposer_le_retrait(session, ligne, superviseur, " ")
    sortes.proposer_le_retrait(session, ligne, superviseur, "Date erronée")
    assert lue(session, date(2026, 7, 1)) == ["Erreur"]
    propositions.confirmer(session, en_attente(session, sortes.SORTES[JourFerie].retirer, ligne.id), admin)
    assert (lue(session, date(2026, 7, 1)), ligne.etat) == ([], EtatDeLigne.retiree)


def test_a_holiday_that_the_fund_decides_prevails_over_the_list_and_one_it_takes_off_too(session):
    ecrire(session, "Deuil national", date(2026, 1, 1))
    assert jours_feries.decides(session)[JOUR].nom == "Deuil national"
    ecrire(session, "Travaillé", date(2026, 2, 1)).ouvre = True
    session.flush()
    assert jours_feries.decides(session)[JOUR] is None


def test_every_kind_says_what_it_is_about_among_its_own_columns():
    for sorte in sortes.SORTES.valeurs():
        assert sorte.modele.sujet_de, sorte.titre
        assert set(sorte.modele.sujet_de) <= set(sorte.modele.__table__.columns.keys()), sorte.titre
