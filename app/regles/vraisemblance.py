"""Whether a value proposed for the law is likely: what cannot be is refused, what is strange is asked."""

from datetime import date

from app.regles import francais
from app.regles.bareme import OUI_OU_NON, POINTS_DE_BASE, SUR_CENT
from app.regles.francais import Mesure

ECART = 2
"""How many times the value in force one may be, or be part of, before one is asked."""
TOUT = 10_000
"""The whole, in hundredths of a percent."""


def impossible(valeur: int, unite: str) -> str:
    """Return why a value cannot be, a French sentence; empty when it can."""
    if valeur < 0:
        return "Une valeur de la loi n’est pas négative : écrivez celle du texte."
    if unite == POINTS_DE_BASE and valeur > TOUT:
        return "Un taux ne dépasse pas 100 %, soit 10 000 points de base : 5 % s’écrit 500."
    if unite == OUI_OU_NON and valeur not in (0, 1):
        return "Écrivez 1 pour oui, 0 pour non."
    if unite == SUR_CENT and valeur > 100:
        return "Un score va de 0 à 100 points : écrivez-en un de cet intervalle."
    return ""


def etrange(valeur: int, effet_le: date, precedente: Mesure | None, aujourd_hui: date) -> str:
    """Return what is strange in a value beside the one in force before, a French sentence; or nothing."""
    etrangetes = []
    if precedente and _loin(valeur, precedente.valeur):
        etrangetes.append(
            f"la valeur en vigueur est {francais.valeur(precedente)}, dont celle-ci est loin "
            f"(unité : {precedente.unite})"
        )
    if effet_le < aujourd_hui:
        etrangetes.append("la date d’effet est passée, et ce qui fut calculé depuis le serait autrement")
    return f"Relisez le texte avant de proposer : {' ; '.join(etrangetes)}." if etrangetes else ""


def _loin(valeur: int, autre: int) -> bool:
    return bool(autre) and not autre <= valeur * ECART <= autre * ECART**2
