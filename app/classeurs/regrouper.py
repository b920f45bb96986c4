"""The same fault in many cells of a column, told once."""

from collections.abc import Sequence
from typing import TypeVar

from app.classeurs.lignes import Lignes
from app.classeurs.plages import plages, situer
from app.classeurs.rapport import Anomalie
from app.regles.francais import accord

Sorte = TypeVar("Sorte", bound=Anomalie)
SUITE = " C’est le cas de {combien} de la colonne « {titre} » : {ou}."


def regrouper(anomalies: Sequence[Sorte], lignes: Lignes, seuil: int) -> list[Sorte]:
    """Return the anomalies, each kind that may be told of many cells at once being so from `seuil` on.

    The first of them is kept, with the others' rows: its sentence then says how many there are, and where. An
    answer given to it holds as long as they begin and end at the same rows.
    """
    par_cause: dict[tuple[str, str], list[Sorte]] = {}
    for anomalie in anomalies:
        if anomalie.commune and anomalie.ligne is not None and anomalie.colonne:
            par_cause.setdefault((anomalie.code, anomalie.colonne), []).append(anomalie)
    nombreuses = {cause: fautes for cause, fautes in par_cause.items() if len(fautes) >= seuil}
    seules = [a for a in anomalies if (a.code, a.colonne) not in nombreuses]
    return seules + [_ensemble(fautes, lignes) for fautes in nombreuses.values()]


def _ensemble(fautes: list[Sorte], lignes: Lignes) -> Sorte:
    premiere = min(fautes, key=lambda faute: faute.ligne or 0)
    suites = plages(sorted({faute.ligne for faute in fautes if faute.ligne is not None}))
    return premiere._replace(
        numero=f"{suites[0][0]}-{suites[-1][1]}",
        details={
            **premiere.details,
            "numero": premiere.numero,
            "suite": SUITE,
            "combien": accord(len(fautes), "cellule", "cellules"),
            "ou": situer(lignes, [premiere.colonne or ""], suites),
            "plages": suites,
        },
    )
