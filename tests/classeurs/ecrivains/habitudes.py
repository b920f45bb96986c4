"""The habits of who fills in wage sheets: how each changes the sheet of the forty, and what is then read.

One table, for who writes the workbooks (see `fabriquer`) and for the tests that read them back.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from babel.dates import format_date

from tests.classeurs.ecrivains.plan import Cellule, Feuille, Nombre

_LU = json.loads(Path(__file__).with_name("lignes.json").read_text(encoding="utf-8"))
TITRES = _LU["titres"]
CLES = ("numero_assure", "nom", "prenoms", "remuneration", "jours", "embauche_le", "type_assure", "nature")
"""The columns of the forty, by their key in the declaration."""
Ligne = Mapping[str, object]
QUARANTE: list[Ligne] = [
    dict(zip(CLES, ligne, strict=True)) | {"embauche_le": date.fromisoformat(ligne[5])}
    for ligne in _LU["lignes"]
]

JOUR_UN = date(1899, 12, 30)
JOUR_UN_DE_1904 = date(1904, 1, 1)
SEIZE_SECONDES = 16 / 86_400
"""What a time zone off by seconds takes from midnight, in days."""


@dataclass(frozen=True)
class Habitude:
    """A sheet as a person leaves it, and what must come of it.

    `lues` are the lines declared, none where the sheet is refused; `dit` the code of each anomaly, with the
    cell where it shows, or that of the refusal; `avant` what was declared the month before, where it matters;
    `classeur` the workbook that has the sheet.
    """

    feuille: Feuille
    dit: Sequence[str] = ()
    lues: Sequence[Ligne] = field(default_factory=lambda: QUARANTE)
    avant: Sequence[Ligne] = ()
    classeur: str = "habitudes"


def tableau(
    lignes: Sequence[Ligne] = QUARANTE,
    colonnes: Sequence[str] = CLES,
    **manieres: Callable[[object], Cellule],
) -> list[list[Cellule]]:
    """Return the titles and the lines, each column of `manieres` written in that manner."""
    titres = [TITRES[CLES.index(cle)] for cle in colonnes]
    return [titres, *([manieres.get(c, _telle_quelle)(ligne[c]) for c in colonnes] for ligne in lignes)]


def _telle_quelle(valeur: object) -> Cellule:
    return valeur


def intitule(titres: Mapping[str, str], **options: object) -> list[list[Cellule]]:
    """Return a table as `tableau` does, some of its titles replaced by others."""
    anciens, *lignes = tableau(**options)
    return [[titres.get(titre, titre) for titre in anciens], *lignes]


def serie(le: date, depuis: date = JOUR_UN) -> int:
    """Return the number by which Excel counts a day."""
    return (le - depuis).days


def avant_minuit(le: date, depuis: date = JOUR_UN) -> Nombre:
    """Return a day as some programs store it, seconds before it begins, and shown as that day."""
    return Nombre(round(serie(le, depuis) - SEIZE_SECONDES, 9), "dd/mm/yyyy")


def de_1904(le: date) -> int:
    """Return the number by which a workbook that counts from 1904 does."""
    return serie(le, JOUR_UN_DE_1904)


def en_lettres(le: date) -> str:
    """Return « 1er janvier 2010 »."""
    return format_date(le, "d MMMM y" if le.day > 1 else "d'er' MMMM y", locale="fr")


def abrege(numero: str) -> str:
    """Return a number as Excel shortens it: « 1,23457E+07 »."""
    return f"{int(numero):.5E}".replace(".", ",")


def en_francs(montant: int) -> str:
    """Return « 60 000 F CFA », with the space that French writes."""
    return f"{montant:,} F CFA".replace(",", "\u00a0")


def avec(rang: int, **faits: object) -> list[Ligne]:
    """Return the forty, one of them with other facts."""
    return [ligne | (faits if i == rang else {}) for i, ligne in enumerate(QUARANTE)]


def sans(*cles: str) -> list[str]:
    """Return the columns of the forty, less some."""
    return [cle for cle in CLES if cle not in cles]


def parmi(*ajouts: tuple[int, list[Cellule]]) -> list[list[Cellule]]:
    """Return the sheet of the forty with rows that are no worker's, each before that row."""
    lignes = tableau()
    for rang, ajout in sorted(ajouts, reverse=True):
        lignes.insert(rang - 1, ajout)
    return lignes


REPETE = [*QUARANTE, QUARANTE[2]]
ARRIVE_LE_24 = avec(39, embauche_le=date(2026, 10, 24))
ARRIVE_EN_SEPTEMBRE = avec(39, embauche_le=date(2026, 9, 24), jours=7)
EMBAUCHE_DEPLACEE = avec(0, embauche_le=date(2022, 1, 1))
NOMS_ENTIERS = [ligne | {"nom": "{nom} {prenoms}".format(**ligne), "prenoms": ""} for ligne in QUARANTE]
SANS_NOMS = [ligne | {"nom": "", "prenoms": ""} for ligne in QUARANTE]
SOUS_TOTAL = ["", "Sous-total atelier", None, 1_000_000]
SIGNATURES = ((43, [None, "Fait à Lomé, le 5 novembre 2026"]), (44, ["Le Directeur", None, "La comptable"]))

