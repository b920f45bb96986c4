"""Invented people: a name, a sex, a telephone, an insured number."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from app.repertoire.tables import Sexe
from demonstration.decor import Decor

NOMS = tomllib.loads(Path(__file__).with_name("noms.toml").read_text(encoding="utf-8"))
AU_NORD = frozenset({"CENTRALE", "KARA", "SAVANES"})
MOBILES = ("70", "71", "79", "90", "91", "92", "93", "96", "97", "98", "99")


class Identite(NamedTuple):
    """Who somebody is."""

    nom: str
    prenoms: str
    sexe: Sexe
    telephone: str | None


def nommer(decor: Decor, division: str) -> Identite:
    """Return somebody who lives in a division: names of the north are more common in the north."""
    hasard = decor.hasard
    origine = NOMS["nord" if hasard.random() < (0.75 if division in AU_NORD else 0.2) else "sud"]
    sexe = Sexe.feminin if hasard.random() < 0.42 else Sexe.masculin
    lettre = sexe.name[0]
    prenoms = [hasard.choice(origine[f"prenoms_{lettre}"])]
    if hasard.random() < 0.6:
        prenoms.append(hasard.choice(NOMS[f"prenoms_chretiens_{lettre}"]))
    telephone = f"+228{hasard.choice(MOBILES)}{hasard.randrange(10**6):06d}"
    joignable = hasard.random() < 0.5
    return Identite(hasard.choice(origine["noms"]), " ".join(prenoms), sexe, telephone if joignable else None)


def numeroter(annee: int, rang: int) -> str:
    """Return an insured number: nine digits before 2000, then ten that begin with the year (05… in 2005)."""
    return f"1{annee % 100:02d}{rang:06d}" if annee < 2000 else f"{annee % 100:02d}{rang * 37 % 10**8:08d}"
