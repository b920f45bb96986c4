"""A declaration by workbook, from the file to the accounts, as the application does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import delete

from app import acces
from app.base_de_donnees import db, ecriture, verrouiller
from app.cycle import Statut
from app.dnr import contexte, declarer, lignes_en_base
from app.dnr import lire as lecture
from app.horloge import maintenant
from app.models import Declaration, Demande, Ecriture, Employeur, LigneCarriere, LigneDeclaration, Operation
from tests.bench.bases import DECLARANT, application
from tests.bench.echelles import PERIODE
from tests.bench.mesure import chronometrer, croissance, detailler

ACTEUR = acces.Acteur(None, "Benchmark", frozenset(), acces.Perimetre(tout=True))
PARTIES = {
    "store": (lignes_en_base, "remplacer"),
    "read back": (lignes_en_base, "relire"),
    "gather": (contexte, "rassembler"),
    "check": (declarer, "controler"),
    "book": (declarer, "inscrire"),
}


def mesurer(url: str, dossier: str, classeur: str) -> dict[str, float]:
    """Return the seconds of the whole flow and of its parts, and the MiB this process grew by.

    `upload` is what the employer waits for: read, check, store; `accept` what the agent waits for: the lines
    read back and checked again, then booked.
    """
    temps: dict[str, float] = {}
    with (
        application(url, Path(dossier)),
        brouillon() as declaration,
        croissance(temps),
        chronometrer(temps, "total"),
        detailler(temps, PARTIES),
    ):
        with chronometrer(temps, "upload"):
            _deposer(declaration, Path(classeur), temps)
        with chronometrer(temps, "accept"), ecriture(db.session) as session:
            verrouiller(session, declaration)
            declarer.comptabiliser(session, declaration)
    return temps


def d_un_trait(url: str, dossier: str, classeur: str) -> dict[str, float]:
    """Return the seconds of reading, matching, checking and booking a workbook, with no draft in between."""
    temps: dict[str, float] = {}
    with (
        application(url, Path(dossier)),
        brouillon() as declaration,
        croissance(temps),
        chronometrer(temps, "total"),
    ):
        lignes = lecture.lire(Path(classeur).read_bytes())
        with ecriture(db.session) as session:
            verrouiller(session, declaration)
            declarer.inscrire(session, declaration, declarer.verifier(session, declaration, lignes))
    return temps


def _deposer(declaration: Declaration, classeur: Path, temps: dict) -> None:
    contenu = classeur.read_bytes()
    with chronometrer(temps, "read"):
        lignes = lecture.lire(contenu)
    with ecriture(db.session) as session:
        verrouiller(session, declaration)
        declarer.deposer(session, declaration, classeur.name, contenu, lignes, ACTEUR)


@contextmanager
def brouillon() -> Iterator[Declaration]:
    """Give a declaration of the month and take away, at the end, all that came of it."""
    with ecriture(db.session) as session:
        declaration = Declaration(
            employeur=session.get(Employeur, DECLARANT),
            periode=PERIODE,
            numero="DNR-1",
            statut=Statut.soumise,
            soumise_le=maintenant(),
        )
        session.add(declaration)
    cle = declaration.id
    try:
        yield declaration
    finally:
        with ecriture(db.session) as session:
            _effacer(session, cle)


def _effacer(session, declaration_id: int) -> None:
    for modele in (Ecriture, Operation):
        t = modele.__table__
        session.execute(delete(t).where(t.c.employeur_id == DECLARANT))
    for modele in (LigneCarriere, LigneDeclaration):
        t = modele.__table__
        session.execute(delete(t).where(t.c.declaration_id == declaration_id))
    for modele in (Declaration, Demande):
        t = modele.__table__
        session.execute(delete(t).where(t.c.id == declaration_id))
