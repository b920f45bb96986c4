"""What age and length of insurance open on the day of departure (loi 2011-006, art. 41 to 47)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from app.regles import francais, mois
from app.regles.etapes import Raisonnement


class TypePension(StrEnum):
    """What is open on the day of departure."""

    NORMALE = "normale"
    ANTICIPEE = "anticipee"
    ALLOCATION_UNIQUE = "allocation_unique"
    NON_OUVERTE = "non_ouverte"


@dataclass(frozen=True, slots=True)
class Droit:
    """What is open to an insured, and what is missing.

    `age` is in full years; `annees_anticipees` counts the years left to the normal age, one started counting
    whole; `manques` says each missing thing in a French sentence.
    """

    type: TypePension
    age: int
    annees_anticipees: int
    anticipe_le: date
    normal_le: date
    mois_manquants: int
    manques: tuple[str, ...]


def examiner(naissance_le: date, depart_le: date, mois_assures: int, raisonnement: Raisonnement) -> Droit:
    """Return what `mois_assures` insured months open on `depart_le`, quoting the texts in `raisonnement`."""
    r = raisonnement
    age = relativedelta(depart_le, naissance_le).years
    r.noter(f"Âge au départ, le {francais.jour(depart_le)}", francais.quantite(age, "ans"))
    r.noter("Mois d’assurance avant le départ", francais.quantite(mois_assures, "mois"))
    age_normal, age_anticipe = r.lire("pension_age_normal"), r.lire("pension_age_anticipe")
    manquants = max(0, r.lire("pension_mois_requis") - mois_assures)
    minimum = r.lire("allocation_mois_requis") if manquants and age >= age_normal else 0
    type_ = _type(age >= age_normal, age >= age_anticipe, not manquants, mois_assures >= minimum)
    anticipe_le, normal_le = anniversaire(naissance_le, age_anticipe), anniversaire(naissance_le, age_normal)
    manques = _duree_manquante(manquants, type_, minimum - mois_assures)
    if type_ is TypePension.NON_OUVERTE:
        manques += _ages_a_venir(depart_le, {age_anticipe: anticipe_le, age_normal: normal_le})
    return Droit(
        type=type_,
        age=age,
        annees_anticipees=max(0, age_normal - age),
        anticipe_le=anticipe_le,
        normal_le=normal_le,
        mois_manquants=manquants,
        manques=tuple(manques),
    )


def anniversaire(naissance_le: date, age: int) -> date:
    """Return the day an age is reached; 28 February of a common year for whoever is born on the 29th."""
    return mois.decaler(naissance_le, 12 * age)


def _type(age_normal: bool, age_anticipe: bool, duree: bool, duree_allocation: bool) -> TypePension:
    if age_normal and duree:
        return TypePension.NORMALE
    if age_normal and duree_allocation:
        return TypePension.ALLOCATION_UNIQUE
    if age_anticipe and duree and not age_normal:
        return TypePension.ANTICIPEE
    return TypePension.NON_OUVERTE


def _duree_manquante(manquants: int, type_: TypePension, manquants_allocation: int) -> list[str]:
    manques = []
    if manquants:
        combien = francais.quantite(manquants, "mois")
        manques.append(f"Il manque {combien} d’assurance pour ouvrir droit à une pension.")
    if type_ is TypePension.NON_OUVERTE and manquants_allocation > 0:
        combien = francais.quantite(manquants_allocation, "mois")
        manques.append(f"Il manque {combien} d’assurance pour ouvrir droit à l’allocation unique.")
    return manques


def _ages_a_venir(depart_le: date, anniversaires: dict[int, date]) -> list[str]:
    return [
        f"L’âge de {francais.quantite(age, 'ans')} sera atteint le {francais.jour(jour)}."
        for age, jour in anniversaires.items()
        if jour > depart_le
    ]
