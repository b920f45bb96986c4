"""The columns of a kind of workbook, and how their titles are recognised."""

import marshal
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from enum import Enum
from functools import cached_property

CHOIX_NOMMES = 6
"""A table of codes no longer than this is named whole where a code is not one of it."""
TITRE_MAX = 200
"""Characters of a title, at most: what is longer is a text that stands in the row of the titles."""


class Genre(Enum):
    """What kind of value a column holds: it decides how a cell is read and how the model formats it."""

    texte = "texte"
    numero = "numéro"
    entier = "nombre entier"
    date = "date"
    code = "code"


@dataclass(frozen=True, slots=True)
class Colonne:
    """One column: its key in the code, its title in the workbook and how it is filled in.

    `synonymes` are other titles met in payroll software; `table` is the code table of a column of codes, and
    `abreges` other words for its codes; `largeur` is in characters; `naissance` says of a column of dates
    that nobody in it is still to be born.
    """

    cle: str
    entete: str
    genre: Genre
    largeur: int
    aide: str
    synonymes: tuple[str, ...] = ()
    requise: bool = False
    table: Mapping[int, str] = field(default_factory=dict)
    abreges: Mapping[str, int] = field(default_factory=dict)
    naissance: bool = False

    def intitule(self, code: int) -> str:
        """Return a code as the drop-down lists of the model show it: « 1 - Normal/CDI »."""
        return f"{code} - {self.table[code]}"

    def choix(self) -> str:
        """Return what to write in a column of codes: each word of a short table, the ends of a long one."""
        libelles = list(self.table.values())
        if not libelles:
            return ""
        if len(libelles) <= CHOIX_NOMMES:
            return f"écrivez {', '.join(libelles[:-1])} ou {libelles[-1]}"
        premier, dernier = min(self.table), max(self.table)
        return (
            f"choisissez dans la liste, de {premier} ({self.table[premier]}) à {dernier}"
            f" ({self.table[dernier]})"
        )


def empreinte(titre: object) -> str:
    """Return a title without case, accents, punctuation nor brackets: « RP (2 %) » is « rp »."""
    sans_parenthese = re.sub(r"\([^)]*\)?", "", str(titre))
    decompose = unicodedata.normalize("NFKD", sans_parenthese.casefold())
    return "".join(lettre for lettre in decompose if lettre.isalnum() and lettre.isascii())


@dataclass(frozen=True)
class Format:
    """A kind of workbook: its columns in order, and the name of their sheet.

    Each line has its `repere`, near which is shown what concerns a column missing from the file; a row of
    totals has no `temoin`. `nommees` says which column the sender means by a title of his own: its key by
    the print of the title, empty for a column to leave alone (see `nommer`).
    """

    feuille: str
    colonnes: tuple[Colonne, ...]
    repere: str
    temoin: str
    nommees: Mapping[str, str] = field(default_factory=dict, hash=False)

    def nommant(self, nommees: Mapping[str, str]) -> "Format":
        """Return the format with the columns that a sender named, in place of those named before."""
        return replace(self, nommees=dict(nommees))

    @cached_property
    def par_cle(self) -> dict[str, Colonne]:
        """Return the columns by key."""
        return {colonne.cle: colonne for colonne in self.colonnes}

    @cached_property
    def cles(self) -> tuple[str, ...]:
        """Return the keys of the columns, in order."""
        return tuple(self.par_cle)

    @cached_property
    def requises(self) -> tuple[str, ...]:
        """Return the keys of the columns that a workbook cannot do without."""
        return tuple(colonne.cle for colonne in self.colonnes if colonne.requise)

    @cached_property
    def _titres(self) -> dict[str, str]:
        return {empreinte(c.entete): c.cle for c in self.colonnes}

    @cached_property
    def _synonymes(self) -> dict[str, str]:
        return {empreinte(titre): c.cle for c in self.colonnes for titre in (*c.synonymes, c.cle)}

    def reconnaitre(self, titres: Sequence[object]) -> dict[str, list[int]]:
        """Return, for each column recognised in a row of titles, the places (from 0) where it stands.

        What the sender named comes first; then, where the workbook's own title is there, a synonym of it
        elsewhere is left alone.
        """
        ordre = (self.nommees, self._titres, self._synonymes)
        trouvees: list[dict[str, list[int]]] = [{} for _ in ordre]
        for place, titre in enumerate(titres):
            trace = empreinte(titre) if isinstance(titre, str) else ""
            rang = next((rang for rang, connus in enumerate(ordre) if trace in connus), None)
            if rang is not None:
                trouvees[rang].setdefault(ordre[rang][trace], []).append(place)
        nommees, exacts, proches = trouvees
        return {cle: places for cle, places in (proches | exacts | nommees).items() if cle}

    def nommee(self, titre: object) -> str | None:
        """Return what the sender said of a title: the key of a column, empty to leave it alone; else None."""
        return self.nommees.get(empreinte(titre)) if isinstance(titre, str) else None

    def en_clair(self) -> bytes:
        """Return the format as plain bytes, to send to another process."""
        colonnes = [(*astuple(c)[:2], c.genre.value, *astuple(c)[3:]) for c in self.colonnes]
        return marshal.dumps((self.feuille, colonnes, self.repere, self.temoin, dict(self.nommees)))

    @classmethod
    def depuis(cls, clair: bytes) -> "Format":
        """Return the format that `en_clair` wrote."""
        feuille, colonnes, *reste = marshal.loads(clair)  # noqa: S302 - written by `en_clair`, above
        relues = tuple(Colonne(cle, titre, Genre(genre), *autres) for cle, titre, genre, *autres in colonnes)
        return cls(feuille, relues, *reste)


def lettre(place: int) -> str:
    """Return the letter of a column of a sheet counted from 0: 0 is A, 26 is AA."""
    lettres = ""
    place += 1
    while place:
        place, reste = divmod(place - 1, 26)
        lettres = chr(65 + reste) + lettres
    return lettres


def place(lettres: str) -> int:
    """Return the place, from 0, of a column of a sheet: A is 0, AA is 26."""
    rang = 0
    for lettre_ in lettres:
        rang = rang * 26 + ord(lettre_) - 64
    return rang - 1
