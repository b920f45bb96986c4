"""How far two registers speak of one person, from 0 to 100, each part of it told.

The points are the fund's own, to be confirmed with the ANID once the two registers can be compared: the name
weighs most, then the day of birth; the sex is left out where a register does not say it. From which score a
number is attached are dated parameters (`niu_score_sur`, `niu_score_admis`).
"""

import enum
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.regles.bareme import EnVigueur
from app.regles.francais import jour
from app.repertoire.identite_nationale.verification import IdentiteCivile
from app.socle import noms

IDENTIQUE, PROCHE, DIFFERENT = noms.IDENTIQUE, noms.PROCHE, noms.DIFFERENT
NOMS = {IDENTIQUE: 45, PROCHE: 25, DIFFERENT: 0}
NAISSANCE = {IDENTIQUE: 40, PROCHE: 20, DIFFERENT: 0}
SEXE = {IDENTIQUE: 15, DIFFERENT: 0}
JOURS_D_ANNEE_SEULE = {(1, 1), (31, 12)}
"""The days that registers write for who knows only the year of her birth."""
LU = {IDENTIQUE: "Identique", PROCHE: "Proche", DIFFERENT: "Différent"}


class Part(NamedTuple):
    """One thing compared: what, how it compares, its points and the most it gives, what either side says."""

    libelle: str
    resultat: str
    points: int
    sur: int
    inscrit: str
    declare: str

    @property
    def lu(self) -> str:
        """Return how it compares, in French."""
        return LU[self.resultat]


class Classe(enum.Enum):
    """What a score is worth; the value is the word people read."""

    sur = "Rapprochement sûr"
    a_examiner = "À examiner"
    insuffisant = "Ne correspond pas"


@dataclass(frozen=True)
class Rapprochement:
    """The parts of a comparison and the score that they make."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        """Return the points had, of 100 for those that could be."""
        return 100 * sum(p.points for p in self.parts) // sum(p.sur for p in self.parts)

    def classe(self, textes: EnVigueur) -> Classe:
        """Return what the score is worth by the thresholds in force."""
        if self.score >= textes["niu_score_sur"].valeur:
            return Classe.sur
        admis = self.score >= textes["niu_score_admis"].valeur
        return Classe.a_examiner if admis else Classe.insuffisant


def rapprocher(inscrite: IdentiteCivile, declaree: IdentiteCivile) -> Rapprochement:
    """Compare a person of the register with whom the national register says a number is."""
    comparaison = noms.comparer(inscrite.nom, inscrite.prenoms, declaree.nom, declaree.prenoms)
    parts = [
        Part(
            "Nom et prénoms",
            comparaison,
            NOMS[comparaison],
            NOMS[IDENTIQUE],
            *map(_nom, (inscrite, declaree)),
        ),
        _naissance(inscrite.naissance_le, declaree.naissance_le),
    ]
    if inscrite.sexe and declaree.sexe:
        resultat = IDENTIQUE if inscrite.sexe is declaree.sexe else DIFFERENT
        dits = inscrite.sexe.value, declaree.sexe.value
        parts.append(Part("Sexe", resultat, SEXE[resultat], SEXE[IDENTIQUE], *dits))
    return Rapprochement(tuple(parts))


def _nom(identite: IdentiteCivile) -> str:
    return f"{identite.nom} {identite.prenoms}".strip()


def _naissance(inscrite: date, declaree: date) -> Part:
    resultat = _comparer_les_jours(inscrite, declaree)
    points, sur = NAISSANCE[resultat], NAISSANCE[IDENTIQUE]
    return Part("Date de naissance", resultat, points, sur, jour(inscrite), jour(declaree))


def _comparer_les_jours(un: date, autre: date) -> str:
    """Return how two days compare: a slip, day and month exchanged, the year alone known are near."""
    if un == autre:
        return IDENTIQUE
    (annee, mois, jour_), (annee2, mois2, jour2) = ((d.year, d.month, d.day) for d in (un, autre))
    une_faute = (annee == annee2) + (mois == mois2) + (jour_ == jour2) == 2
    echanges = annee == annee2 and (jour_, mois) == (mois2, jour2)
    annee_seule = annee == annee2 and bool({(jour_, mois), (jour2, mois2)} & JOURS_D_ANNEE_SEULE)
    return PROCHE if une_faute or echanges or annee_seule else DIFFERENT
