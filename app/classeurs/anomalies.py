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
    "lignes_de_total": _a(
        "Ligne de total laissée de côté",
        "La ligne {premiere} est un total et n’a pas été lue comme un travailleur : rien à faire si c’en"
        " est bien un.",
    ),
    "formule_sans_valeur": _b(
        "Formule sans résultat",
        "La cellule « {titre} » contient une formule sans résultat lisible ({valeur}) : écrivez la valeur"
        " elle-même, ou enregistrez à nouveau le classeur dans Excel.",
    ),
    "code_inconnu": _b(
        "Code inconnu",
        "« {valeur} » n’est pas un choix de la colonne « {titre} » : {choix}.",
    ),
}


class Masquees(TypedDict):
    """How many rows are hidden, in words, and the first of them."""

    masquees: str
    premiere: int


def combien(masquees: Sequence[int]) -> Masquees:
    """Return what the sentence on hidden rows tells of their numbers."""
    return {"masquees": accord(len(masquees), "ligne masquée", "lignes masquées"), "premiere": masquees[0]}
