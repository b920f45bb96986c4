"""The cells of a declaration, tried as values of other columns than those they stand in."""

from datetime import date
from functools import lru_cache

from app.classeurs.cellules import Valeur, lecture
from app.classeurs.colonnes import Genre, place
from app.regles import mois
from app.services.dnr.colonnes import COLONNES, PAR_CLE
from app.services.dnr.cotiser import JOURS_MAX
from app.services.dnr.examen import Examen
from app.socle import noms

CHIFFRES_MIN = 6
"""Figures that make an insured number: fewer are days, a code or the employer's own number."""
ESSAIS_GARDES = 100_000
"""Values whose trial is remembered."""
_ORIGINE = date(1899, 12, 30)


class Cellules:
    """The cells of a declaration, and where its columns stand.

    `places` gives the place of each, from 0, and `ordre` their keys from left to right;
    `convient(cle, valeur)` tells whether a value, in whatever column it stands, may be one of another.
    """

    def __init__(self, examen: Examen):
        self.examen, self.lignes = examen, examen.lignes
        self.places = {cle: place(lettre) for cle, lettre in examen.lignes.lettres.items()}
        self.ordre = sorted(self.places, key=self.places.__getitem__)
        self._lectures = {colonne.cle: lecture(colonne) for colonne in COLONNES}
        self._maximum = examen.contexte.seuil("dnr_remuneration_maximale")
        self._dernier = mois.dernier_jour(examen.contexte.mois)
        self.convient = lru_cache(maxsize=ESSAIS_GARDES)(self._convient)

    def valeur(self, cle: str | None, rang: int) -> Valeur:
        """Return what a cell holds, nothing where it was not read."""
        return self.lignes.colonnes[cle][rang] if cle else ""

    def detonne(self, cle: str, rang: int) -> bool:
        """Return whether a cell holds no value of its own column."""
        return not self.convient(cle, self.valeur(cle, rang))

    def _convient(self, cle: str, valeur: Valeur) -> bool:
        colonne = PAR_CLE[cle]
        if valeur == "":
            return not colonne.requise
        if colonne.genre is Genre.entier:
            return self._est_un_nombre(cle, self._lectures[cle](self._en_nombre(valeur)))
        lue = str(self._lectures[cle](valeur))
        if colonne.genre is Genre.numero:
            return lue.isdecimal() and len(lue) >= CHIFFRES_MIN
        if colonne.genre is Genre.code:
            return lue.isdecimal() and int(lue) in colonne.table
        if colonne.genre is Genre.date:
            return _jour(lue) is not None
        return _jour(lue) is None and (cle == "matricule" or _est_un_nom(lue))

    def _en_nombre(self, valeur: Valeur) -> Valeur:
        """Return the number that a column of dates took for a day to come: 52500 F are a day of 2043."""
        jour = _jour(str(valeur))
        return (jour - _ORIGINE).days if jour and jour > self._dernier else valeur

    def _est_un_nombre(self, cle: str, lu: Valeur) -> bool:
        """Return whether a value may be days, pay (more than any days) or a contribution."""
        if not isinstance(lu, int):
            return False
        if cle == "jours":
            return 0 <= lu <= JOURS_MAX
        return (JOURS_MAX if cle == "remuneration" else -1) < lu <= self._maximum


def _jour(valeur: str) -> date | None:
    """Return the day that a canonical date is; a number of eight figures is none."""
    try:
        return date.fromisoformat(valeur) if "-" in valeur else None
    except ValueError:
        return None


def _est_un_nom(texte: str) -> bool:
    return bool(noms.mots(texte)) and not any(signe.isdigit() for signe in texte)
