"""The databases of the benchmark: a register, years already booked, the requests of one employer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import insert, literal, select

from app import create_app
from app.cotisations.tables import GRAND_LIVRE
from app.demandes.etats import Statut
from app.identites import personnes
from app.models import (
    Assure,
    Declaration,
    Demande,
    Division,
    Employeur,
    LigneCarriere,
    Model,
    NatureDeclaration,
    Quitus,
    Sexe,
    SourceDeclaration,
)
from app.regles import mois
from app.repertoire.parametres import semer_parametres
from app.socle import acces, par_lots
from app.socle.base_de_donnees import db, est_sqlite, transaction
from app.socle.horloge import maintenant
from tests.bench import comptes
from tests.bench.echelles import MOIS_INSCRITS, PERIODE, Echelle
from tests.bench.population import cle, identite, numero
from tests.outils.base import fermer
from tests.outils.navigation import MOT_DE_PASSE

EMPLOYEURS = 1_000
DECLARANT, DEMANDEUR = EMPLOYEURS + 1, EMPLOYEURS + 2
"""The employer who declares, and the one who has asked for all the quitus: keys in the database."""
CARRIERE = 480
"""Months on the account of the first insured person, who signs in."""


@contextmanager
def application(url: str, dossier: Path) -> Iterator:
    """Yield the application on this database, in its context, all rows seen."""
    reglages = {
        "SQLALCHEMY_DATABASE_URI": url,
        "INSTANCE": dossier,
        "DEPOT_FICHIERS": dossier / "fichiers",
        "WTF_CSRF_ENABLED": False,
    }
    app = create_app(reglages, "test")
    with app.app_context(), acces.systeme("benchmark"):
        yield app
    fermer(app, db)


def batir(url: str, dossier: Path, echelle: Echelle) -> None:
    """Fill an empty database at this scale, in bulk."""
    with application(url, dossier):
        Model.metadata.create_all(db.engine)
        with transaction(db.session) as session:
            _acteurs(session)
            _registre(session, echelle.assures)
            declaration_id = _declaration(session)
        _carrieres(declaration_id)
        with transaction(db.session) as session:
            _longue_carriere(session, declaration_id)
            _demandes(session, echelle.demandes)
        with transaction(db.session) as session:
            comptes.ouvrir(session, echelle.cotisants)
        _laisser_effacer(db.engine)
        _analyser(db.engine)


def _laisser_effacer(moteur) -> None:
    """Take the ledger's lock off: a measure erases what it booked, for the next to find the same base."""
    with moteur.begin() as connexion:
        for table in GRAND_LIVRE.tables:
            if moteur.dialect.name == "postgresql":
                connexion.execute(sa.text(f"alter table {table} disable trigger {table}_inalterable"))
            else:
                connexion.execute(sa.text(f"drop trigger {table}_refuse_delete"))


def _acteurs(session) -> None:
    personnes.synchroniser_roles(session)
    semer_parametres(session)
    session.add(Division(id=1, code="GOL", nom="Golfe", ville="Lomé"))
    session.flush()
    session.add_all(
        Employeur(
            id=i,
            numero=f"{10_000_000 + i}",
            raison_sociale=f"Établissements {i}",
            division_id=1,
            debut_activite_le=date(1980, 1, 1),
        )
        for i in range(1, DEMANDEUR + 1)
    )
    session.flush()
    demandeur = personnes.creer(session, "employeur@demo.tg", "Nom", "Prénom", MOT_DE_PASSE, ["Employeur"])
    personnes.habiliter(session, demandeur, DEMANDEUR)


def _registre(session, assures: int) -> None:
    colonnes = ("id", "numero", "nom", "prenoms", "nom_cle", "prenoms_cle", "naissance_le", "sexe")
    ne_le, sexe = date(1965, 5, 2).isoformat(), Sexe.feminin.name
    gens = ((i, numero(i), *identite(i)) for i in range(1, assures + 1))
    par_lots.inserer(
        session,
        Assure.__table__,
        colonnes,
        ((i, no, nom, prenoms, cle(nom), cle(prenoms), ne_le, sexe) for i, no, nom, prenoms in gens),
    )
    premier = personnes.creer(session, "assure@demo.tg", "Nom", "Prénom", MOT_DE_PASSE, ["Assuré"])
    personnes.rattacher(session, premier, 1)


