"""The surcharge job over every employer, and the matching of a statement, each against the obvious way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select

from app.cotisations import cotisant
from app.cotisations.majorer import EMPLOYEURS_PAR_LOT, majorer
from app.models import Employeur
from app.services.paiement.rapprochement import Attendu, Credit, _juger, apparier
from app.socle.base_de_donnees import db
from tests.bench.bases import application
from tests.bench.comptes import AU, IMPAYES, PREMIER
from tests.bench.mesure import Temps, chronometrer

TEMOINS = 40
"""Employers, or lines, on which the naive way is measured; then scaled."""
LIGNES, PAIEMENTS = 5_000, 20_000
NAISSANCE = date(2025, 11, 1)


def majorations(url: str, dossier: str) -> Temps:
    """Return the seconds of the job and of one account at a time; nothing is kept: it can be redone."""
    temps: Temps = {}
    with application(url, Path(dossier)):
        cles = list(
            db.session.scalars(select(Employeur.id).where(Employeur.id >= PREMIER).order_by(Employeur.id))
        )
        with _annule(temps, "job"):
            lots = range(0, len(cles), EMPLOYEURS_PAR_LOT)
            ecrites = sum(majorer(db.session, AU, cles[d : d + EMPLOYEURS_PAR_LOT]) for d in lots)
        assert ecrites == IMPAYES * len(cles)
        with _annule(temps, "naive"):
            for pk in cles[:TEMOINS]:
                assert len(cotisant.constater(db.session, pk, AU)) == IMPAYES
    return temps | {"naive": temps["naive"] * len(cles) / TEMOINS, "written": ecrites}


@contextmanager
def _annule(temps: Temps, nom: str) -> Iterator[None]:
    with chronometrer(temps, nom):
        yield
        db.session.flush()
    db.session.rollback()


def rapprochement() -> Temps:
    """Return the seconds of matching a statement to the payments that wait, and of comparing each to each."""
    credits_, attendus, temps = _credits(), _attendus(), {}
    with chronometrer(temps, "ours"):
        propositions = apparier(credits_, attendus)
    assert len(propositions) == LIGNES
    with chronometrer(temps, "naive"):
        for credit in credits_[:TEMOINS]:
            assert max(p.score for a in attendus if (p := _juger(credit, a))) >= 50
    return temps | {"naive": temps["naive"] * LIGNES / TEMOINS}


def _credits() -> list[Credit]:
    return [
        Credit(n, n % 5, _montant(n), _jour(n) + timedelta(days=n % 3), frozenset({f"REF{n:06d}"}))
        for n in range(LIGNES)
    ]


def _attendus() -> list[Attendu]:
    return [Attendu(n, n % 5, _montant(n), _jour(n), f"REF{n:06d}") for n in range(PAIEMENTS)]


def _montant(rang: int) -> int:
    """Return an amount; round ones come back often, as on any statement."""
    return 50_000 * (1 + rang % 7) if rang % 4 == 0 else 60_000 + rang * 37 % 800_011


def _jour(rang: int) -> date:
    return NAISSANCE + timedelta(days=rang % 30)
