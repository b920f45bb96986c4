"""Contributions of one worker for one month, branch by branch (loi 2011-006, art. 12 and 14)."""

from typing import NamedTuple, Self

from app.regles import francais, mois
from app.regles.bareme import Bareme, EnVigueur
from app.regles.etapes import Etape, Raisonnement
from app.regles.francs import ENTIER, arrondi
from app.regles.retard import exigible_le, majoration

__all__ = ["BRANCHES", "Cotisation", "Taux", "calculer", "etapes", "exigible_le", "majoration", "plancher"]

BRANCHES = ("rp", "pf", "pv", "amu")
DEMI = ENTIER // 2


class Cotisation(NamedTuple):
    """What is due for one worker and one month, in whole francs."""

    assiette: int
    rp: int
    pf: int
    pv: int
    amu: int
    part_employeur: int
    part_travailleur: int


class Taux(NamedTuple):
    """The rates of one month, computed once for a whole DNR.

    `planchers` holds the least base for 0, 1, 2… days; `par_type`, for each kind of insured, the whole rates
    of BRANCHES then the worker's part of them, in hundredths of a percent.
    """

    planchers: tuple[int, ...]
    par_type: dict[int, tuple[int, ...]]
    textes: EnVigueur
    rp_majore: bool

    @classmethod
    def au(cls, bareme: Bareme, periode: int, rp_majore: bool = False) -> Self:
        """Return the rates of the month `periode` (yyyymm), under the texts in force on its first day.

        `rp_majore` applies the sanction of art. 14 to the rate of occupational risks. Raise
        AvantPremierTexte for a month that comes before the law known.
        """
        textes = bareme.au(mois.premier_jour(periode))
        jours = textes["assiette_jours_du_mois"].valeur
        planchers = tuple(arrondi(textes["smig"].valeur * n, jours) for n in range(jours + 1))
        types = {int(code.split("_")[1]) for code in textes if code.startswith("assure_")}
        return cls(planchers, {t: _taux_du_type(t, textes, rp_majore) for t in types}, textes, rp_majore)


def _taux_du_type(type_assure: int, textes: EnVigueur, rp_majore: bool) -> tuple[int, ...]:
    """Return the whole rates then the worker's; who has no employer to pay a share bears the whole."""
    couples = [_taux_de_branche(branche, type_assure, textes, rp_majore) for branche in BRANCHES]
    entiers = tuple(employeur + travailleur for employeur, travailleur in couples)
    if not textes[f"assure_{type_assure}_employeur"].valeur:
        return entiers + entiers
    return entiers + tuple(travailleur for _, travailleur in couples)


def _taux_de_branche(branche: str, type_assure: int, textes: EnVigueur, rp_majore: bool) -> tuple[int, int]:
    """Return the employer's rate and the worker's, none when the kind of insured is outside the branch."""
    if not textes[f"assure_{type_assure}_{branche}"].valeur:
        return 0, 0
    employeur = textes[f"taux_{branche}_employeur"].valeur
    if branche == "rp" and rp_majore:
        employeur += arrondi(employeur * textes["rp_sanction"].valeur, ENTIER)
    return employeur, textes[f"taux_{branche}_travailleur"].valeur


def plancher(jours: int, taux: Taux) -> int:
    """Return the least base for so many days, in francs: the SMIG pro rata, whole from a full month on."""
    return taux.planchers[min(jours, len(taux.planchers) - 1)]


def calculer(remuneration: int, jours: int, type_assure: int, taux: Taux) -> Cotisation:
    """Return what is due for one worker's month.

    `remuneration` is all the pay of the month in francs, whatever its nature, and `jours` (0 or more) the
    days worked: the floor is the worker's, not the line's. Each branch is rounded to the franc, halves up,
    and so is the worker's part of it; the employer pays the rest. Raise ValueError for an unknown kind of
    insured.
    """
    planchers = taux.planchers
    minimum = planchers[jours] if jours < len(planchers) else planchers[-1]
    base = max(remuneration, minimum)
    try:
        rp, pf, pv, amu, rp_t, pf_t, pv_t, amu_t = taux.par_type[type_assure]
    except KeyError:
        raise ValueError(
            f"Le type d’assuré «\u00a0{type_assure}\u00a0» n’existe pas\u00a0: "
            "choisissez un code du modèle de DNR."
        ) from None
    rp = (base * rp + DEMI) // ENTIER
    pf = (base * pf + DEMI) // ENTIER
    pv = (base * pv + DEMI) // ENTIER
    amu = (base * amu + DEMI) // ENTIER
    travailleur = (
        (base * rp_t + DEMI) // ENTIER
        + (base * pf_t + DEMI) // ENTIER
        + (base * pv_t + DEMI) // ENTIER
        + (base * amu_t + DEMI) // ENTIER
    )
    return Cotisation(
        assiette=base,
        rp=rp,
        pf=pf,
        pv=pv,
        amu=amu,
        part_employeur=rp + pf + pv + amu - travailleur,
        part_travailleur=travailleur,
    )


def etapes(remuneration: int, jours: int, type_assure: int, taux: Taux) -> list[Etape]:
    """Return, in order, how `calculer` comes to its amounts for the same arguments."""
    due = calculer(remuneration, jours, type_assure, taux)
    raisonnement = Raisonnement(taux.textes)
    raisonnement.noter("Rémunération du mois", francais.francs(remuneration))
    raisonnement.lire("smig")
    raisonnement.lire("assiette_jours_du_mois")
    duree = francais.quantite(jours, "jours")
    raisonnement.noter(f"Plancher pour {duree}", francais.francs(plancher(jours, taux)))
    raisonnement.noter("Assiette des cotisations", francais.francs(due.assiette))
    for branche in BRANCHES:
        _expliquer_branche(branche, getattr(due, branche), type_assure, taux, raisonnement)
    raisonnement.lire(f"assure_{type_assure}_employeur")
    raisonnement.noter("Part de l’employeur", francais.francs(due.part_employeur))
    raisonnement.noter("Part du travailleur", francais.francs(due.part_travailleur))
    return raisonnement.etapes


def _expliquer_branche(
    branche: str, montant: int, type_assure: int, taux: Taux, raisonnement: Raisonnement
) -> None:
    if not raisonnement.lire(f"assure_{type_assure}_{branche}"):
        return
    raisonnement.lire(f"taux_{branche}_employeur")
    raisonnement.lire(f"taux_{branche}_travailleur")
    if branche == "rp" and taux.rp_majore:
        raisonnement.lire("rp_sanction")
    raisonnement.noter(f"Cotisation {branche.upper()}", francais.francs(montant))
