"""The lines of a workbook as they were read or typed: columns of canonical values, one place a line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from app.classeurs.cellules import Valeur, canoniser
from app.classeurs.colonnes import Format, lettre
from app.classeurs.refus import FichierRefuse
from app.socle.horloge import aujourd_hui


@dataclass(slots=True)
class Lignes:
    """What a file or a form holds, before any check; each kind of workbook has its own FORMAT.

    `colonnes` gives, for every key of the format, the canonical values (see `cellules`) in the order of
    `numeros`, the row numbers as Excel shows them; `lettres` the letter of each column present in the file;
    `feuille` the sheet that was read (empty for a csv or a form); `entete` the row of the titles, 0 for a
    form. `masquees` are the row numbers of the hidden rows read, `ecartees` the rows that are no line, left
    out; `titre` is what the sheet says above its titles, the beginning of it. `autres` are the sheets that
    may be read instead, and `a_choisir` tells that nothing says which of them is meant. `nommees` are the
    titles of which the sender said something, each with the key of a column, empty for one not to read.
    """

    FORMAT: ClassVar[Format]

    numeros: Sequence[int]
    colonnes: dict[str, Sequence[Valeur]]
    lettres: dict[str, str] = field(default_factory=dict)
    feuille: str = ""
    entete: int = 0
    masquees: Sequence[int] = ()
    ecartees: Sequence[tuple[str, str]] = ()
    titre: str = ""
    autres: Sequence[str] = ()
    a_choisir: bool = False
    nommees: Sequence[tuple[str, str]] = ()

    def colonne(self, cle: str) -> Sequence[str]:
        """Return the values of a column that holds text alone, of every kind but whole numbers."""
        return self.colonnes[cle]  # type: ignore[return-value]  # canonical: only whole numbers are no text

    def exiger_une_feuille(self) -> Self:
        """Return the lines; raise FichierRefuse when several sheets may be the one meant."""
        if self.a_choisir:
            noms = ", ".join(f"« {nom} »" for nom in (self.feuille, *self.autres))
            raise FichierRefuse("feuille_a_choisir", feuilles=noms)
        return self

    def __len__(self) -> int:
        return len(self.numeros)

    @classmethod
    def saisies(cls, lignes: Iterable[Mapping[str, object]]) -> Self:
        """Return the lines typed in a form: one mapping a line by key of a column, numbered from 1."""
        lignes, annee = list(lignes), aujourd_hui().year
        colonnes = {
            c.cle: canoniser(c, [_tapee(ligne, c.cle) for ligne in lignes], annee)
            for c in cls.FORMAT.colonnes
        }
        lettres = {cle: lettre(i) for i, cle in enumerate(cls.FORMAT.cles)}
        return cls(range(1, len(lignes) + 1), colonnes, lettres)

    def textes(self, rang: int) -> dict[str, str]:
        """Return the line at `rang` (from 0) as text by key, as a form shows it again."""
        return {cle: str(self.colonnes[cle][rang]) for cle in self.FORMAT.cles}


def _tapee(ligne: Mapping[str, object], cle: str) -> object:
    valeur = ligne.get(cle)
    return "" if valeur is None else valeur
