"""The public holidays of Togo, from `feries.toml`, and the working days that they leave."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, NotRequired, TypedDict

from dateutil.easter import easter

TEXTES = Path(__file__).with_name("feries.toml")
SAMEDI = 5


class Ferie(NamedTuple):
    """A public holiday, and the text that makes it one; `a_confirmer`: nobody has read that text."""

    le: date
    nom: str
    reference: str
    a_confirmer: bool


class _Fiche(TypedDict):
    """A holiday as the file writes it: on one day, so many days after Easter, or the same day each year."""

    nom: str
    reference: str
    a_confirmer: bool
    le: NotRequired[date]
    paques: NotRequired[int]
    jour: NotRequired[str]
    jusqu_a: NotRequired[int]


@lru_cache(maxsize=1)
def _fiches() -> list[_Fiche]:
    fiches: list[_Fiche] = tomllib.loads(TEXTES.read_text(encoding="utf-8"))["feries"]
    return fiches


@lru_cache(maxsize=128)
def de_l_annee(annee: int) -> dict[date, Ferie]:
    """Return the public holidays of a year, by day."""
    jours = ((fiche, _jour(fiche, annee)) for fiche in _fiches())
    return {
        le: Ferie(le, fiche["nom"], fiche["reference"], fiche["a_confirmer"])
        for fiche, le in jours
        if le.year == annee and annee <= fiche.get("jusqu_a", annee)
    }


def _jour(fiche: _Fiche, annee: int) -> date:
    if "le" in fiche:
        return fiche["le"]
    if "paques" in fiche:
        return easter(annee) + timedelta(days=fiche["paques"])
    return date.fromisoformat(f"{annee}-{fiche['jour']}")


def ouvrables(
    depuis: date, decides: Mapping[date, Ferie | None] = MappingProxyType({})
) -> Iterator[tuple[date, list[Ferie]]]:
    """Yield the working days after a day, each with the holidays of the week passed over since the last.

    `decides` says otherwise of some days: a holiday, or None for a day that is worked.
    """
    jour, passes = depuis, []
    while True:
        jour += timedelta(days=1)
        if jour.weekday() >= SAMEDI:
            continue
        ferie = decides[jour] if jour in decides else de_l_annee(jour.year).get(jour)
        if ferie:
            passes.append(ferie)
            continue
        yield jour, passes
        passes = []
