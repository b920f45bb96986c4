"""The chain: no hole, nothing of what is undone, and any forgery is named."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.journal.chaine import ORIGINE
from app.journal.controle import JournalFaux
from app.journal.notes import noter
from app.journal.points import dernier_point, signer_le_journal
from app.journal.tables import Fait
from app.models import Division, LigneDuJournal
from app.socle.base_de_donnees import db, transaction
from tests.journal.outils import echanger, ecrire, faute, forcer, resceller, toutes


def signer(base) -> None:
    with transaction(base) as session:
        signer_le_journal(session)


def test_each_line_follows_the_one_before_and_holds_its_fingerprint(base):
    ecrire(base, 3)
    lignes = toutes(base)
    assert [ligne.id for ligne in lignes] == [1, 2, 3]
    assert [ligne.precedent for ligne in lignes] == [ORIGINE, lignes[0].empreinte, lignes[1].empreinte]
    assert faute(base) == ""


def test_five_hundred_facts_of_one_transaction_are_five_hundred_lines_in_their_order(base):
    with transaction(base):
        for rang in range(500):
            noter(base, Fait.decide, f"Décision {rang}")
    assert [ligne.quoi for ligne in toutes(base)] == [f"Décision {rang}" for rang in range(500)]
    assert faute(base) == ""


def test_what_is_rolled_back_leaves_no_line_and_no_hole(base):
    ecrire(base)
    noter(base, Fait.decide, "Décision défaite")
    base.rollback()
    ecrire(base)
    assert [(ligne.id, ligne.quoi) for ligne in toutes(base)] == [(1, "Dossier 0"), (2, "Dossier 0")]


def test_what_fails_in_the_database_leaves_no_line(base):
    code = base.query(Division).first().code
    noter(base, Fait.ajoute, "Division")
    base.add(Division(code=code, nom="Double", ville="Lomé"))
    with pytest.raises(DatabaseError):
        base.commit()
    base.rollback()
    ecrire(base)
    assert [ligne.quoi for ligne in toutes(base)] == ["Dossier 0"]


def test_a_savepoint_undone_takes_its_lines_with_it_and_no_other(base):
    with transaction(base) as session:
        noter(session, Fait.decide, "avant")
        with session.begin_nested():
            noter(session, Fait.decide, "gardée")
        point = session.begin_nested()
        noter(session, Fait.decide, "défaite")
        point.rollback()
        noter(session, Fait.decide, "après")
    assert [ligne.quoi for ligne in toutes(base)] == ["avant", "gardée", "après"]


def test_a_session_closed_without_a_commit_leaves_nothing_to_the_next_transaction(app_a_part, base):
    with Session(db.engine) as session:
        noter(session, Fait.decide, "abandonnée")
        session.close()
        session.execute(text("select 1"))
        session.commit()
    assert toutes(base) == []


def test_a_row_that_has_no_key_yet_is_named_by_the_one_it_gets(base):
    with transaction(base) as session:
        division = Division(code="ESSAI", nom="Essai", ville="Lomé")
        noter(session, Fait.ajoute, "Division", sur=division)
        session.add(division)
    assert toutes(base)[0].objet_cle == base.query(Division).filter_by(code="ESSAI").one().id


def test_what_no_column_holds_is_taken_out_of_a_text_and_what_is_too_long_is_cut(base):
    with transaction(base) as session:
        noter(session, Fait.ouvre, "a\x1fb\x00c\udc00d " + "é" * 300)
    ligne = toutes(base)[0]
    assert ligne.quoi.startswith("a b c d é")
    assert len(ligne.quoi) == 200
    assert faute(base) == ""


@pytest.mark.parametrize("table", ["journal", "point_de_controle"])
@pytest.mark.parametrize("ordre", ["UPDATE {0} SET le = le", "DELETE FROM {0}"])
def test_the_database_itself_refuses_to_change_or_delete(base, table, ordre):
    ecrire(base, 2)
    signer(base)
    with pytest.raises(DatabaseError, match="on y ajoute, on n’y efface rien"):
        base.execute(text(ordre.format(table)))


def test_the_database_itself_refuses_to_empty_the_journal(base, moteur):
    ecrire(base, 2)
    with pytest.raises(DatabaseError, match="on n’y efface rien"):
        base.execute(text("TRUNCATE journal" if moteur == "postgresql" else "DELETE FROM journal"))


@pytest.mark.parametrize(
    ("ordres", "dite"),
    [
        (["UPDATE journal SET quoi = 'Autre' WHERE rang = 3"], "La ligne 3 a été changée."),
        (["UPDATE journal SET objet_cle = 7 WHERE rang = 3"], "La ligne 3 a été changée."),
        (["UPDATE journal SET fait = 'lit' WHERE rang = 3"], "La ligne 3 a été changée."),
        (["UPDATE journal SET empreinte = precedent WHERE rang = 3"], "La ligne 3 a été changée."),
        (["UPDATE journal SET acteur_nom = '', role = 'Moi' WHERE rang = 1"], "La ligne 1 a été changée."),
        (["DELETE FROM journal WHERE rang = 3"], "La ligne 3 manque."),
        (["DELETE FROM journal WHERE rang IN (2, 3, 4)"], "Les lignes 2 à 4 manquent."),
        (["DELETE FROM journal WHERE rang = 1"], "La ligne 1 manque."),
        (echanger(2, 4), "La ligne 4 a été mise à la place de la ligne 2."),
    ],
)  # fmt: skip
def test_a_line_changed_taken_away_or_swapped_is_named(base, moteur, ordres, dite):
    ecrire(base, 5)
    forcer(base, moteur, *ordres)
    assert faute(base) == dite


def test_a_line_inserted_between_two_others_is_named(base, moteur):
    ecrire(base, 3)
    copie = "INSERT INTO journal SELECT rang + 1, " + ", ".join(
        c.name for c in list(LigneDuJournal.__table__.c)[1:]
    )
    forcer(base, moteur, "UPDATE journal SET rang = 4 WHERE rang = 3", f"{copie} FROM journal WHERE rang = 2")
    assert faute(base) == "La ligne 2 a été mise à la place de la ligne 3."


def test_a_line_changed_and_sealed_again_is_given_away_by_the_next(base, moteur):
    ecrire(base, 4)
    forcer(base, moteur, "UPDATE journal SET quoi = 'Autre' WHERE rang = 2")
    resceller_une(base, moteur, 2)
    assert faute(base).startswith("La ligne 3 ne tient pas l’empreinte de la ligne d’avant")


def resceller_une(base, moteur, rang: int) -> None:
    """Seal one line again, and leave those that follow."""
    suivantes = [(ligne.id, ligne.precedent, ligne.empreinte) for ligne in toutes(base) if ligne.id > rang]
    resceller(base, moteur, rang)
    remises = (
        f"UPDATE journal SET precedent = '{p}', empreinte = '{e}' WHERE rang = {r}" for r, p, e in suivantes
    )
    forcer(base, moteur, *remises)


def test_a_whole_chain_computed_again_is_given_away_by_what_was_signed(base, moteur):
    ecrire(base, 5)
    signer(base)
    forcer(base, moteur, "UPDATE journal SET quoi = 'Autre' WHERE rang = 2")
    resceller(base, moteur, 2)
    assert faute(base).startswith("Le point de contrôle signé à 5 lignes ne tient plus")


def test_lines_taken_away_at_the_end_are_given_away_by_what_was_signed(base, moteur):
    ecrire(base, 5)
    signer(base)
    forcer(base, moteur, "DELETE FROM journal WHERE rang > 4")
    assert faute(base) == "La ligne 5 manque."


@pytest.mark.parametrize(
    ("ordre", "dite"),
    [
        ("UPDATE point_de_controle SET taille = taille - 1", "Le point de contrôle n° 1 a été changé."),
        ("UPDATE point_de_controle SET frontiere = ''", "Le point de contrôle n° 1 a été changé."),
        (
            "UPDATE point_de_controle SET note = replace(note, '5', '4')",
            "Un point de contrôle n’est pas signé",
        ),
        ("DELETE FROM point_de_controle", "Le point de contrôle n° 1 manque."),
        ("UPDATE point_de_controle SET id = 2", "Le point de contrôle n° 1 manque."),
    ],
)
def test_a_checkpoint_altered_or_taken_away_is_named(base, moteur, ordre, dite):
    ecrire(base, 5)
    signer(base)
    forcer(base, moteur, ordre)
    assert faute(base).startswith(dite)


def test_a_checkpoint_goes_on_from_the_last_and_one_is_not_signed_for_its_own_line(base):
    ecrire(base, 3)
    for _ in range(2):
        signer(base)
    assert (dernier_point(base).id, dernier_point(base).taille) == (1, 3)
    ecrire(base)
    signer(base)
    assert (dernier_point(base).id, dernier_point(base).taille) == (2, 5)
    assert faute(base) == ""


@pytest.mark.parametrize(
    "ordre",
    [
        "UPDATE journal SET empreinte = precedent WHERE rang = 3",
        "DELETE FROM journal WHERE rang = 3",
        f"UPDATE point_de_controle SET frontiere = '{'0' * 128}'",
        "UPDATE journal SET quoi = 'Autre' WHERE rang = 5",
    ],
)
def test_what_does_not_go_on_from_the_last_checkpoint_is_not_signed(base, moteur, ordre):
    ecrire(base, 3)
    signer(base)
    ecrire(base, 2)
    forcer(base, moteur, ordre)
    with pytest.raises(JournalFaux):
        signer(base)
    base.rollback()
    assert dernier_point(base).id == 1
