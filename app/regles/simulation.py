"""One departure: what it opens, how much, and why (loi 2011-006, art. 41 to 47)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from app.regles import carriere as carrieres
from app.regles import francais, liquidation, mois
from app.regles.bareme import Bareme
from app.regles.droit import Droit, TypePension, examiner
from app.regles.etapes import Etape, Raisonnement
from app.regles.francs import arrondi

Carriere = Iterable[tuple[int, int]]


@dataclass(slots=True)
class Simulation:
    """A pension and its reasoning.

    `montant` is francs a month, the whole lump sum for « allocation_unique », 0 for « non_ouverte », where
    `droit.manques` says what is missing. `rmm` is the mean wage shown to the franc; the amount is reckoned on
    the exact mean of `retenus`, the months and pay of the window. `taux` and `abattement` are hundredths of a
    percent. `limite` is « minimum » or « maximum » where one set the amount. `estimation` is true as soon as
    a text still to be confirmed, or a wage to come, was used.
    """

    depart_le: date
    droit: Droit
    mois: int
    mois_projetes: int
    etapes: list[Etape]
    estimation: bool = False
    rmm: int = 0
    retenus: tuple[tuple[int, int], ...] = ()
    taux: int = 0
    abattement: int = 0
    montant: int = 0
    limite: liquidation.Limite | None = None

    @property
    def type(self) -> TypePension:
        """What is open: « normale », « anticipee », « allocation_unique » or « non_ouverte »."""
        return self.droit.type


class Projection(TypedDict, total=False):
    """The months still to be worked, as `simuler` takes them."""

    salaire_futur: int | None
    projeter_depuis: int


def simuler(
    carriere: Carriere,
    naissance_le: date,
    depart_le: date,
    bareme: Bareme,
    salaire_futur: int | None = None,
    projeter_depuis: int = 0,
) -> Simulation:
    """Return what a departure on `depart_le` gives.

    `carriere` yields (month yyyymm, pay in francs) in any order, several rows a month being summed; the
    months before the month of departure count. With `salaire_futur`, francs a month, the months after the
    last one known, and not before the month `projeter_depuis`, are added at that wage.
    Raise ValueError for a departure that does not follow birth or a negative wage, AvantPremierTexte for a
    departure that comes before the law known; both speak French.
    """
    _verifier(naissance_le, depart_le, salaire_futur)
    salaire = salaire_futur or 0
    gains, projetes = _mois_assures(carriere, depart_le, salaire, projeter_depuis)
    r = Raisonnement(bareme.au(depart_le), estimation=bool(projetes))
    if projetes:
        libelle = f"Mois à venir au salaire de {francais.francs(salaire)}"
        r.noter(libelle, francais.quantite(projetes, "mois"))
    droit = examiner(naissance_le, depart_le, len(gains), r)
    simulation = Simulation(depart_le, droit, len(gains), projetes, r.etapes)
    if gains:
        _chiffrer(simulation, gains, r)
    simulation.estimation = r.estimation
    return simulation


def _verifier(naissance_le: date, depart_le: date, salaire_futur: int | None) -> None:
    if depart_le <= naissance_le:
        raise ValueError("La date de départ doit suivre la date de naissance\u00a0: corrigez l’une des deux.")
    if salaire_futur is not None and salaire_futur < 0:
        raise ValueError("Le salaire futur ne peut être négatif\u00a0: donnez un montant mensuel en francs.")


def _mois_assures(
    carriere: Carriere, depart_le: date, salaire: int, projeter_depuis: int
) -> tuple[carrieres.Gains, int]:
    """Return the insured months before departure, the most recent first, and how many of them are to come."""
    depart = mois.de_date(depart_le)
    connus = carrieres.par_mois(carriere)
    a_venir = carrieres.a_venir(connus, depart, salaire, projeter_depuis) if salaire else []
    return a_venir + carrieres.avant(connus, depart), len(a_venir)


def _chiffrer(simulation: Simulation, gains: carrieres.Gains, r: Raisonnement) -> None:
    """Fill in the mean wage, then the pension or the lump sum where one is open."""
    moyenne = liquidation.salaire_moyen(gains, r)
    simulation.rmm = arrondi(moyenne.somme, moyenne.nombre)
    simulation.retenus = tuple(gains[: moyenne.nombre])
    if simulation.type is TypePension.ALLOCATION_UNIQUE:
        simulation.montant = liquidation.allocation(moyenne, simulation.mois, r)
    elif simulation.type is not TypePension.NON_OUVERTE:
        simulation.taux = liquidation.taux(moyenne, simulation.mois, r)
        simulation.abattement = liquidation.abattement(simulation.droit.annees_anticipees, r)
        simulation.montant, simulation.limite = liquidation.pension(
            moyenne, simulation.taux, simulation.abattement, r
        )
