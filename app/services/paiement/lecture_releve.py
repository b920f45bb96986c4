"""A bank's statement read: a CSV file, each bank's columns under its own titles, to whole francs received.

Debits are left aside: nobody pays the fund by them.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from app.regles import francais
from app.socle.horloge import aujourd_hui
from app.socle.saisie import nettoyer

CHAMPS = ("date", "reference", "libelle", "montant")
EXTENSIONS = ".csv,.txt"
ENCODAGES = ("utf-8-sig", "cp1252")
LIGNES_D_ENTETE = 40
"""How far down the titles of the columns are looked for: banks write their address first."""
SEPARATEURS = {";": "Point-virgule", ",": "Virgule", "\t": "Tabulation", "|": "Barre verticale"}
"""What may stand between two columns, and its name."""
TITRES, TITRE = 15, 40
"""Titles of a file that are quoted, and letters of each."""
CHIFFRES = 13
"""Signs of the greatest amount that is read: a thousand billions."""
ESPACES = re.compile(r"[\s\u00a0\u202f]+")


class ReleveIllisible(ValueError):
    """The file is not this bank's statement; the message is a French sentence that says where."""


@dataclass(frozen=True)
class Correspondance:
    """How a bank writes its statements: the titles of its columns, its dates and decimals.

    `montant` is the column of credits; a bank that signs its amounts gives the one column of both.
    """

    date: str = "Date"
    reference: str = "Référence"
    libelle: str = "Libellé"
    montant: str = "Crédit"
    separateur: str = ";"
    format_date: str = "%d/%m/%Y"
    decimales: str = ","


class CreditLu(NamedTuple):
    """A line of a statement: a day, words of the bank, francs received."""

    le: date
    reference: str
    libelle: str
    montant: int


def lire(contenu: bytes, colonnes: Correspondance) -> list[CreditLu]:
    """Return the credits of a statement; raises ReleveIllisible."""
    if not contenu.strip():
        raise ReleveIllisible("Ce fichier est vide : exportez de nouveau le relevé de la banque.")
    rangees = enumerate(csv.reader(io.StringIO(_decoder(contenu)), delimiter=colonnes.separateur), 1)
    try:
        places = _chercher_les_titres(rangees, colonnes)
        credits_ = [_credit(numero, rangee, places, colonnes) for numero, rangee in rangees if any(rangee)]
    except csv.Error:
        raise ReleveIllisible("Ce fichier n’est pas un tableau : exportez le relevé en CSV.") from None
    return [c for c in credits_ if c is not None and c.montant > 0]


def _decoder(contenu: bytes) -> str:
    marque = contenu.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encodage in ("utf-16",) if marque else ENCODAGES:
        try:
            return nettoyer(contenu.decode(encodage))
        except UnicodeDecodeError:
            continue
    raise ReleveIllisible("Ce fichier n’est pas un texte : exportez le relevé en CSV.")


def _chercher_les_titres(rangees: Iterator, colonnes: Correspondance) -> dict[str, int]:
    """Advance past the row of titles and return where each field stands."""
    voulus = {champ: _simple(getattr(colonnes, champ)) for champ in CHAMPS}
    vues: list[list[str]] = [[]]
    for numero, rangee in rangees:
        titres = [_simple(cellule) for cellule in rangee]
        if set(voulus.values()) <= set(titres):
            return {champ: titres.index(titre) for champ, titre in voulus.items()}
        vues.append(list(filter(None, map(str.strip, rangee))))
        if numero >= LIGNES_D_ENTETE:
            break
    raise ReleveIllisible(
        f"Les colonnes {_citer(getattr(colonnes, champ) for champ in CHAMPS)} n’ont pas été trouvées : "
        f"vérifiez la banque choisie, ou ses colonnes. {_vu(max(vues, key=len), colonnes.separateur)}"
    )


def _vu(titres: list[str], separateur: str) -> str:
    """Return what the file holds where titles were looked for: its widest line, the first of that width."""
    porte = _citer(titres) if len(titres) > 1 else "aucune colonne"
    return f"Avec le séparateur « {SEPARATEURS[separateur]} », ce fichier porte : {porte}."


def _citer(titres: Iterable[str]) -> str:
    return ", ".join(f"« {titre[:TITRE]} »" for titre in islice(titres, TITRES))


def _simple(titre: str) -> str:
    return " ".join(francais.en_ascii(titre).lower().split())


def _credit(
    numero: int, rangee: list[str], places: dict[str, int], colonnes: Correspondance
) -> CreditLu | None:
    """Return a line's credit, None for a line of another kind (a debit, a balance)."""
    cellules = {champ: rangee[i].strip() if i < len(rangee) else "" for champ, i in places.items()}
    if not cellules["montant"] or not cellules["date"]:
        return None
    try:
        le = datetime.strptime(cellules["date"], colonnes.format_date).date()  # noqa: DTZ007 - a day
        montant = _francs(cellules["montant"], colonnes.decimales)
    except ValueError:
        raise ReleveIllisible(
            f"Ligne {numero} : la date « {cellules['date']} » ou le montant « {cellules['montant']} » ne se "
            "lit pas. Corrigez la ligne, ou les colonnes de cette banque dans « Banques et colonnes »."
        ) from None
    if le > aujourd_hui():
        raise ReleveIllisible(f"Ligne {numero} : la date {francais.jour(le)} n’est pas encore venue.")
    return CreditLu(le, _mots(cellules["reference"], 60), _mots(cellules["libelle"], 200), montant)


def _francs(texte: str, decimales: str) -> int:
    """Return an amount in whole francs; raises ValueError for centimes, a senseless size or anything else."""
    milliers = "." if decimales == "," else ","
    entier, _, reste = ESPACES.sub("", texte).replace(milliers, "").partition(decimales)
    if reste.strip("0") or len(entier) > CHIFFRES:
        raise ValueError(texte)
    return int(entier)


def _mots(texte: str, longueur: int) -> str:
    return ESPACES.sub(" ", texte)[:longueur].strip()
