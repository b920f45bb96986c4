"""Which column is which where the titles of a file do not say it: proposed, then named by its sender.

A choice is the key of a column of the format, empty for a column of the file to leave alone.
"""

from collections.abc import Iterable, Mapping, Sequence

from app.classeurs.colonnes import Format, empreinte
from app.socle import noms

MOTS_MIN = 2
"""Words of a known title that must all be in another for it to be proposed: « Salaire » alone says little."""


def lues(intitules: Sequence[str], format_: Format) -> list[str]:
    """Return the key of the column that each title stands for, empty for one that is not read."""
    cles = [""] * len(intitules)
    for cle, places in format_.reconnaitre(intitules).items():
        for place in places:
            cles[place] = cle
    return cles


def proposees(intitules: Sequence[str], format_: Format) -> list[str]:
    """Return what `lues` gives and, for titles not read, the one column still missing that they resemble.

    « Salaire brut imposable » has all the words of « Salaire brut ». Where two titles would be the same
    column, none is proposed.
    """
    cles = lues(intitules, format_)
    libres = [cle for cle in format_.cles if cle not in cles]
    devinees = [
        "" if cle else _ressemble(titre, libres, format_) for titre, cle in zip(intitules, cles, strict=True)
    ]
    return [cle or (d if devinees.count(d) == 1 else "") for cle, d in zip(cles, devinees, strict=True)]


def _ressemble(intitule: str, libres: Sequence[str], format_: Format) -> str:
    """Return the key among `libres` whose title, or a synonym of it, has the most words of this title."""
    mots, meilleures = set(noms.cherches(intitule)), dict[str, int]()
    for cle in libres:
        colonne = format_.par_cle[cle]
        connus = [noms.cherches(titre) for titre in (colonne.entete, *colonne.synonymes)]
        communs = [len(connu) for connu in connus if len(connu) >= MOTS_MIN and mots.issuperset(connu)]
        if communs:
            meilleures[cle] = max(communs)
    premieres = [cle for cle, nombre in meilleures.items() if nombre == max(meilleures.values())]
    return premieres[0] if len(premieres) == 1 else ""


def nommees_ainsi(dites: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return what a file was read with (`Lignes.nommees`) as the format takes it, to read that file again."""
    return {empreinte(titre): cle for titre, cle in dites}


def a_retenir(choix: Mapping[str, str], format_: Format) -> dict[str, str]:
    """Return, of the choices by title, those that the format would not make by itself."""
    nu = format_.nommant({})
    intitules = list(choix)
    seules = dict(zip(intitules, lues(intitules, nu), strict=True))
    return {titre: cle for titre, cle in choix.items() if cle != seules[titre] and empreinte(titre)}
