"""The fund's regional divisions: seeded from the repository, then kept by the fund on its own screen."""

import tomllib
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.repertoire.tables import Division

SEMENCE = Path(__file__).with_name("divisions.toml")


def semer_divisions(session: Session) -> int:
    """Add the divisions of the file that the database lacks, by code; return how many. Does not commit."""
    connues = set(session.scalars(select(Division.code)))
    fiches = tomllib.loads(SEMENCE.read_text(encoding="utf-8"))["divisions"]
    nouvelles = [fiche for fiche in fiches if fiche["code"] not in connues]
    for fiche in nouvelles:
        session.execute(insert(Division.__table__).values(fiche))
    return len(nouvelles)
