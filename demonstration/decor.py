"""What every part of the demonstration draws on: the day, the chance, the law, the employers."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random

from app.regles import mois
from app.regles.bareme import Bareme
from app.regles.cotisations import Taux

DONNEES = tomllib.loads(Path(__file__).with_name("employeurs.toml").read_text(encoding="utf-8"))
GRAINE = 228


@dataclass(frozen=True, slots=True)
class Entreprise:
    """An employer of `employeurs.toml`, its months counted from the day of the demonstration.

    `fin` is the last month with wages, `acceptee` the last one whose declaration was accepted.
    """

    id: int
    premier: int
    fin: int
    acceptee: int
    numero: str
    raison_sociale: str
    division: str
    activite: str
    adresse: str
    telephone: str
    mois: int
    effectif: int
    salaire: int
    sigle: str | None = None
    nif: str | None = None
    rp_majore: bool = False
    domestique: bool = False
    treizieme: bool = False
    ferme_depuis: int = 0
    en_retard: float = 0
    non_declares: int = 0
    impayes: int = 0
    dossier: str = "acceptee"

    @property
    def ouverte(self) -> bool:
        """Whether it still has workers."""
        return not self.ferme_depuis

    @property
    def derniere_feuille(self) -> int:
        """The last month whose wages were put down: accepted, or on their way."""
        return self.acceptee if self.dossier == "acceptee" else self.fin


class Decor:
    """The demonstration as of `aujourd_hui`; `dernier` is the last month over, yyyymm."""

    def __init__(self, aujourd_hui: date, bareme: Bareme):
        self.aujourd_hui, self.bareme = aujourd_hui, bareme
        self.hasard = Random(GRAINE)  # noqa: S311 - invented people, no secret
        self.dernier = mois.plus(mois.de_date(aujourd_hui), -1)
        self._taux: dict[tuple[int, bool], Taux] = {}

    @cached_property
    def entreprises(self) -> list[Entreprise]:
        """The employers, in the order of the file."""
        return [_situer(rang, fiche, self.dernier) for rang, fiche in enumerate(DONNEES["employeurs"], 1)]

    def taux(self, periode: int, rp_majore: bool) -> Taux:
        """Return the rates of a month, worked out once."""
        cle = (periode, rp_majore)
        if cle not in self._taux:
            self._taux[cle] = Taux.au(self.bareme, periode, rp_majore)
        return self._taux[cle]

    def jour_du_mois(self, periode: int) -> date:
        """Return a day of the month, its first one more often than not."""
        decalage = 0 if self.hasard.random() < 0.6 else self.hasard.randrange(28)
        return mois.premier_jour(periode) + timedelta(days=decalage)


def _situer(rang: int, fiche: dict, dernier: int) -> Entreprise:
    fin = mois.plus(dernier, -fiche.get("ferme_depuis", 0))
    premier = mois.plus(fin, 1 - fiche["mois"])
    en_cours = fiche.get("dossier", "acceptee") != "acceptee"
    restants = fiche.get("non_declares", int(en_cours))
    return Entreprise(id=rang, premier=premier, fin=fin, acceptee=mois.plus(fin, -restants), **fiche)