def _declaration(session) -> int:
    """Return the key of the accepted declaration all the booked lines come from."""
    declaration = Declaration(
        numero="DNR-0",
        employeur_id=1,
        periode=mois.plus(PERIODE, -MOIS_INSCRITS),
        statut=Statut.acceptee,
        soumise_le=maintenant(),
        decidee_le=maintenant(),
        nature=NatureDeclaration.initiale,
        source=SourceDeclaration.fichier,
    )
    session.add(declaration)
    session.flush()
    return declaration.id


def _carrieres(declaration_id: int) -> None:
    """Book one line a person and month, a month after the other; the indexes are made at the end."""
    c, a = LigneCarriere.__table__, Assure.__table__
    for index in c.indexes:
        index.drop(db.engine)
    for periode in mois.suite(mois.plus(PERIODE, -MOIS_INSCRITS), mois.plus(PERIODE, -1)):
        paie = literal(60_000) + (a.c.id * 37 + periode) % 800_011
        lignes = select(
            a.c.id, a.c.id % EMPLOYEURS + 1, literal(declaration_id), literal(periode), 1, 30, paie
        ).order_by(a.c.id)
        with transaction(db.session) as session:
            _sans_verifier_les_liens(session)
            session.execute(insert(c).from_select(_COLONNES, lignes))
    for index in c.indexes:
        index.create(db.engine)


_COLONNES = ("assure_id", "employeur_id", "declaration_id", "periode", "nature", "jours", "remuneration")


def _sans_verifier_les_liens(session) -> None:
    """Let PostgreSQL take ten million lines without looking up three keys for each: they come from there."""
    if not est_sqlite(session):
        session.execute(sa.text("set local session_replication_role = replica"))


def _longue_carriere(session, declaration_id: int) -> None:
    debut = mois.plus(PERIODE, -CARRIERE)
    anciens = mois.suite(debut, mois.plus(PERIODE, -MOIS_INSCRITS - 1))
    lignes = ((1, 1, declaration_id, periode, 1, 30, 60_000 + periode) for periode in anciens)
    par_lots.inserer(session, LigneCarriere.__table__, _COLONNES, lignes)


def _demandes(session, combien: int) -> None:
    """Ask for so many quitus in the name of one employer."""
    premier = session.scalar(select(sa.func.max(Demande.__table__.c.id))) + 1
    cles = range(premier, premier + combien)
    instant, etat = maintenant().isoformat(sep=" "), Statut.soumise.name
    equipe = Quitus.confiee_a
    par_lots.inserer(
        session,
        Demande.__table__,
        ("id", "type", "numero", "employeur_id", "statut", "cree_le", "soumise_le", "equipe", "version"),
        ((i, "quitus", f"QTS-2026-{i}", DEMANDEUR, etat, instant, instant, equipe, 1) for i in cles),
    )
    par_lots.inserer(
        session,
        Quitus.__table__,
        ("id", "reference_marche", "objet", "autorite_contractante"),
        ((i, f"AO n° {i}", "Réhabilitation de la voirie", "Mairie du Golfe 4") for i in cles),
    )


def _analyser(moteur) -> None:
    """Let PostgreSQL know its tables, as its own background process would; give it free keys."""
    if moteur.dialect.name != "postgresql":
        return
    with moteur.connect().execution_options(isolation_level="AUTOCOMMIT") as connexion:
        for table in ("assure", "demande", "operation"):
            suite = sa.text(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))"
            )
            connexion.execute(suite)
        connexion.execute(sa.text("select setval(pg_get_serial_sequence('employeur', 'id'), 300000)"))
        connexion.execute(sa.text("vacuum analyze"))
        connexion.execute(sa.text("checkpoint"))
