"""Accidents at work: until when each may declare one."""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from types import MappingProxyType

from app.regles import feries, francais, mois
from app.regles.bareme import Bareme
from app.regles.etapes import Raisonnement
from app.regles.etude import Condition, Etude
from app.regles.feries import Ferie


def delai(
    survenu_le: date,
    declare_le: date,
    par_l_employeur: bool,
    bareme: Bareme,
    feries_decides: Mapping[date, Ferie | None] = MappingProxyType({}),
) -> Etude:
    """Return whether an accident declared on `declare_le` is in time: 3 working days, or 2 years.

    A late one is told to the agent and stays receivable: lateness is the declarer's, not the victim's.
    `feries_decides` are the holidays said over the repository's (see `feries.ouvrables`).
    """
    r = Raisonnement(bareme.au(survenu_le))
    limite = (
        limite_de_l_employeur(survenu_le, r, feries_decides)
        if par_l_employeur
        else limite_de_la_victime(survenu_le, r)
    )
    retard = (declare_le - limite).days
    etat = f"{francais.quantite(retard, 'jours')} de retard" if retard > 0 else "dans le délai"
    condition = Condition(
        "Déclaration dans le délai",
        retard <= 0,
        f"À déclarer au plus tard le {francais.jour(limite)} ; au {francais.jour(declare_le)} : {etat}.",
        bloque=not par_l_employeur,
    )
    phrase = "L’accident est reconnu comme accident du travail."
    return Etude((condition,), tuple(r.etapes), 0, phrase, r.estimation)


def limite_de_l_employeur(
    survenu_le: date, r: Raisonnement, decides: Mapping[date, Ferie | None] = MappingProxyType({})
) -> date:
    """Return the last working day to declare: weekends and holidays, which are quoted, left out."""
    jours = list(islice(feries.ouvrables(survenu_le, decides), r.lire("accident_delai_employeur")))
    for ferie in (f for _, passes in jours for f in passes):
        r.citer(f"Jour férié : {ferie.nom}", francais.jour(ferie.le), ferie.reference, ferie.a_confirmer)
    return jours[-1][0]


def limite_de_la_victime(survenu_le: date, r: Raisonnement) -> date:
    """Return the last day on which the worker may declare."""
    return mois.decaler(survenu_le, 12 * r.lire("accident_delai_victime"))
