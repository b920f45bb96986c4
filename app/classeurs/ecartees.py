"""The rows under the titles that are no line: totals, titles printed again, headings of a part, who signs."""

import re
from collections.abc import Sequence

from app.classeurs.colonnes import Format, Genre, lettre
from app.classeurs.dates import sans_accents
from app.classeurs.entete import RECONNUES_MIN

Brutes = dict[str, list[object]]
"""The cells under the titles, as they were read, by key of their column."""
Ecartee = tuple[str, str]
"""A row left out: its first cell that is filled, « B14 », and the beginning of what it says."""
TEXTE_MAX = 60
_MOTS = re.compile(
    r"(?:sous|s/)?[\s-]*tota(?:l|ux)(?![a-z])|(?:cumul|report|recapitulatif)(?![a-z])"
    r"|fait (?:a|le) |signature|visa(?![a-z])|cachet|lu et approuve|(?:pour )?l['’]employeur"
    r"|(?:le |la |l['’])(?:direct|gerant|comptable|chef|responsable|president|secretaire|promot)"
)
"""How a row of totals or of signatures begins, in lower case and without accents."""


def trier(
    brutes: Brutes, premiere: int, places: dict[str, int], format_: Format
) -> tuple[Sequence[int], list[Ecartee]]:
    """Return the row numbers of the lines, from that of the first row, and the rows that are no line.

    Empty rows are left out of both. `places` says where each column stands, from 0.
    """
    reperes = brutes[format_.repere]
    if format_.par_cle[format_.repere].genre is Genre.numero and _tous_numerotes(reperes):
        return range(premiere, premiere + len(reperes)), []
    gardees, ecartees = [], []
    for rang, cellules in enumerate(zip(*brutes.values(), strict=True)):
        if _numerote(reperes[rang]):
            gardees.append(premiere + rang)
            continue
        ligne = dict(zip(brutes, cellules, strict=True))
        remplies = [cle for cle, cellule in ligne.items() if str(cellule).strip()]
        if remplies and _n_est_pas_une_ligne(ligne, remplies, format_):
            cle = min(remplies, key=places.__getitem__)
            ecartees.append((f"{lettre(places[cle])}{premiere + rang}", str(ligne[cle]).strip()[:TEXTE_MAX]))
        elif remplies:
            gardees.append(premiere + rang)
    return gardees, ecartees


def _numerote(repere: object) -> bool:
    return str(repere or "")[:1].isdigit()


def _tous_numerotes(reperes: Sequence[object]) -> bool:
    """Return whether each row has its number; those that are text are looked at all together, for speed."""
    textes = [repere for repere in reperes if isinstance(repere, str)]
    return all(reperes) and ("".join(textes).isdigit() or not textes or all(map(_numerote, textes)))


def _n_est_pas_une_ligne(ligne: dict[str, object], remplies: list[str], format_: Format) -> bool:
    """Return whether a row without a number is told to be something else by what it says."""
    if len(format_.reconnaitre(list(ligne.values()))) >= RECONNUES_MIN:
        return True
    if ligne[format_.temoin]:
        return False
    if len(remplies) == 1 and remplies[0] not in format_.requises:
        return True
    return any(_MOTS.match(sans_accents(str(ligne[cle]).strip())) for cle in remplies)
