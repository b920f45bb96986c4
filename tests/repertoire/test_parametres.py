"""The law in the database: what the release brings, what the fund adds, what is read back."""

from datetime import date

import pytest

from app.models import ParametreLegal
from app.regles.bareme import charger
from app.repertoire.parametres import bareme, semer_parametres
from app.socle.horloge import maintenant

AUJOURD_HUI = date(2026, 11, 23)


@pytest.fixture
def semee(session):
    """The session of a database that holds the texts of the repository."""
    semer_parametres(session)
    return session


def relever_le_smig(session, **confirmation) -> None:
    session.add(
        ParametreLegal(
            code="smig",
            libelle="SMIG mensuel",
            valeur=60_000,
            unite="francs",
            effet_le=date(2026, 7, 1),
            reference="Décret d’essai",
            **confirmation,
        )
    )
    session.flush()


def test_what_was_seeded_is_read_back_as_the_file_says(semee):
    assert list(bareme(semee)) == list(charger())


def test_seeding_again_adds_nothing(semee):
    assert semer_parametres(semee) == 0


def test_seeding_again_leaves_alone_what_the_fund_changed(semee):
    texte = semee.query(ParametreLegal).filter_by(code="smig", effet_le=date(2023, 1, 1)).one()
    texte.valeur = 54_000
    semer_parametres(semee)
    assert bareme(semee).au(AUJOURD_HUI)["smig"].valeur == 54_000


def test_a_proposed_text_has_no_effect(semee):
    relever_le_smig(semee)
    assert bareme(semee).au(AUJOURD_HUI)["smig"].valeur == 52_500


def test_a_text_counts_as_soon_as_it_is_confirmed(semee):
    bareme(semee)
    relever_le_smig(semee, confirme_le=maintenant())
    assert bareme(semee).au(AUJOURD_HUI)["smig"].valeur == 60_000


def test_the_same_texts_are_worked_out_once(semee):
    assert bareme(semee) is bareme(semee)
