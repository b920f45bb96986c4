"""A declaration by workbook, from the file to the accounts, as the application does it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import delete

from app.demandes.etats import Statut
from app.models import (
    Declaration,
    Demande,
    Ecriture,
    Employeur,
    Exercice,
    LigneCarriere,
    LigneDeclaration,
    Operation,
    SoldeMensuel,
)
from app.regles import mois
from app.services.dnr import contexte, declarer, lignes_en_base
from app.services.dnr import lire as lecture
from app.socle import acces
from app.socle.base_de_donnees import db, transaction, verrouiller
from app.socle.horloge import maintenant
from tests.bench.bases import DECLARANT, application
from tests.bench.echelles import PERIODE
from tests.bench.mesure import chronometrer, croissance, detailler

ACTEUR = acces.Acteur(None, "Benchmark", frozenset(), acces.Perimetre(tout=True))
PARTIES = {
    "store": (lignes_en_base, "remplacer"),
    "read back": (lignes_en_base, "relire"),
    "gather": (contexte, "faits"),
    "check": (declarer, "controler"),
    "book": (declarer, "inscrire"),
}


def mesurer(url: str, dossier: str, classeur: str, suite: bool = False) -> dict[str, float]:
    """Return the seconds of the whole flow and of its parts, and the MiB this process grew by.

    `upload` is what the employer waits for: read, check, store; `accept` what the agent waits for: the lines
    read back and checked again, then booked. With `suite`, the same workers were declared the month before:
    each line is compared with it.
    """
    with _releve(url, dossier, classeur, suite) as (declaration, temps), detailler(temps, PARTIES):
        with chronometrer(temps, "upload"):
            _deposer(declaration, Path(classeur), temps)
        with chronometrer(temps, "accept"), transaction(db.session) as session:
            verrouiller(session, declaration)
            declarer.comptabiliser(session, declaration)
    return temps


def d_un_trait(url: str, dossier: str, classeur: str, suite: bool = False) -> dict[str, float]:
    """Return the seconds of reading, matching, checking and booking a workbook, with no draft in between."""
    with _releve(url, dossier, classeur, suite) as (declaration, temps):
        lignes = lecture.lire(Path(classeur).read_bytes())
        with transaction(db.session) as session:
            verrouiller(session, declaration)
            declarer.inscrire(session, declaration, declarer.verifier(session, declaration, lignes))
    return temps


@contextmanager
def _releve(url: str, dossier: str, classeur: str, suite: bool) -> Iterator[tuple[Declaration, dict]]:
    """Give a declaration of the month and the times to fill; what is done to it is timed as a whole."""
    temps: dict[str, float] = {}
    with ExitStack() as pile:
        pile.enter_context(application(url, Path(dossier)))
        if suite:
            pile.enter_context(_mois_precedent(Path(classeur)))
        declaration = pile.enter_context(brouillon())
        pile.enter_context(croissance(temps))
        pile.enter_context(chronometrer(temps, "total"))
        yield declaration, temps


@contextmanager
def _mois_precedent(classeur: Path) -> Iterator[None]:
    """Have the same lines stand accepted for the month before."""
    with brouillon(Statut.acceptee, mois.plus(PERIODE, -1)) as precedente:
        with transaction(db.session) as session:
            lignes_en_base.remplacer(session, precedente.id, lecture.lire(classeur.read_bytes()))
        yield


def _deposer(declaration: Declaration, classeur: Path, temps: dict) -> None:
    contenu = classeur.read_bytes()
    with chronometrer(temps, "read"):
        lignes = lecture.lire(contenu)
    with transaction(db.session) as session:
        verrouiller(session, declaration)
        declarer.deposer(session, declaration, classeur.name, contenu, lignes, ACTEUR)


@contextmanager
def brouillon(statut: Statut = Statut.soumise, periode: int = PERIODE) -> Iterator[Declaration]:
    """Give a declaration of the month and take away, at the end, all that came of it."""
    with transaction(db.session) as session:
        declaration = Declaration(
            employeur=session.get(Employeur, DECLARANT),
            periode=periode,
            numero=f"DNR-{periode}",
            statut=statut,
            soumise_le=maintenant(),
            decidee_le=maintenant() if statut is Statut.acceptee else None,
        )
        session.add(declaration)
    cle = declaration.id
    try:
        yield declaration
    finally:
        with transaction(db.session) as session:
            _effacer(session, cle)


def _effacer(session, declaration_id: int) -> None:
    for modele in (Ecriture, Operation, SoldeMensuel, Exercice):
        t = modele.__table__
        session.execute(delete(t).where(t.c.employeur_id == DECLARANT))
    for modele in (LigneCarriere, LigneDeclaration):
        t = modele.__table__
        session.execute(delete(t).where(t.c.declaration_id == declaration_id))
    for modele in (Declaration, Demande):
        t = modele.__table__
        session.execute(delete(t).where(t.c.id == declaration_id))