HABITUDES = {
    "simple": Habitude(Feuille(tableau())),
    "titre au-dessus": Habitude(Feuille([["SCIERIE DU MONO"], ["Paie d’octobre 2026"], [], *tableau()])),
    "dates en texte": Habitude(Feuille(tableau(embauche_le="{:%d/%m/%Y}".format))),
    "dates en lettres": Habitude(Feuille(tableau(embauche_le=en_lettres))),
    "instants": Habitude(Feuille(tableau(embauche_le="{}T00:00:00.000Z".format))),
    "jours sans format": Habitude(Feuille(tableau(embauche_le=serie))),
    "avant minuit": Habitude(Feuille(tableau(embauche_le=avant_minuit))),
    "dates du Macintosh": Habitude(Feuille(tableau()), classeur="depuis_1904"),
    "jours du Macintosh": Habitude(Feuille(tableau(embauche_le=de_1904)), classeur="depuis_1904"),
    "minuit du Macintosh": Habitude(
        Feuille(tableau(embauche_le=partial(avant_minuit, depuis=JOUR_UN_DE_1904))), classeur="depuis_1904"
    ),
    "sans zéros": Habitude(Feuille(tableau(numero_assure=int))),
    "point zéro": Habitude(Feuille(tableau(numero_assure="{}.0".format))),
    "abrégés": Habitude(
        Feuille(tableau(numero_assure=abrege)),
        dit=["numero_scientifique A2"],
        lues=[ligne | {"numero_assure": abrege(ligne["numero_assure"])} for ligne in QUARANTE],
    ),
    "montants en texte": Habitude(Feuille(tableau(remuneration=en_francs, jours="{} j".format))),
    "sous-total": Habitude(Feuille(parmi((22, SOUS_TOTAL))), dit=["lignes_ecartees"]),
    "titres répétés": Habitude(Feuille(parmi((22, TITRES))), dit=["lignes_ecartees"]),
    "signatures": Habitude(Feuille(parmi((42, []), *SIGNATURES)), dit=["lignes_ecartees"]),
    "doublon": Habitude(Feuille(tableau(REPETE)), dit=["ligne_en_double A42"], lues=REPETE),
    "colonnes déplacées": Habitude(
        Feuille(tableau(REPETE, CLES[::-1])), dit=["ligne_en_double H42"], lues=REPETE
    ),
    "nom et prénoms": Habitude(
        Feuille(intitule({"Nom": "Nom et prénoms"}, lignes=NOMS_ENTIERS, colonnes=sans("prenoms"))),
        lues=NOMS_ENTIERS,
    ),
    "salaire imposable": Habitude(
        Feuille(intitule({"Salaire brut": "Salaire brut imposable"})), dit=["colonnes_manquantes"], lues=[]
    ),
    "sans noms": Habitude(
        Feuille(tableau(colonnes=sans("nom", "prenoms"))),
        dit=["noms_absents"],
        lues=SANS_NOMS,
    ),
    "arrivé le 24": Habitude(
        Feuille(tableau(ARRIVE_LE_24)), dit=["jours_hors_presence E41"], lues=ARRIVE_LE_24
    ),
    "mois partiel repris": Habitude(
        Feuille(tableau(ARRIVE_EN_SEPTEMBRE)),
        dit=["mois_partiel_repris E41"],
        lues=ARRIVE_EN_SEPTEMBRE,
        avant=ARRIVE_EN_SEPTEMBRE,
    ),
    "embauche déplacée": Habitude(
        Feuille(tableau(EMBAUCHE_DEPLACEE)),
        dit=["embauche_changee F2"],
        lues=EMBAUCHE_DEPLACEE,
        avant=QUARANTE,
    ),
    "lignes masquées": Habitude(Feuille(tableau(), masquees=[3, 4, 41]), dit=["lignes_masquees"]),
    "filtrée": Habitude(Feuille(tableau(), masquees=[5, 6, 7], filtree=True), dit=["lignes_masquees"]),
    "protégée": Habitude(Feuille(tableau(), protegee=True)),
    "colonnes en couleur": Habitude(Feuille(tableau(), colorees=range(12))),
    "espace tout en bas": Habitude(Feuille(tableau(), isolees={(1_048_576, 1): " "}), classeur="lointaines"),
    "note au loin": Habitude(Feuille(tableau(), isolees={(3, 16_384): "à revoir"}), classeur="lointaines"),
}


def autre_mois(ecart: int) -> Feuille:
    """Return the sheet of the forty paid that much more."""
    return Feuille(tableau(remuneration=lambda montant: montant + ecart))


MOIS = {"Août 2026": autre_mois(1_000), "Octobre 2026": autre_mois(0), "Septembre 2026": autre_mois(2_000)}
"""Three months in a workbook, on the first of which Excel opens."""
AGENCES = {"Siège": autre_mois(1_000), "Agence": autre_mois(0)}
"""Two sheets that name no month, on the second of which Excel opens."""
