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
    Colonne(
        cle="nom",
        entete="Nom",
        genre=Genre.texte,
        largeur=22,
        aide="Obligatoire. Comme sur l’acte de naissance.",
        synonymes=("Nom de famille", "Noms"),
        requise=True,
    ),
    Colonne(
        cle="prenoms",
        entete="Prénoms",
        genre=Genre.texte,
        largeur=26,
        aide="Obligatoire. Tous, dans l’ordre de l’acte.",
        synonymes=("Prénom", "Prénom(s)"),
        requise=True,
    ),
    Colonne(
        cle="naissance_le",
        entete="Date de naissance",
        genre=Genre.date,
        largeur=13,
        aide="Obligatoire. jj/mm/aaaa.",
        synonymes=("Né(e) le", "Naissance", "Date naissance"),
        requise=True,
        naissance=True,
    ),
    Colonne(
        cle="naissance_lieu",
        entete="Lieu de naissance",
        genre=Genre.texte,
        largeur=20,
        aide="Obligatoire.",
        synonymes=("Né(e) à", "Lieu naissance"),
        requise=True,
    ),
    Colonne(
        cle="sexe",
        entete="Sexe",
        genre=Genre.code,
        largeur=14,
        aide="Obligatoire. À choisir dans la liste, ou F, M.",
        synonymes=("Genre",),
        requise=True,
        table=_codes("sexe"),
        abreges={"F": 1, "Femme": 1, "M": 2, "H": 2, "Homme": 2},
    ),
    Colonne(cle="nationalite", entete="Nationalité", genre=Genre.texte, largeur=16, aide="Vide : togolaise."),
    Colonne(
        cle="situation",
        entete="Situation matrimoniale",
        genre=Genre.code,
        largeur=20,
        aide="Obligatoire. À choisir dans la liste.",
        synonymes=("Situation de famille", "Situation"),
        requise=True,
        table=_codes("situation"),
        abreges={"Marié": 2, "Mariée": 2, "Divorcé": 3, "Divorcée": 3, "Veuf": 4, "Veuve": 4},
    ),
    Colonne(
        cle="nom_mere",
        entete="Nom et prénoms de la mère",
        genre=Genre.texte,
        largeur=26,
        aide="Obligatoire.",
        synonymes=("Mère", "Nom de la mère"),
        requise=True,
    ),
    Colonne(
        cle="nom_pere",
        entete="Nom et prénoms du père",
        genre=Genre.texte,
        largeur=26,
        aide="Facultatif.",
        synonymes=("Père", "Nom du père"),
    ),
    Colonne(
        cle="telephone",
        entete="Téléphone",
        genre=Genre.texte,
        largeur=14,
        aide="Facultatif. Huit chiffres.",
        synonymes=("Tél.", "Contact"),
    ),
    Colonne(
        cle="embauche_le",
        entete="Date d’embauche",
        genre=Genre.date,
        largeur=13,
        aide="Obligatoire. jj/mm/aaaa.",
        synonymes=("Date Emb.", "Embauche", "Date embauche"),
        requise=True,
    ),
    Colonne(
        cle="poste",
        entete="Poste occupé",
        genre=Genre.texte,
        largeur=20,
        aide="Obligatoire.",
        synonymes=("Poste", "Emploi", "Fonction"),
        requise=True,
    ),
    Colonne(
        cle="remuneration",
        entete="Rémunération mensuelle",
        genre=Genre.entier,
        largeur=15,
        aide="Obligatoire. En francs entiers.",
        synonymes=("Rémunération", "Salaire", "Salaire mensuel"),
        requise=True,
    ),
    Colonne(
        cle="ancien_numero",
        entete="N° d’assurance déjà connu",
        genre=Genre.numero,
        largeur=17,
        aide="S’il a déjà travaillé ailleurs, zéros de tête compris.",
        synonymes=("N° Assurance", "No. Assurance"),
    ),
)

FORMAT = Format("Travailleurs", COLONNES, repere="nom", temoin="embauche_le")
