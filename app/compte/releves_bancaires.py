"""Statements of the fund's banks: CSV files, each bank's columns under its own names, imported once.

A line is known by what it says and its rank among the lines that say the same: a statement imported again, or
one that overlaps another, adds only what is new. Debits are left aside: nobody pays the fund by them.
"""

import codecs
import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from app import masse
from app.horloge import aujourd_hui
from app.models import Banque, LigneReleve, ReleveBancaire
from app.regles import ecriture

CHAMPS = ("date", "reference", "libelle", "montant")
ENCODAGES = ("utf-8-sig", "cp1252")
LIGNES_D_ENTETE = 40
"""How far down the titles of the columns are looked for: banks write their address first."""
COLONNES = ("releve_id", "banque_id", "empreinte", "le", "reference", "libelle", "montant")
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


class Credit(NamedTuple):
    """A line of a statement: a day, words of the bank, francs received."""

    le: date
    reference: str
    libelle: str
    montant: int


def correspondance(banque: Banque) -> Correspondance:
    """Return how a bank writes its statements, as it was kept."""
    return Correspondance(**(banque.correspondance or {}))


def lire(contenu: bytes, colonnes: Correspondance) -> list[Credit]:
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
            return contenu.decode(encodage)
        except UnicodeDecodeError:
            continue
    raise ReleveIllisible("Ce fichier n’est pas un texte : exportez le relevé en CSV.")


def _chercher_les_titres(rangees: Iterator, colonnes: Correspondance) -> dict[str, int]:
    """Advance past the row of titles and return where each field stands."""
    voulus = {champ: _simple(getattr(colonnes, champ)) for champ in CHAMPS}
    for numero, rangee in rangees:
        titres = [_simple(cellule) for cellule in rangee]
        if set(voulus.values()) <= set(titres):
            return {champ: titres.index(titre) for champ, titre in voulus.items()}
        if numero >= LIGNES_D_ENTETE:
            break
    noms = ", ".join(f"« {getattr(colonnes, champ)} »" for champ in CHAMPS)
    raise ReleveIllisible(
        f"Les colonnes {noms} n’ont pas été trouvées : vérifiez la banque choisie, ou ses colonnes."
    )


def _simple(titre: str) -> str:
    sans_accent = unicodedata.normalize("NFKD", titre).encode("ascii", "ignore").decode()
    return " ".join(sans_accent.lower().split())


def _credit(
    numero: int, rangee: list[str], places: dict[str, int], colonnes: Correspondance
) -> Credit | None:
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
        raise ReleveIllisible(f"Ligne {numero} : la date {ecriture.jour(le)} n’est pas encore venue.")
    return Credit(le, _mots(cellules["reference"], 60), _mots(cellules["libelle"], 200), montant)


def _francs(texte: str, decimales: str) -> int:
    """Return an amount in whole francs; raises ValueError for centimes, a senseless size or anything else."""
    milliers = "." if decimales == "," else ","
    entier, _, reste = ESPACES.sub("", texte).replace(milliers, "").partition(decimales)
    if reste.strip("0") or len(entier) > CHIFFRES:
        raise ValueError(texte)
    return int(entier)


def _mots(texte: str, longueur: int) -> str:
    return ESPACES.sub(" ", texte)[:longueur].strip()


def importer(session, banque: Banque, nom: str, contenu: bytes, par_id: int | None) -> ReleveBancaire:
    """Keep the new credits of a statement and return it; the same file again returns the one already there.

    Does not commit. Raises ReleveIllisible.
    """
    if (releve := connu(session, banque, contenu)) is not None:
        return releve
    empreintes = dict(_empreintes(lire(contenu, correspondance(banque))))
    t = LigneReleve.__table__
    connues = masse.joindre(session, [t.c.banque_id, t.c.empreinte], t.c.empreinte, list(empreintes))
    for banque_id, empreinte in connues:
        if banque_id == banque.id:
            empreintes.pop(empreinte)
    releve = ReleveBancaire(
        banque=banque, sha256=_sha256(contenu), nom=nom[:160], lignes=len(empreintes), par_id=par_id
    )
    session.add(releve)
    session.flush()
    lignes = (
        (releve.id, banque.id, empreinte, c.le.isoformat(), c.reference, c.libelle, c.montant)
        for empreinte, c in empreintes.items()
    )
    masse.inserer(session, t, COLONNES, lignes)
    return releve


def connu(session, banque: Banque, contenu: bytes) -> ReleveBancaire | None:
    """Return the statement already imported from this very file, or None."""
    meme = (ReleveBancaire.banque_id == banque.id, ReleveBancaire.sha256 == _sha256(contenu))
    return session.scalars(select(ReleveBancaire).where(*meme)).one_or_none()


def _sha256(contenu: bytes) -> str:
    return hashlib.sha256(contenu).hexdigest()


def _empreintes(credits_: list[Credit]) -> Iterator[tuple[str, Credit]]:
    """Yield each credit under its fingerprint."""
    rangs: Counter[Credit] = Counter()
    for credit in credits_:
        rangs[credit] += 1
        dit = "\x1f".join((credit.le.isoformat(), *map(str, credit[1:]), str(rangs[credit])))
        yield hashlib.sha256(dit.encode()).hexdigest(), credit
