"""Names that are the same person's, nearly, or another's."""

import pytest

from app.socle.noms import DIFFERENT, IDENTIQUE, PROCHE, cherches, cle, comparer, plier

AGBEKO = ("AGBEKO", "Kossi Emmanuel")


@pytest.mark.parametrize(
    ("nom", "prenoms", "inscrit"),
    [
        ("agbeko", "KOSSI emmanuel", AGBEKO),
        ("Kossi Emmanuel", "Agbeko", AGBEKO),
        ("AGBEKO", "Emmanuel Kossi", AGBEKO),
        ("AGBEKO Kossi Emmanuel", "", AGBEKO),
        ("AGBEKO", "", AGBEKO),
        ("NDIAYE", "Afi", ("N’DIAYE", "Afi")),
        ("AMOUZOU KPAKPO", "Ablavi", ("AMOUZOU-KPAKPO", "Ablavi")),
        ("AMOUZOUKPAKPO", "Ablavi", ("AMOUZOU-KPAKPO", "Ablavi")),
        ("Tevi", "Lawson", ("LAWSON", "Têvi")),
        ("Kofi", "Adzo", ("KƆFI", "Adzo")),
    ],
)
def test_order_case_accents_and_compound_names_do_not_count(nom, prenoms, inscrit):
    assert comparer(nom, prenoms, *inscrit) == IDENTIQUE


@pytest.mark.parametrize(
    ("nom", "prenoms"),
    [
        ("AGBEKO", "Kossi"),
        ("AGBEKA", "Kossi Emmanuel"),
        ("AGBEOK", "Kossi Emmanuel"),
        ("AGBEKO", "Kossi E."),
        ("AGBEKO épouse LAWSON", "Kossi Emmanuel"),
        ("AGBEKKO", "Kossi Emanuel"),
    ],
)
def test_a_slip_or_a_name_more_or_less_is_close(nom, prenoms):
    assert comparer(nom, prenoms, *AGBEKO) == PROCHE


@pytest.mark.parametrize(
    ("nom", "prenoms"),
    [("LAWSON", "Kossi Emmanuel"), ("AGBEKO", "Akouvi"), ("TCHALLA", "Afi"), ("Kossi", "Kossi Emmanuel")],
)
def test_another_person_is_another(nom, prenoms):
    assert comparer(nom, prenoms, *AGBEKO) == DIFFERENT


def test_initials_alone_do_not_open_the_register():
    assert comparer("A", "K", *AGBEKO) == DIFFERENT


def test_the_key_of_a_name_sorts_its_words_in_plain_capitals():
    assert cle("Têvi d’Almeida-Ɔbɔ") == "DALMEIDA OBO TEVI"


@pytest.mark.parametrize(
    ("tape", "inscrit"),
    [
        ("akuele", "Akuélé"),
        ("N'Souvi", "N’SOUVI"),
        ("nsouvi", "N’Souvi"),
        ("Adjavon Kayi", "Kayi ADJAVON"),
        ("kofi", "KƆFI"),
        ("Kɔfi", "Kofi"),
        ("oeuvre", "Œuvre du Cœur"),
        ("isifu", "Ɩsɩfʊ"),
        ("nalla karfi", "Ƙarfi ƝALLA"),
        ("3300", "PVI-2026-003300"),
        ("pvi 2026", "PVI-2026-003300"),
    ],
)
def test_what_people_look_for_is_in_what_is_kept(tape, inscrit):
    assert all(mot in plier(inscrit) for mot in cherches(tape))
