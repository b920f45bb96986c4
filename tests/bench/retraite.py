"""One pension of 480 months: the rule alone, its sums against fractions, and the page."""

from datetime import date
from fractions import Fraction

from app.regles import carriere, mois
from app.regles.bareme import charger
from app.regles.liquidation import borner
from app.regles.pension import simuler
from tests.bench.bases import CARRIERE
from tests.bench.mesure import repeter
from tests.bench.population import salaire

NAISSANCE, DEPART = date(1966, 5, 2), date(2026, 6, 1)
GAINS = [(mois.plus(202605, -rang), salaire(7 * rang)) for rang in range(CARRIERE)]
COURTE, LONGUE = 60, 180


def mesurer() -> dict[str, float]:
    """Return the seconds of the whole simulation with its steps, and of its sums alone in both ways."""
    lois = charger()
    textes = {code: texte.valeur for code, texte in lois.au(DEPART).items()}
    assert _entiers(textes) == _fractions(textes) == simuler(GAINS, NAISSANCE, DEPART, lois).montant
    return {
        "steps": repeter(lambda: simuler(GAINS, NAISSANCE, DEPART, lois)),
        "sums": repeter(lambda: _entiers(textes)),
        "fractions": repeter(lambda: _fractions(textes)),
    }


def _entiers(t: dict[str, int]) -> int:
    """Return the monthly pension as the application reckons it: integers, one division."""
    gains = carriere.par_mois(GAINS)
    moyennes = [carriere.moyenne(gains, t[f"pension_fenetre_{f}"]) for f in ("courte", "longue")]
    taux = t["pension_taux_base"] + _tranches(len(gains), t) * t["pension_increment"]
    salaire_moyen = carriere.la_plus_favorable(*moyennes)
    return borner(salaire_moyen, taux, 0, t["pension_maximum"], t["pension_minimum"] * t["smig"])[0]


def _fractions(t: dict[str, int]) -> int:
    """Return the same pension with a Fraction at each step."""
    par_mois: dict[int, Fraction] = {}
    for periode, francs in GAINS:
        par_mois[periode] = par_mois.get(periode, Fraction(0)) + francs
    recents = [par_mois[periode] for periode in sorted(par_mois, reverse=True)]
    fenetres = [recents[: t[f"pension_fenetre_{f}"]] for f in ("courte", "longue")]
    rmm = max(sum(fenetre, Fraction(0)) / len(fenetre) for fenetre in fenetres)
    taux = _pourcent(t["pension_taux_base"]) + _tranches(len(recents), t) * _pourcent(t["pension_increment"])
    pension = min(rmm * taux, rmm * _pourcent(t["pension_maximum"]))
    return int(max(pension, t["smig"] * _pourcent(t["pension_minimum"])) + Fraction(1, 2))


def _tranches(mois_assures: int, t: dict[str, int]) -> int:
    return (mois_assures - t["pension_mois_requis"]) // t["pension_tranche"]


def _pourcent(points: int) -> Fraction:
    return Fraction(points, 10_000)
