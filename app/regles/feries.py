"""The public holidays of Togo, from `feries.toml`, and the working days that they leave."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dateutil.easter import easter

TEXTES = Path(__file__).with_name("feries.toml")
SAMEDI = 5


class Ferie(NamedTuple):
    """A public holiday, and the text that makes it one; `a_confirmer`: nobody has read that text."""

    le: date
    nom: str
    reference: str
    a_confirmer: bool


@lru_cache(maxsize=1)
def _fiches() -> list[dict]:
    return tomllib.loads(TEXTES.read_text(encoding="utf-8"))["feries"]


@lru_cache(maxsize=128)
def de_l_annee(annee: int) -> dict[date, Ferie]:
    """Return the public holidays of a year, by day."""
    jours = ((fiche, _jour(fiche, annee)) for fiche in _fiches())
    return {
        le: Ferie(le, fiche["nom"], fiche["reference"], fiche["a_confirmer"])
        for fiche, le in jours
        if le and le.year == annee and annee <= fiche.get("jusqu_a", annee)
    }


def _jour(fiche: dict, annee: int) -> date | None:
    if "le" in fiche:
        return fiche["le"]
    if "paques" in fiche:
        return easter(annee) + timedelta(days=fiche["paques"])
    return date.fromisoformat(f"{annee}-{fiche['jour']}")


def ouvrables(depuis: date) -> Iterator[tuple[date, list[Ferie]]]:
    """Yield the working days after a day, each with the holidays of the week passed over since the last."""
    jour, passes = depuis, []
    while True:
        jour += timedelta(days=1)
        if jour.weekday() >= SAMEDI:
            continue
        if ferie := de_l_annee(jour.year).get(jour):
            passes.append(ferie)
            continue
        yield jour, passes
        passes = []
