"""The amount of a pension, step by step (loi 2011-006, art. 41 to 47).

Steps show francs rounded; the amount is one fraction of integers, divided and rounded once, at the end.
"""

from typing import Literal

from app.regles import francais, mois
from app.regles.carriere import Gains, Moyenne, la_plus_favorable, moyenne
from app.regles.etapes import Raisonnement
from app.regles.francs import ENTIER, arrondi

Limite = Literal["maximum", "minimum"]
"""What set an amount that the formula alone would have put beyond it."""


def salaire_moyen(gains: Gains, r: Raisonnement) -> Moyenne:
    """Return the reference wage (RMM), the more favourable of the means over the two windows of the law."""
    courte = moyenne(gains, r.lire("pension_fenetre_courte"))
    longue = moyenne(gains, r.lire("pension_fenetre_longue"))
    for nombre, somme in {courte.nombre: courte.somme, longue.nombre: longue.somme}.items():
        bornes = f"{mois.complement(gains[nombre - 1][0])} à {mois.libelle(gains[0][0])}"
        total = francais.francs(somme)
        libelle = f"Moyenne des {nombre} derniers mois d’assurance, {bornes}, {total} en tout"
        r.noter(libelle, francais.francs(arrondi(somme, nombre)))
    retenue = la_plus_favorable(courte, longue)
    r.noter("Rémunération mensuelle moyenne, la plus favorable", _part(retenue, ENTIER))
    return retenue


def taux(salaire: Moyenne, mois_assures: int, r: Raisonnement) -> int:
    """Return the rate in hundredths of a percent: the base, and more for each period past the first."""
    base, tranche = r.lire("pension_taux_base"), r.lire("pension_tranche")
    au_dela = mois_assures - r.textes["pension_mois_requis"].valeur
    r.noter("Tranches entières au-delà de la durée requise", francais.nombre(au_dela // tranche))
    acquis = base + au_dela // tranche * r.lire("pension_increment")
    r.noter("Taux de la pension", francais.pourcentage(acquis))
    r.noter("Pension à ce taux", _part(salaire, acquis))
    return acquis


def abattement(annees_anticipees: int, r: Raisonnement) -> int:
    """Return the early reduction in hundredths of a percent, 0 at the normal age."""
    if not annees_anticipees:
        return 0
    annees = francais.quantite(annees_anticipees, "ans")
    r.noter("Années d’anticipation, toute année commencée comptant", annees)
    total = annees_anticipees * r.lire("pension_abattement")
    r.noter("Abattement", francais.pourcentage(total))
    return total


def pension(salaire: Moyenne, taux: int, abattement: int, r: Raisonnement) -> tuple[int, Limite | None]:
    """Return the monthly pension in francs, and « maximum » or « minimum » where one set it."""
    if abattement:
        r.noter("Pension après abattement", _part(salaire, taux * (ENTIER - abattement), ENTIER**2))
    maximum = r.lire("pension_maximum")
    r.noter("Pension maximale", _part(salaire, maximum))
    minimum, smig = r.lire("pension_minimum"), r.lire("smig")
    r.noter("Pension minimale", francais.francs(arrondi(smig * minimum, ENTIER)))
    montant, limite = borner(salaire, taux, abattement, maximum, minimum * smig)
    r.noter(_TITRES[limite], francais.francs(montant))
    return montant, limite


_TITRES: dict[Limite | None, str] = {
    None: "Pension mensuelle",
    "maximum": "Pension mensuelle, ramenée au maximum",
    "minimum": "Pension mensuelle, portée au minimum",
}


def borner(
    salaire: Moyenne, taux: int, abattement: int, maximum: int, minimum: int
) -> tuple[int, Limite | None]:
    """Return the pension in francs and what bounded it: rate, early reduction, maximum, then minimum.

    `taux`, `abattement` and `maximum` are hundredths of a percent, `minimum` is its own rate times the SMIG.
    All three amounts stand over one denominator until the single division.
    """
    numerateur = salaire.somme * taux * (ENTIER - abattement)
    limite: Limite | None = None
    plafond = salaire.somme * maximum * ENTIER
    if numerateur > plafond:
        numerateur, limite = plafond, "maximum"
    plancher = salaire.nombre * minimum * ENTIER
    if numerateur < plancher:
        numerateur, limite = plancher, "minimum"
    return arrondi(numerateur, salaire.nombre * ENTIER**2), limite


def allocation(salaire: Moyenne, mois_assures: int, r: Raisonnement) -> int:
    """Return the lump sum in francs: a share of the reference wage for each whole period insured."""
    tranches = mois_assures // r.lire("allocation_tranche")
    r.noter("Tranches entières d’assurance", francais.nombre(tranches))
    part = tranches * r.lire("allocation_part")
    montant = arrondi(salaire.somme * part, salaire.nombre * ENTIER)
    r.noter("Allocation unique, versée une fois", francais.francs(montant))
    return montant


def _part(salaire: Moyenne, taux: int, entier: int = ENTIER) -> str:
    return francais.francs(arrondi(salaire.somme * taux, salaire.nombre * entier))
