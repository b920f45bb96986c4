"""What makes the lines a chain: the text of a line, and its fingerprint, which holds that of the line before.

The text is the columns in their order, parted by a sign that no column holds (`propre` takes it out), so that
nothing can move from one column to the next. Python makes it as a line is written, the database itself as it
is read again: a million lines are read in seconds.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from app.journal.tables import COLONNES
from app.socle.base_de_donnees import est_sqlite
from app.socle.empreinte import empreinte
from app.socle.horloge import en_utc
from app.socle.par_lots import LOT

ORIGINE = "0" * 64
"""What the first line holds in place of the fingerprint of the one before."""
SEPARATEUR = "\x1f"
SCELLEES = tuple(c for c in COLONNES if c.name != "empreinte")
"""The columns that a fingerprint holds: all the others."""
_SIGNES = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


Maillon = Sequence[Any]
"""A line as it is checked: its number, its text, what it says of the line before, its fingerprint."""


def propre(texte: str, longueur: int | None = None) -> str:
    """Return a text without what no column of the journal holds, cut to its length."""
    return _SIGNES.sub(" ", texte).strip()[:longueur]


def date_ecrite(instant: datetime) -> str:
    """Return an instant as the text of a line, and an export, have it."""
    return f"{en_utc(instant):%Y-%m-%d %H:%M:%S.%f}"


def texte_de(valeurs: Mapping[str, Any]) -> str:
    """Return the text of a line from its values by column, enumerations by their name, dates as written."""
    return SEPARATEUR.join("" if valeurs[c.name] is None else str(valeurs[c.name]) for c in SCELLEES)


def sceller(valeurs: Mapping[str, Any]) -> str:
    """Return the fingerprint of a line (see `texte_de`)."""
    return empreinte(texte_de(valeurs).encode())


def relire(session: Session, apres: int = 0, jusqu_a: int | None = None) -> Iterator[Maillon]:
    """Yield the lines after the line `apres`, up to `jusqu_a`, as the database writes them today."""
    c = COLONNES
    requete = select(c.rang, _texte_sql(session), c.precedent, c.empreinte).order_by(c.rang).limit(LOT)
    if jusqu_a is not None:
        requete = requete.where(c.rang <= jusqu_a)
    while lot := session.execute(requete.where(c.rang > apres)).all():
        yield from lot
        apres = lot[-1][0]


def _texte_sql(session: Session) -> ColumnElement[str]:
    """Return the SQL of the text of a line: both databases write nothing for what is not there."""
    mettre_en_forme = func.printf if est_sqlite(session) else func.format
    colonnes = [_instant(session) if c is COLONNES.le else c for c in SCELLEES]
    return mettre_en_forme(literal(SEPARATEUR.join(["%s"] * len(colonnes)), Text), *colonnes, type_=Text)


def _instant(session: Session) -> ColumnElement[str]:
    if est_sqlite(session):
        return type_coerce(COLONNES.le, Text)
    return func.to_char(func.timezone("UTC", COLONNES.le), "YYYY-MM-DD HH24:MI:SS.US")
