"""The integer rule against its twin in fractions."""

from datetime import date
from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from app.regles.bareme import charger
from app.regles.mois import plus
from app.regles.pension import TypePension, simuler
from tests.regles.aides import avec

BAREME = charger()
BENIN = avec(BAREME, pension_taux_base=3000, pension_increment=200, pension_minimum=0, pension_maximum=4500)
SALAIRES = st.lists(st.integers(1, 3_000_000), min_size=1, max_size=300)


def jumeau(salaires: list[int], age: int, bareme, depart: date) -> int:
    """Return the amount by fractions, written from the law's table rather than from the code."""
    v = {code: p.valeur for code, p in bareme.au(depart).items()}
    rmm = max(Fraction(sum(salaires[:n]), len(salaires[:n])) for n in (36, 60))
    if len(salaires) < 180:
        return arrondi(rmm * (len(salaires) // 12)) if age >= 60 and len(salaires) >= 12 else 0
    taux = Fraction(v["pension_taux_base"] + v["pension_increment"] * ((len(salaires) - 180) // 12), 10_000)
    pension = rmm * taux * (1 - Fraction(5, 100) * max(0, 60 - age))
    pension = min(pension, rmm * Fraction(v["pension_maximum"], 10_000))
    return arrondi(max(pension, v["smig"] * Fraction(v["pension_minimum"], 10_000)))


def arrondi(valeur: Fraction) -> int:
    return floor(valeur + Fraction(1, 2))


@given(
    SALAIRES | st.lists(st.integers(20_000, 900_000), min_size=180, max_size=480),
    st.integers(55, 66),
    st.booleans(),
)
def test_the_integer_rule_equals_its_twin_in_fractions_to_the_franc(salaires, age, au_benin):
    bareme = BENIN if au_benin else BAREME
    carriere = [(plus(202604, -rang), salaire) for rang, salaire in enumerate(salaires)]
    depart = date(2026, 5, 2)
    simulation = simuler(carriere, date(2026 - age, 5, 2), depart, bareme)
    assert simulation.montant == jumeau(salaires, age, bareme, depart)


@given(SALAIRES)
def test_one_more_franc_a_month_never_lowers_a_pension(salaires):
    def montant(supplement: int) -> int:
        carriere = [(plus(202604, -rang), salaire + supplement) for rang, salaire in enumerate(salaires)]
        return simuler(carriere, date(1966, 5, 2), date(2026, 5, 2), BAREME).montant

    assert montant(0) <= montant(1)


def test_half_a_franc_goes_up():
    carriere = [(plus(202604, -rang), 300_001 if rang % 2 else 300_004) for rang in range(180)]
    simulation = simuler(carriere, date(1966, 5, 2), date(2026, 5, 2), BAREME)
    assert (simulation.type, simulation.montant) == (TypePension.NORMALE, 60_001)
