"""One cause, one message: what was noted cell by cell, as it is told."""

from collections.abc import Iterator

from app.classeurs.rapport import BLOQUANTE
from app.classeurs.regrouper import regrouper
from app.services.dnr.deplacements import expliquer
from app.services.dnr.examen import Examen
from app.services.dnr.rapport import AnomalieDNR


def reunir(examen: Examen) -> list[AnomalieDNR]:
    """Return the anomalies of a declaration, each cause told once."""
    anomalies = expliquer(examen, _sans_les_doubles(examen))
    if examen.groupes:
        anomalies = list(_une_fois(anomalies))
    return regrouper(anomalies, examen.lignes, examen.contexte.seuil("dnr_fautes_regroupees"))


def _sans_les_doubles(examen: Examen) -> list[AnomalieDNR]:
    """Return the anomalies, less what a line that repeats another has in common with it: it is to go."""
    doubles = {examen.lignes.numeros[rang] for rang in examen.doubles}
    if not doubles:
        return examen.anomalies
    dites = {_dite(a) for a in examen.anomalies if a.ligne not in doubles}
    return [
        a
        for a in examen.anomalies
        if a.ligne not in doubles or a.code == "ligne_en_double" or _dite(a) not in dites
    ]


def _dite(anomalie: AnomalieDNR) -> tuple[str, str | None, str, str]:
    return anomalie.code, anomalie.colonne, anomalie.numero, anomalie.valeur


def _une_fois(anomalies: list[AnomalieDNR]) -> Iterator[AnomalieDNR]:
    """Yield the anomalies, less what asks nothing else of a worker than one of his other lines did."""
    dites: set[tuple[object, ...]] = set()
    for anomalie in anomalies:
        dite = (anomalie.cle, *anomalie.details.values())
        if anomalie.niveau == BLOQUANTE or dite not in dites:
            dites.add(dite)
            yield anomalie
