"""The parts of a service's form and pages, from `rubriques` on its model."""

from app.demandes.tables import Demande

Partie = tuple[str, list[str]]


def ranger(modele: type[Demande], cles: list[str]) -> list[Partie]:
    """Return the columns `cles` in titled parts, in the order that the model gives its parts.

    A part runs from the column that opens it to the next that opens one; what comes before any is first.
    """
    parties: dict[str, list[str]] = {"": [], **{ouvre: [] for ouvre in modele.rubriques}}
    courante = ""
    for cle in cles:
        courante = cle if cle in modele.rubriques else courante
        parties[courante].append(cle)
    return [(modele.rubriques.get(ouvre, ""), dedans) for ouvre, dedans in parties.items() if dedans]


def ordonner(modele: type[Demande], cles: list[str]) -> list[str]:
    """Return the columns in the order of their parts."""
    return [cle for _, dedans in ranger(modele, cles) for cle in dedans]


def titres(modele: type[Demande], cles: list[str]) -> dict[str, str]:
    """Return the title that opens at each first column of a titled part."""
    return {dedans[0]: titre for titre, dedans in ranger(modele, cles) if titre}
