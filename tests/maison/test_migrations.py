"""The migrations and the models tell the same tables, and the way back exists."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_appbuilder import Model

from app.socle.base_de_donnees import db, des_modeles
from app.socle.cles_etrangeres import objets_compares
from tests.outils.base import commande


def tables(app) -> set[str]:
    with app.app_context():
        noms = sa.inspect(db.engine).get_table_names()
        return {nom for nom in noms if des_modeles(nom, "table", {})}


def test_the_models_ask_for_nothing_that_no_migration_makes(app_a_part, moteur):
    choix = {"include_name": des_modeles, "include_object": objets_compares(moteur)}
    with app_a_part.app_context(), db.engine.connect() as connexion:
        contexte = MigrationContext.configure(connexion, opts={"compare_type": True, **choix})
        assert compare_metadata(contexte, Model.metadata) == []


def test_an_upgrade_makes_every_table_of_the_models(bases, fabriquer):
    neuve = fabriquer(bases.nouvelle())
    commande(neuve, "db", "upgrade")
    assert tables(neuve) == set(Model.metadata.tables) | {"alembic_version"}


def test_a_downgrade_to_nothing_leaves_no_table(app_a_part):
    commande(app_a_part, "db", "downgrade", "base")
    assert tables(app_a_part) == {"alembic_version"}


def test_foreign_keys_are_on_after_an_upgrade(app_a_part, moteur):
    commande(app_a_part, "db", "upgrade")
    with app_a_part.app_context(), db.engine.connect() as connexion:
        assert moteur == "postgresql" or connexion.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_way_back_and_forth_keeps_the_rows_and_the_checks_of_a_table_that_is_rebuilt(app_a_part):
    with app_a_part.app_context():
        ecrire = sa.text(
            "INSERT INTO media (id, nature, fichier_id, type_mime, description, au_catalogue, slug, titre, "
            "etat, cree_le, modifiee_le, version) SELECT 1, 'image', min(id), 'image/webp', '', true, 'un', "
            "'Un', 'brouillon', :jour, :jour, 1 FROM fichier"
        )
        fichier = sa.text(
            "INSERT INTO fichier (id, nom, sha256, taille, depose_le) VALUES (1, 'un', 'a', 1, :jour)"
        )
        with db.engine.begin() as connexion:
            for ordre in (fichier, ecrire):
                connexion.execute(ordre, {"jour": "2026-11-26 00:00:00"})
    for sens in (("downgrade", "0010"), ("upgrade", "head")):
        commande(app_a_part, "db", *sens)
        with app_a_part.app_context(), db.engine.connect() as connexion:
            controles = sa.inspect(connexion).get_check_constraints("media")
            assert [c["name"] for c in controles] == ["ck_media_publiee"]
            assert connexion.scalar(sa.text("SELECT slug FROM media")) == "un"


def test_what_is_append_only_becomes_so_in_a_database_made_before_it_was_said(app_a_part, moteur):
    table = "acte_d_administration"
    commande(app_a_part, "db", "downgrade", "0018")
    declencheurs = {"sqlite": ["refuse_update", "refuse_delete"], "postgresql": ["inalterable"]}[moteur]
    with app_a_part.app_context(), db.engine.begin() as connexion:
        for nom in declencheurs:
            ou = f" ON {table}" if moteur == "postgresql" else ""
            connexion.execute(sa.text(f"DROP TRIGGER {table}_{nom}{ou}"))
    commande(app_a_part, "db", "upgrade")
    with app_a_part.app_context(), db.engine.begin() as connexion:
        connexion.execute(
            sa.text(
                f"INSERT INTO {table} (id, le, concerne, quoi, motif, fait_par_nom) "
                "VALUES (99, '2026-11-26 00:00:00', 'Elle', 'Compte fermé', 'Départ', 'Lui')"
            )
        )
    for ordre in (f"UPDATE {table} SET motif = ''", f"DELETE FROM {table}"):
        with app_a_part.app_context(), db.engine.begin() as connexion:
            with pytest.raises(sa.exc.IntegrityError, match="ne se modifie pas"):
                connexion.execute(sa.text(ordre))
            connexion.rollback()


def test_the_names_of_rows_made_before_are_folded(app_a_part):
    commande(app_a_part, "db", "downgrade", "0019")
    with app_a_part.app_context(), db.engine.begin() as connexion:
        connexion.execute(
            sa.text("INSERT INTO division (id, code, nom, ville) VALUES (99, 'Z', 'Haho', 'Notsè')")
        )
        connexion.execute(
            sa.text(
                "INSERT INTO employeur (numero, raison_sociale, sigle, division_id, debut_activite_le, "
                "periodicite, rp_majore) VALUES ('77001', 'Hôtel 2 Février', 'H2F', 99, '2000-01-01', "
                "'mensuelle', false)"
            )
        )
    commande(app_a_part, "db", "upgrade")
    with app_a_part.app_context(), db.engine.connect() as connexion:
        assert connexion.scalar(sa.text("SELECT nom_cle FROM employeur")) == "2 fevrier h2f hotel"


def test_who_was_registered_as_a_household_is_known_as_one(app_a_part):
    commande(app_a_part, "db", "downgrade", "0021")
    with app_a_part.app_context(), db.engine.begin() as connexion:
        connexion.execute(
            sa.text("INSERT INTO division (id, code, nom, ville) VALUES (99, 'Z', 'Haho', 'Notsè')")
        )
        connexion.execute(
            sa.text(
                "INSERT INTO employeur (numero, raison_sociale, nom_cle, activite, division_id, "
                "debut_activite_le, periodicite, rp_majore) VALUES "
                "('77001', 'Hôtel', 'hotel', 'Hôtellerie', 99, '2000-01-01', 'mensuelle', false), "
                "('77002', 'Amévi', 'amevi', 'Employeur domestique', 99, '2000-01-01', 'mensuelle', false)"
            )
        )
    commande(app_a_part, "db", "upgrade")
    with app_a_part.app_context(), db.engine.connect() as connexion:
        domestiques = connexion.scalars(sa.text("SELECT numero FROM employeur WHERE domestique"))
        assert list(domestiques) == ["77002"]


def test_names_folded_before_their_letters_were_known_are_folded_again(app_a_part):
    commande(app_a_part, "db", "downgrade", "0023")
    with app_a_part.app_context(), db.engine.begin() as connexion:
        connexion.execute(
            sa.text(
                "INSERT INTO assure (numero, nom, prenoms, nom_cle, prenoms_cle, naissance_le, sexe) "
                "VALUES ('990001', 'Ɩsɩfʊ', 'Kofi Œdipe', 'ƖSƖFƱ', 'KOFI ODIPE', '2000-01-01', 'masculin')"
            )
        )
    commande(app_a_part, "db", "upgrade")
    with app_a_part.app_context(), db.engine.connect() as connexion:
        lue = connexion.execute(sa.text("SELECT nom_cle, prenoms_cle FROM assure")).one()
        assert tuple(lue) == ("ISIFU", "KOFI OEDIPE")
