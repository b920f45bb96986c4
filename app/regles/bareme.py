"""The law as dated data: a value, its unit, the day it takes effect and the text that says so."""

import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import TypedDict

SEMENCE = Path(__file__).with_name("parametres.toml")

FRANCS, POINTS_DE_BASE, OUI_OU_NON, SUR_CENT = "francs", "points de base", "oui ou non", "points sur 100"
UNITES = (FRANCS, POINTS_DE_BASE, "mois", "ans", "jours", "enfants", "lignes", OUI_OU_NON, SUR_CENT)

ORIGINE = date(1970, 1, 1)
"""Stands, among the days of effect, for « as far back as the accounts go »."""

_OBJETS = {
    "rp": "cotise aux risques professionnels",
    "pf": "cotise aux prestations familiales",
    "pv": "cotise à la pension",
    "amu": "cotise à l’assurance maladie universelle",
    "employeur": "l’employeur paie sa part",
}


@dataclass(frozen=True, slots=True)
class Parametre:
    """One value of the law from one day on.

    `valeur` is whole, in `unite` (one of UNITES; 16,5 % is 1650 « points de base », yes is 1).
    `a_confirmer` says nobody has checked it against the official text: what is built on it is an estimate.
    """

    code: str
    libelle: str
    valeur: int
    unite: str
    effet_le: date
    reference: str
    a_confirmer: bool

    @property
    def depuis(self) -> date | None:
        """Return the day of effect to tell; None for a text as old as the accounts."""
        return None if self.effet_le == ORIGINE else self.effet_le


class AvantPremierTexte(LookupError):
    """The law known to the portal says nothing yet on that day; the message is a French sentence."""


class EnVigueur(dict[str, Parametre]):
    """The parameters in force on one day, by code."""

    def __init__(self, textes: dict[str, Parametre], a_venir: dict[str, Parametre]):
        super().__init__(textes)
        self._a_venir = a_venir

    def __missing__(self, code: str) -> Parametre:
        if code not in self._a_venir:
            raise KeyError(code)
        premier = self._a_venir[code]
        raise AvantPremierTexte(
            f"Le portail ne connaît pas de texte fixant «\u00a0{premier.libelle}\u00a0» avant le "
            f"{premier.effet_le:%d/%m/%Y}\u00a0: choisissez une date à partir de ce jour."
        )


class Bareme:
    """Every dated parameter known, and which of them are in force on a day."""

    def __init__(self, parametres: Iterable[Parametre]):
        self.parametres = tuple(sorted(parametres, key=lambda p: (p.effet_le, p.code)))
        if not self.parametres:
            raise ValueError("Le barème est vide\u00a0: chargez les paramètres de la loi.")
        self._refuser_les_doublons()
        self._dates = sorted({p.effet_le for p in self.parametres})
        self._en_vigueur: dict[int, EnVigueur] = {}
        self._premiers = {p.code: p.effet_le for p in reversed(self.parametres)}

    def __iter__(self) -> Iterator[Parametre]:
        return iter(self.parametres)

    def au(self, jour: date) -> EnVigueur:
        """Return the parameters in force on `jour`, by code: for each, the last text that took effect.

        A day to come is read with the last texts known. Raise AvantPremierTexte when `jour` comes before
        every text; reading a code whose own first text comes later raises it too.
        """
        rang = bisect_right(self._dates, jour)
        if not rang:
            raise AvantPremierTexte(
                f"Le portail ne connaît pas de texte avant le {self._dates[0]:%d/%m/%Y}\u00a0: "
                "choisissez une date à partir de ce jour."
            )
        if rang not in self._en_vigueur:
            self._en_vigueur[rang] = self._composer(self._dates[rang - 1])
        return self._en_vigueur[rang]

    def premier_effet(self, code: str) -> date:
        """Return the day of effect of the first text known for a code; raise KeyError when there is none."""
        return self._premiers[code]

    def _refuser_les_doublons(self) -> None:
        for un, autre in pairwise(self.parametres):
            if (un.code, un.effet_le) == (autre.code, autre.effet_le):
                raise ValueError(
                    f"Deux textes fixent «\u00a0{un.code}\u00a0» au {un.effet_le:%d/%m/%Y}\u00a0: ôtez-en un."
                )

    def _composer(self, jour: date) -> EnVigueur:
        textes = {p.code: p for p in self.parametres if p.effet_le <= jour}
        a_venir = {p.code: p for p in reversed(self.parametres) if p.effet_le > jour}
        return EnVigueur(textes, a_venir)


def charger(chemin: Path | None = None) -> Bareme:
    """Read a file of dated parameters, the repository's own by default: see the head of `parametres.toml`."""
    contenu = tomllib.loads((chemin or SEMENCE).read_text(encoding="utf-8"))
    return Bareme([*_parametres(contenu["parametres"]), *_assures(contenu["assures"])])


@cache
def connus() -> dict[str, Parametre]:
    """Return the parameters that the rules read, by code, each by its latest text of the repository."""
    return {p.code: p for p in charger()}


def a_choisir() -> list[tuple[str, str]]:
    """Return the parameters that the rules read as a list offers them: code, then words and unit."""
    return sorted(((p.code, f"{p.libelle} (en {p.unite})") for p in connus().values()), key=itemgetter(1))


class _Texte(TypedDict):
    """A value of a parameter, as the file writes it."""

    effet_le: date
    valeur: int
    a_confirmer: bool
    reference: str


class _Section(TypedDict):
    """A parameter and its values, as the file writes them."""

    libelle: str
    unite: str
    textes: list[_Texte]


class _Assure(TypedDict):
    """What is paid for a kind of insured, as the file writes it."""

    type: int
    libelle: str
    cotise: list[str]
    effet_le: date
    reference: str
    a_confirmer: list[str]


def _parametres(sections: dict[str, _Section]) -> Iterator[Parametre]:
    for code, section in sections.items():
        for texte in section["textes"]:
            yield Parametre(code, section["libelle"], unite=section["unite"], **texte)


def _assures(lignes: list[_Assure]) -> Iterator[Parametre]:
    """Yield, for a kind of insured, one yes or no for each branch and one for the employer's share."""
    for ligne in lignes:
        for objet, phrase in _OBJETS.items():
            yield Parametre(
                code=f"assure_{ligne['type']}_{objet}",
                libelle=f"{ligne['libelle']}\u00a0: {phrase}",
                valeur=int(objet in ligne["cotise"]),
                unite=OUI_OU_NON,
                effet_le=ligne["effet_le"],
                reference=ligne["reference"],
                a_confirmer=objet in ligne["a_confirmer"],
            )
