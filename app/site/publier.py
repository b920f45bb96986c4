"""Publishing: a content goes online, at once or at an hour, and is taken down; the history says who did."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.regles.francais import en_ascii
from app.site.tables.publication import EtatPublication, Publiee
from app.socle.horloge import en_utc, maintenant
from app.socle.refus import Refus

NON_LETTRE = re.compile(r"[^a-z0-9]+")


def slug(session: Session, contenu: Publiee) -> str:
    """Return an address made from the title, that no other content of its kind has."""
    titre = en_ascii(contenu.titre.replace("’", " ")).lower()
    radical = NON_LETTRE.sub("-", titre).strip("-")[:100].strip("-") or "page"
    modele = type(contenu)
    with session.no_autoflush:
        pris = set(session.scalars(select(modele.slug).where(modele.slug.startswith(radical))))
    return next(s for s in _suite(radical) if s not in pris)


def _suite(radical: str):
    yield radical
    yield from (f"{radical}-{rang}" for rang in range(2, 10_000))


def publier(contenu, le: datetime | None = None) -> None:
    """Put a content online now, or at the hour given; one already online keeps its date.

    Raises Refus for an hour past.
    """
    instant = maintenant()
    if le is not None and le <= instant:
        raise Refus("Cette heure est passée : choisissez-en une à venir, ou publiez maintenant.")
    contenu.publiee_le = le or _date_gardee(contenu) or instant
    contenu.etat = EtatPublication.programmee if le else EtatPublication.publiee
    if contenu.archivee_le and en_utc(contenu.archivee_le) <= contenu.publiee_le:
        contenu.archivee_le = None


def _date_gardee(contenu) -> datetime | None:
    passee = contenu.publiee_le and en_utc(contenu.publiee_le)
    return passee if passee and passee <= maintenant() else None


def archiver(contenu) -> None:
    """Take a content down; it stays in the editors' lists."""
    contenu.etat, contenu.archivee_le = EtatPublication.archivee, maintenant()


def reprendre(contenu) -> None:
    """Make a content a draft again: visitors no longer see it."""
    contenu.etat = EtatPublication.brouillon
