"""What a paper form asks: fields, papers to join, and where to bring it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from operator import attrgetter

from app.documents.rangees import par_deux

COURT, CHOIX_COURT = 80, 28
"""A text, choices, of at most that many characters together fit in half the width."""


class GenreDeSaisie(Enum):
    """What is written in a field."""

    TEXTE = "texte"
    PARAGRAPHE = "paragraphe"
    DATE = "date"
    MOIS = "mois"
    MONTANT = "montant"
    NOMBRE = "nombre"
    CHOIX = "choix"


EXEMPLES = {
    GenreDeSaisie.DATE: "jj/mm/aaaa",
    GenreDeSaisie.MOIS: "mm/aaaa",
    GenreDeSaisie.MONTANT: "en francs CFA",
}
LONGUEURS = {
    GenreDeSaisie.DATE: 10,
    GenreDeSaisie.MOIS: 7,
    GenreDeSaisie.MONTANT: 15,
    GenreDeSaisie.NOMBRE: 10,
}


@dataclass(frozen=True)
class ChampAImprimer:
    """A field: `nom` is its column's, `longueur` its greatest number of characters, `choix` its values."""

    nom: str
    libelle: str
    genre: GenreDeSaisie = GenreDeSaisie.TEXTE
    aide: str = ""
    longueur: int = 0
    choix: tuple[str, ...] = ()
    obligatoire: bool = True

    @property
    def limite(self) -> int:
        """Return the greatest number of characters, 0 where there is none."""
        return LONGUEURS.get(self.genre, self.longueur)

    @property
    def courte(self) -> bool:
        """Say whether half the width is enough."""
        if self.choix:
            return sum(map(len, self.choix)) <= CHOIX_COURT
        return self.genre in LONGUEURS or (self.genre is GenreDeSaisie.TEXTE and 0 < self.longueur <= COURT)

    @property
    def mention(self) -> str:
        """Return the help written under the label."""
        return ", ".join(filter(None, (self.aide, EXEMPLES.get(self.genre, ""))))


@dataclass(frozen=True)
class PieceAJoindre:
    """A paper to join, one of `natures` where there are several; it must be joined or may be."""

    code: str
    libelle: str
    aide: str = ""
    obligatoire: bool = True
    natures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FormulairePapier:
    """An empty form: titled parts of fields, papers to join, where to bring it, where to do it online."""

    titre: str
    public: str
    edite_le: date
    parties: tuple[tuple[str, tuple[ChampAImprimer, ...]], ...]
    pieces: tuple[PieceAJoindre, ...] = ()
    guichets: tuple[str, ...] = ()
    en_ligne: str = ""


def en_rangees(saisies: tuple[ChampAImprimer, ...]) -> list[list[ChampAImprimer]]:
    """Return the fields row by row: two short ones side by side, a long one by itself."""
    return par_deux(saisies, attrgetter("courte"))
