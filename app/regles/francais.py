"""How figures are written in French: « 1 234 567 F », « 16,5 % », « 02/01/2026 »; spaces do not break."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Protocol

from app.regles.bareme import FRANCS, OUI_OU_NON, POINTS_DE_BASE

INSECABLE = "\u00a0"
FINE = "\u202f"
"""Narrow no-break space, between thousands and before F."""


def nombre(entier: int) -> str:
    """Return « 1 234 567 »."""
    return f"{entier:,}".replace(",", FINE)


def francs(montant: int) -> str:
    """Return « 1 234 567 F »."""
    return f"{nombre(montant)}{FINE}F"


def pourcentage(points_de_base: int) -> str:
    """Return « 16,5 % » for 1650."""
    entier, reste = divmod(abs(points_de_base), 100)
    decimales = f",{reste:02d}".rstrip("0") if reste else ""
    signe = "−" if points_de_base < 0 else ""
    return f"{signe}{entier}{decimales}{INSECABLE}%"


def jour(date_: date) -> str:
    """Return « 02/01/2026 »."""
    return f"{date_:%d/%m/%Y}"


def telephone(numero: str) -> str:
    """Return « +228 90 11 42 57 » for +22890114257, « 90 11 42 57 » for 90114257; any other as it is."""
    lu = re.fullmatch(r"(\+228)?(\d\d)(\d\d)(\d\d)(\d\d)", numero)
    return INSECABLE.join(filter(None, lu.groups())) if lu else numero


def en_ascii(texte: str) -> str:
    """Return a text without accents, nor anything else that ASCII has no sign for."""
    return unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode()


def abrege(texte: str, longueur: int = 60) -> str:
    """Return what somebody typed, cut at `longueur` characters, to be quoted in a sentence."""
    return texte if len(texte) <= longueur else f"{texte[: longueur - 1]}…"


def accord(combien: int, singulier: str, pluriel: str) -> str:
    """Return a count and its words, singular under 2: « 0 ligne », « 1 ligne », « 2 lignes »."""
    return f"{nombre(combien)}{INSECABLE}{singulier if combien < 2 else pluriel}"


def quantite(combien: int, unite: str) -> str:
    """Return « 180 mois », « 1 an »: a count of a parameter's unit."""
    return accord(combien, _SINGULIERS.get(unite, unite), unite)


def duree(attente: timedelta) -> str:
    """Return « 30 secondes », « 4 minutes », « 1 heure »: a wait, rounded up."""
    secondes = max(1, -(-attente // timedelta(seconds=1)))
    if secondes < 60:
        return quantite(secondes, "secondes")
    minutes = -(-secondes // 60)
    return quantite(minutes, "minutes") if minutes < 60 else quantite(-(-minutes // 60), "heures")


_SINGULIERS = {
    "ans": "an",
    "jours": "jour",
    "enfants": "enfant",
    "lignes": "ligne",
    "secondes": "seconde",
    "minutes": "minute",
    "heures": "heure",
}


class Mesure(Protocol):
    """A whole number and the unit it is in, one of `bareme.UNITES`."""

    @property
    def valeur(self) -> int: ...

    @property
    def unite(self) -> str: ...


def valeur(parametre: Mesure) -> str:
    """Return a parameter's value in its own unit."""
    if parametre.unite == FRANCS:
        return francs(parametre.valeur)
    if parametre.unite == POINTS_DE_BASE:
        return pourcentage(parametre.valeur)
    if parametre.unite == OUI_OU_NON:
        return "oui" if parametre.valeur else "non"
    return quantite(parametre.valeur, parametre.unite)
