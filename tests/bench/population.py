"""The people of the benchmark: the same for the register, the booked lines and the workbooks."""

from functools import cache

from app.socle import noms

_NOMS = (
    "AGBEKO", "AMOUZOU-KPAKPO", "N’DIAYE", "LAWSON", "TCHALLA", "KOFFI", "MENSAH", "ADJOVI", "BAKO", "DOGBÉ",
    "EKLU", "GNASSINGBE", "HOUNKPE", "KPATCHA", "OURO-AKPO", "PITANG", "SOGLO", "TOSSOU", "WILSON", "ZINSOU",
)  # fmt: skip
_PRENOMS = (
    "Kossi", "Afi", "Ablavi", "Têvi", "Essohanam", "Yao", "Ama", "Kodjo", "Dédé", "Mawuli", "Akossiwa",
    "Abalo", "Fousseni", "Rachidatou", "Emmanuel", "Delali", "Komi", "Adjoa", "Yawa", "Séna", "Edem",
    "Kafui", "Pyalo", "Tchilabalo", "Sika", "Élom", "Messan", "Akouvi", "Kwami", "Nadège",
)  # fmt: skip
SALAIRE_MINIMAL = 60_000
_PAS = 9_973
"""A prime: the workers of one workbook stand far apart in the register."""


def numero(assure: int) -> str:
    """Return the insured number of person 1, 2, 3…; they follow no order the database could use."""
    return f"{assure * 7_919 % 9_999_991:010d}"


def identite(assure: int) -> tuple[str, str]:
    """Return (surname, first names) of a person."""
    premier, second = assure // 20 % 30, assure // 600 % 30
    return _NOMS[assure % 20], f"{_PRENOMS[premier]} {_PRENOMS[second]}"


cle = cache(noms.cle)


def salaire(assure: int) -> int:
    """Return a person's monthly pay in francs, above the minimum wage."""
    return SALAIRE_MINIMAL + assure * 37 % 800_011


def salaries(combien: int, assures: int) -> list[int]:
    """Return as many different people of a register of `assures`, in the order of a payroll."""
    return [1 + rang * _PAS % assures for rang in range(combien)]
