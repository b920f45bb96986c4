"""The columns of the workbook of workers to register; what each takes is said by the form of one worker."""

import enum

from app.classeurs.colonnes import Colonne, Format, Genre
from app.demandes.colonnes_communes import SituationMatrimoniale
from app.repertoire.tables import Sexe

ENUMERATIONS: dict[str, type[enum.Enum]] = {"sexe": Sexe, "situation": SituationMatrimoniale}
"""What the columns of codes mean: the first member is code 1."""


def _codes(cle: str) -> dict[int, str]:
    return {code: membre.value for code, membre in enumerate(ENUMERATIONS[cle], 1)}


def membre(cle: str, code: str) -> str | None:
    """Return the name of the member that a code of a column means; None for no code of it."""
    noms = {str(rang): m.name for rang, m in enumerate(ENUMERATIONS[cle], 1)}
    return noms.get(code)


COLONNES = (
    Colonne("nom", "Nom", Genre.texte, 22, "Obligatoire. Comme sur l’acte de naissance.",
            ("Nom de famille", "Noms"), requise=True),
    Colonne("prenoms", "Prénoms", Genre.texte, 26, "Obligatoire. Tous, dans l’ordre de l’acte.",
            ("Prénom", "Prénom(s)"), requise=True),
    Colonne("naissance_le", "Date de naissance", Genre.date, 13, "Obligatoire. jj/mm/aaaa.",
            ("Né(e) le", "Naissance", "Date naissance"), requise=True, naissance=True),
    Colonne("naissance_lieu", "Lieu de naissance", Genre.texte, 20, "Obligatoire.",
            ("Né(e) à", "Lieu naissance"), requise=True),
    Colonne("sexe", "Sexe", Genre.code, 14, "Obligatoire. À choisir dans la liste, ou F, M.", ("Genre",),
            requise=True, table=_codes("sexe"), abreges={"F": 1, "Femme": 1, "M": 2, "H": 2, "Homme": 2}),
    Colonne("nationalite", "Nationalité", Genre.texte, 16, "Vide : togolaise."),
    Colonne("situation", "Situation matrimoniale", Genre.code, 20, "Obligatoire. À choisir dans la liste.",
            ("Situation de famille", "Situation"), requise=True, table=_codes("situation"),
            abreges={"Marié": 2, "Mariée": 2, "Divorcé": 3, "Divorcée": 3, "Veuf": 4, "Veuve": 4}),
    Colonne("nom_mere", "Nom et prénoms de la mère", Genre.texte, 26, "Obligatoire.",
            ("Mère", "Nom de la mère"), requise=True),
    Colonne("nom_pere", "Nom et prénoms du père", Genre.texte, 26, "Facultatif.", ("Père", "Nom du père")),
    Colonne("telephone", "Téléphone", Genre.texte, 14, "Facultatif. Huit chiffres.", ("Tél.", "Contact")),
    Colonne("embauche_le", "Date d’embauche", Genre.date, 13, "Obligatoire. jj/mm/aaaa.",
            ("Date Emb.", "Embauche", "Date embauche"), requise=True),
    Colonne("poste", "Poste occupé", Genre.texte, 20, "Obligatoire.", ("Poste", "Emploi", "Fonction"),
            requise=True),
    Colonne("remuneration", "Rémunération mensuelle", Genre.entier, 15, "Obligatoire. En francs entiers.",
            ("Rémunération", "Salaire", "Salaire mensuel"), requise=True),
    Colonne("ancien_numero", "N° d’assurance déjà connu", Genre.numero, 17,
            "S’il a déjà travaillé ailleurs, zéros de tête compris.", ("N° Assurance", "No. Assurance")),
)  # fmt: skip

FORMAT = Format("Travailleurs", COLONNES, repere="nom", temoin="embauche_le")
