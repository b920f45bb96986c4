"""What any workbook may have wrong, and the sentence that says how to mend it."""

from collections.abc import Sequence
from typing import TypedDict

from app.classeurs.rapport import SorteDAnomalie
from app.classeurs.rapport import avertissement as _a
from app.classeurs.rapport import bloquante as _b
from app.regles.francais import accord

COMMUNES: dict[str, SorteDAnomalie] = {
    "lignes_masquees": _a(
        "Lignes masquées lues",
        "Nous avons lu aussi {masquees}, à partir de la ligne {premiere} : supprimez ce qui ne fait pas"
        " partie de l’envoi.",
    ),
    "lignes_ecartees": _a(
        "Ligne qui n’est pas un travailleur",
        "{laissees} : {cellules}. Si un travailleur est parmi elles, inscrivez son numéro et sa date"
        " d’embauche ; sinon, confirmez.",
    ),
    "formule_sans_valeur": _b(
        "Formule sans résultat",
        "La cellule « {titre} » contient une formule sans résultat lisible ({valeur}) : écrivez la valeur"
        " elle-même, ou enregistrez à nouveau le classeur dans Excel.",
        commune=True,
    ),
    "code_inconnu": _b(
        "Code inconnu",
        "« {valeur} » n’est pas un choix de la colonne « {titre} » : {choix}.",
        commune=True,
    ),
}


CITEES = 10
"""How many of the rows left out are named."""


class Ecartees(TypedDict):
    """How many rows are left out, in words, and the cells by which they are found."""

    laissees: str
    cellules: str


def laissees_de_cote(ecartees: Sequence[tuple[str, str]]) -> Ecartees:
    """Return what the sentence on the rows that are no line tells of them (see `ecartees`)."""
    une = "1 ligne n’est pas un travailleur et elle est laissée de côté"
    plusieurs = f"{len(ecartees)} lignes ne sont pas des travailleurs et sont laissées de côté"
    cellules = ", ".join(f"{cellule} (« {texte} »)" for cellule, texte in ecartees[:CITEES])
    reste = len(ecartees) - CITEES
    suite = f" et {accord(reste, 'autre', 'autres')}, jusqu’à {ecartees[-1][0]}" if reste > 0 else ""
    return {"laissees": une if len(ecartees) == 1 else plusieurs, "cellules": cellules + suite}


class Masquees(TypedDict):
    """How many rows are hidden, in words, and the first of them."""

    masquees: str
    premiere: int


def combien(masquees: Sequence[int]) -> Masquees:
    """Return what the sentence on hidden rows tells of their numbers."""
    return {"masquees": accord(len(masquees), "ligne masquée", "lignes masquées"), "premiere": masquees[0]}
