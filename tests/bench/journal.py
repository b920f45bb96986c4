"""What the journal costs: a decision with its line and without, and the whole chain read again."""

import statistics
import time
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import delete, func, select, update

from app.demandes import cycle, etats
from app.journal.chaine import date_ecrite, sceller
from app.journal.notes import noter
from app.journal.sujets import Sujet
from app.journal.tables import COLONNES, Fait, LigneDuJournal
from app.journal.verifier import verifier
from app.models import Demande, Evenement
from app.socle.acces import Acteur, Perimetre
from app.socle.base_de_donnees import db, transaction
from app.socle.droits import AGENT as AGENT_DE_TOUT
from tests.bench.bases import application
from tests.bench.mesure import Temps, chronometrer

DECISIONS = 200
LOT = 10_000
TEMOINS = 20_000
"""Lines on which the naive way is measured; then scaled."""
AGENT = Acteur(None, "Agent du banc", AGENT_DE_TOUT, Perimetre(tout=True))


def decider(url: str, dossier: str) -> Temps:
    """Return the median seconds of a decision, journaled and not, in turns; the request is left as it was."""
    releves: dict[str, list[float]] = {"with": [], "without": []}
    with application(url, Path(dossier)):
        pk = db.session.scalars(select(Demande.id).limit(1)).one()
        avant = db.session.execute(select(Demande.__table__).where(Demande.id == pk)).mappings().one()
        for _ in range(DECISIONS):
            releves["with"].append(_une(pk))
            with patch.object(cycle, "_noter"):
                releves["without"].append(_une(pk))
        with transaction(db.session) as session:
            session.execute(delete(Evenement).where(Evenement.demande_id == pk))
            session.execute(update(Demande.__table__).where(Demande.id == pk).values(dict(avant)))
    return {nom: statistics.median(durees) for nom, durees in releves.items()}


def _une(pk: int) -> float:
    """Return the seconds of taking a request in charge, from its reading to its commit."""
    with transaction(db.session) as session:
        session.execute(update(Demande.__table__).where(Demande.id == pk).values(statut=etats.Statut.soumise))
    debut = time.perf_counter()
    with transaction(db.session) as session:
        cycle.appliquer(session, session.get_one(Demande, pk), etats.PRENDRE_EN_CHARGE, AGENT)
    return time.perf_counter() - debut


def relire(url: str, dossier: str, lignes: int) -> Temps:
    """Return the seconds of reading so many lines again, and of doing so an object at a time."""
    temps: Temps = {}
    with application(url, Path(dossier)):
        _completer(lignes)
        with chronometrer(temps, "ours"):
            verdict = verifier(db.session)
        assert not verdict.faute
        with chronometrer(temps, "naive"):
            _naivement()
    return {
        "ours": temps["ours"] * lignes / verdict.lignes,
        "naive": temps["naive"] * lignes / TEMOINS,
    }


def _completer(lignes: int) -> None:
    """Write what the journal lacks to have so many lines."""
    presentes = db.session.scalars(select(func.count()).select_from(LigneDuJournal)).one()
    for debut in range(presentes, lignes, LOT):
        with transaction(db.session) as session:
            for rang in range(debut, min(debut + LOT, lignes)):
                sujet = Sujet("demande", rang, f"PVI-2026-{rang:06d}", assure_id=rang)
                noter(session, Fait.ouvre, "Pension de vieillesse", sur=sujet, acteur=AGENT)


def _naivement() -> None:
    """Seal lines again from the ORM's objects."""
    for ligne in db.session.scalars(select(LigneDuJournal).order_by(LigneDuJournal.id).limit(TEMOINS)):
        valeurs = {c.name: getattr(ligne, "id" if c.name == "rang" else c.name) for c in COLONNES}
        neuves = {"le": date_ecrite(ligne.le), "fait": ligne.fait.name}
        assert sceller(valeurs | neuves) == ligne.empreinte
