"""Whose number was meant, where one is doubtful: who was there last month and is missing."""

from collections.abc import Collection, Mapping

from app.services.dnr.faits import Precedente
from app.socle import noms

CHERCHES_MAX = 200
"""Doubtful numbers beyond which they are no slips of typing, and nothing is proposed."""
_CHIFFRES = "0123456789"


def proposer(
    douteux: Mapping[int, tuple[str, str]], absents: Mapping[str, Precedente]
) -> dict[int, Precedente]:
    """Return whom each doubtful number may mean, by its key, where only one worker of `absents` can be.

    `douteux` gives, by any key, the number typed and the name of the line; `absents` is by number. A worker
    is meant by his whole name, or by a number one slip away; nobody is proposed twice.
    """
    if not absents or len(douteux) > CHERCHES_MAX:
        return {}
    par_nom: dict[str, set[str]] = {}
    for numero, absent in absents.items():
        par_nom.setdefault(noms.cle(absent.nom_entier), set()).add(numero)
    par_nom.pop("", None)
    candidats = {
        cle: par_nom.get(noms.cle(nom)) or absents.keys() & a_une_frappe(numero)
        for cle, (numero, nom) in douteux.items()
    }
    vus: list[str] = [numero for trouves in candidats.values() for numero in trouves]
    return {
        cle: absents[numero]
        for cle, trouves in candidats.items()
        if (numero := _seul(trouves)) and vus.count(numero) == 1
    }


def _seul(trouves: Collection[str]) -> str:
    return next(iter(trouves)) if len(trouves) == 1 else ""


def a_une_frappe(numero: str) -> set[str]:
    """Return the numbers that differ by one figure, one left out, one too many, or two exchanged."""
    coupes = [(numero[:i], numero[i:]) for i in range(len(numero) + 1)]
    oublis = {debut + fin[1:] for debut, fin in coupes if fin}
    echanges = {debut + fin[1] + fin[0] + fin[2:] for debut, fin in coupes if len(fin) > 1}
    autres = {debut + chiffre + fin[1:] for debut, fin in coupes if fin for chiffre in _CHIFFRES}
    ajouts = {debut + chiffre + fin for debut, fin in coupes for chiffre in _CHIFFRES}
    return (oublis | echanges | autres | ajouts) - {numero}
