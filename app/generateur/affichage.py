"""How stored values read on screen and in exports: French amounts, dates, months and rates."""

import enum
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import g, has_app_context
from sqlalchemy.types import TypeEngine

from app.generateur.champs import Controle, Francs, Mois, Offre
from app.regles import francais
from app.regles import mois as calendrier

LOME = ZoneInfo("Africa/Lome")


def instant(moment: datetime) -> str:
    """Return a UTC instant as « 02/01/2026 à 10:42 », Togo's time."""
    if moment.tzinfo:
        moment = moment.astimezone(LOME)
    return f"{moment:%d/%m/%Y à %H:%M}"


def heure(moment: datetime) -> str:
    """Return the hour of a UTC instant as « 10:42 », Togo's time."""
    return f"{moment.astimezone(LOME):%H:%M}"


def affiche(valeur: object) -> str:
    """Return any stored value as French text; None is empty."""
    match valeur:
        case None:
            return ""
        case bool():
            return "Oui" if valeur else "Non"
        case enum.Enum():
            return str(valeur.value)
        case datetime():
            return instant(valeur)
        case date():
            return francais.jour(valeur)
        case int():
            return francais.nombre(valeur)
        case _:
            return str(valeur)


def _offerts(choix: Offre) -> dict[Any, str]:
    """Return what an offer holds, asked once a request; nothing where no application offers anything."""
    if not has_app_context():
        return {}
    connus: dict[Offre, dict[Any, str]] = g.setdefault("offres_lues", {})
    if choix not in connus:
        connus[choix] = dict(choix())
    return connus[choix]


Afficheur = Callable[[Any], str]
"""How the values of a column are shown."""
DU_TYPE: dict[type, Afficheur] = {Francs: francais.francs, Mois: calendrier.libelle}


def afficheur(
    type_sql: TypeEngine[Any] | None, controles: Collection[Controle] = (), choix: Offre | None = None
) -> Afficheur:
    """Return the function that shows values of a column of this SQL type, checks and offer.

    None reads as empty; what is not offered any more, as it is stored.
    """
    if choix is not None:
        return lambda valeur: _offerts(choix).get(valeur, affiche(valeur))
    precis = next((c.montrer for c in controles if hasattr(c, "montrer")), DU_TYPE.get(type(type_sql)))
    if precis is None:
        return affiche
    return lambda valeur: "" if valeur is None else precis(valeur)
