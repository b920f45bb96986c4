"""Values beside their titles: rows that slid by a column or two, two columns exchanged.

Such a row has a fault in each of its cells. What one move would make right, on all the rows that something
blocks, is looked for: the move is then told once, in place of all that it makes wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

from app.classeurs.colonnes import Genre
from app.classeurs.dates import jour_ecrit
from app.classeurs.rapport import BLOQUANTE
from app.regles.cotisations import BRANCHES
from app.regles.francais import abrege, accord
from app.services.dnr.cellules import Cellules
from app.services.dnr.colonnes import CLES, COLONNES, PAR_CLE
from app.services.dnr.examen import Examen
from app.services.dnr.rapport import AnomalieDNR
from app.socle import noms

Bloquees = dict[int, set[str]]
"""The columns in which something blocks, by rank of the line."""
PAS = (1, -1, 2, -2)
"""By how many columns rows may have slid, the likeliest first: further is no slip."""
BLOQUEES_MIN = 2
"""Columns that something blocks in a row that slid, and lines that it blocks in a column exchanged."""
PREUVES = 3
"""Values out of place that one move must put right, on all its rows: fewer are chance."""
PROBANTES = {c.cle for c in COLONNES if c.genre is not Genre.texte} - set(BRANCHES)
"""The columns that a value is one of by more than chance: any would do as a text, or as a contribution."""
ECHANTILLON = 100
"""Lines by which a move is chosen, before it is tried on all."""
PARLANTES = ("remuneration", "embauche_le", "numero_assure", *CLES)
"""The columns by which a move is shown, the plainest first."""
_SUITES: Mapping[str, tuple[str, ...]] = {
    "jours": ("remuneration", *BRANCHES),
    "remuneration": BRANCHES,
    "type_assure": BRANCHES,
    "sortie_le": ("motif_sortie",),
}
"""Columns whose faults come of what stands in another."""


class Deplacement(NamedTuple):
    """A move: `sources` gives, by column, the one where its value stands, None where nothing read has it.

    `pas` says by how many columns the values slid, to the right where it is positive; 0 for an exchange.
    """

    pas: int
    sources: Mapping[str, str | None]

    @property
    def restes(self) -> set[str]:
        """Return the columns whose cells, once all is moved, are the value of none."""
        return self.sources.keys() - set(self.sources.values())

    @property
    def touchees(self) -> set[str]:
        """Return the columns in which the move makes something wrong."""
        return set(self.sources).union(*(_SUITES.get(cle, ()) for cle in self.sources))


def expliquer(examen: Examen, anomalies: list[AnomalieDNR]) -> list[AnomalieDNR]:
    """Return the anomalies, those of the lines that a move explains replaced by one for each move."""
    bloquees = _bloquees(examen, anomalies)
    if not bloquees:
        return anomalies
    cellules = Cellules(examen)
    for deplacement, rangs in [*_glissements(cellules, bloquees), *_echanges(cellules, bloquees)]:
        anomalies = _restent(cellules, deplacement, rangs, anomalies)
        anomalies.append(_anomalie(cellules, deplacement, rangs))
    return anomalies


def _bloquees(examen: Examen, anomalies: list[AnomalieDNR]) -> Bloquees:
    par_ligne: dict[int, set[str]] = {}
    for anomalie in anomalies:
        if anomalie.ligne is not None and anomalie.colonne and anomalie.niveau == BLOQUANTE:
            par_ligne.setdefault(anomalie.ligne, set()).add(anomalie.colonne)
    numeros = enumerate(examen.lignes.numeros) if par_ligne else ()
    return {rang: par_ligne[numero] for rang, numero in numeros if numero in par_ligne}


def _glissements(cellules: Cellules, bloquees: Bloquees) -> Iterator[tuple[Deplacement, list[int]]]:
    """Yield how rows slid, and the ranks of their lines, which are taken out of `bloquees`."""
    restantes = {rang: cles for rang, cles in bloquees.items() if len(cles) >= BLOQUEES_MIN}
    possibles = list(_possibles(cellules))
    while restantes and possibles:
        essai = dict(islice(restantes.items(), 0, None, len(restantes) // ECHANTILLON + 1))
        meilleur = max(possibles, key=partial(_note, cellules, essai))
        possibles.remove(meilleur)
        preuves = {rang: _preuves(cellules, meilleur, rang, cles) for rang, cles in restantes.items()}
        rangs = [rang for rang, nombre in preuves.items() if nombre]
        if sum(preuves.values()) >= PREUVES:
            yield meilleur, rangs
            for rang in rangs:
                del restantes[rang], bloquees[rang]
        elif not rangs:
            return


def _possibles(cellules: Cellules) -> Iterator[Deplacement]:
    """Yield every way for a row to have slid from some column on, the fewest columns moved first."""
    cles = {rang: cle for cle, rang in cellules.places.items()}
    for pas in PAS:
        for debut in reversed(range(len(cellules.ordre))):
            deplacees = cellules.ordre[debut:]
            premiere = cellules.places[deplacees[0]]
            ailleurs = {cle: cellules.places[cle] + pas for cle in deplacees}
            sources = {cle: cles.get(rang) if rang >= premiere else None for cle, rang in ailleurs.items()}
            yield Deplacement(pas, sources)


def _preuves(cellules: Cellules, deplacement: Deplacement, rang: int, cles: set[str]) -> int:
    """Return how many values of a line have no place where they stand, and find theirs by a move.

    None where another value then has no place, or where one that does not move, of those that block (`cles`),
    has none: a number unknown to the register is in its place.
    """
    if any(cellules.detonne(cle, rang) for cle in cles - deplacement.sources.keys()):
        return 0
    preuves = 0
    for cle, source in deplacement.sources.items():
        if source is None:
            continue
        valeur = cellules.valeur(source, rang)
        if not cellules.convient(cle, valeur):
            return 0
        preuves += valeur != "" and cle in PROBANTES and cellules.detonne(source, rang)
    return preuves


def _note(cellules: Cellules, essai: Bloquees, deplacement: Deplacement) -> tuple[int, int]:
    """Return how much speaks for a move on some lines, then how many of them it explains."""
    expliquees = [rang for rang, cles in essai.items() if _preuves(cellules, deplacement, rang, cles)]
    return sum(_indices(cellules, deplacement, rang) for rang in expliquees), len(expliquees)


def _indices(cellules: Cellules, deplacement: Deplacement, rang: int) -> int:
    """Return how much speaks for a move on a line.

    No cell is left aside and no value lost that a line needs; what does not move is in its place; either name
    is the register's.
    """
    sources = deplacement.sources
    restent = [cle for cle in cellules.ordre if cle not in sources]
    indices = [
        not any(cellules.valeur(cle, rang) for cle in deplacement.restes),
        not any(PAR_CLE[cle].requise for cle, source in sources.items() if source is None),
        all(cellules.convient(cle, cellules.valeur(cle, rang)) for cle in restent),
    ]
    if inscrit := cellules.examen.inscrits[rang]:
        for cle, attendu in (("nom", inscrit.nom), ("prenoms", inscrit.prenoms)):
            lu = cellules.valeur(sources.get(cle, cle), rang)
            indices.append(noms.cle(str(lu)) == noms.cle(attendu))
    return sum(indices)


def _echanges(cellules: Cellules, bloquees: Bloquees) -> Iterator[tuple[Deplacement, list[int]]]:
    """Yield the columns exchanged with another on most lines, and the ranks of those lines."""
    for cle in cellules.ordre:
        fautives = [rang for rang, cles in bloquees.items() if cle in cles and cellules.detonne(cle, rang)]
        if len(fautives) < BLOQUEES_MIN or 2 * len(fautives) <= len(cellules.lignes):
            continue
        essai = fautives[:: len(fautives) // ECHANTILLON + 1]
        for autre in _voisines(cellules, cle):
            if 2 * len(_echangees(cellules, bloquees, (cle, autre), essai)) > len(essai):
                rangs = _echangees(cellules, bloquees, (cle, autre), fautives)
                deplacement = Deplacement(0, {cle: autre, autre: cle})
                yield deplacement, rangs
                for rang in rangs:
                    bloquees[rang] -= deplacement.touchees
                break


def _voisines(cellules: Cellules, cle: str) -> list[str]:
    """Return the columns that one may be exchanged with, the nearest first."""
    autres = (autre for autre in cellules.ordre if autre != cle and _discernables(cle, autre))
    return sorted(autres, key=lambda autre: abs(cellules.places[autre] - cellules.places[cle]))


def _discernables(une: str, autre: str) -> bool:
    """Return whether an exchange of two columns can be seen: any value will do as a text."""
    genres = {PAR_CLE[une].genre, PAR_CLE[autre].genre}
    return genres == {Genre.texte, Genre.numero} or genres.isdisjoint({Genre.texte, Genre.numero})


def _echangees(
    cellules: Cellules, bloquees: Bloquees, colonnes: tuple[str, str], rangs: Sequence[int]
) -> list[int]:
    """Return the ranks, among some where the first column is wrong, of the lines that an exchange puts right.

    Where the first is blank, the second must be wrong too: else it may only have been left blank.
    """
    cle, autre = colonnes
    trouvees = []
    for rang in rangs:
        ici, la = cellules.valeur(cle, rang), cellules.valeur(autre, rang)
        vraisemblable = la != "" and (ici != "" or autre in bloquees[rang])
        if vraisemblable and cellules.convient(cle, la) and cellules.convient(autre, ici):
            trouvees.append(rang)
    return trouvees


def _restent(
    cellules: Cellules, deplacement: Deplacement, rangs: Sequence[int], anomalies: list[AnomalieDNR]
) -> list[AnomalieDNR]:
    """Return the anomalies that a move does not make: of other lines or columns, of other workers missing."""
    numeros, touchees = {cellules.lignes.numeros[rang] for rang in rangs}, deplacement.touchees
    source = deplacement.sources.get("numero_assure")
    caches = {str(cellules.valeur(source, rang)) for rang in rangs} if source else set()

    def due(anomalie: AnomalieDNR) -> bool:
        if anomalie.ligne is not None:
            return anomalie.ligne in numeros and anomalie.colonne in touchees
        if anomalie.code == "noms_vides":
            return "nom" in touchees
        return anomalie.code == "salarie_manquant" and anomalie.valeur in caches

    return [anomalie for anomalie in anomalies if not due(anomalie)]


def _anomalie(cellules: Cellules, deplacement: Deplacement, rangs: Sequence[int]) -> AnomalieDNR:
    """Return what is told of a move: where it is, how many lines it is on, a value that shows it."""
    cles = sorted(deplacement.sources, key=cellules.places.__getitem__)
    details = {
        "combien": accord(len(rangs), "ligne", "lignes"),
        "exemple": _exemple(cellules, deplacement, rangs[0]),
    }
    if not deplacement.pas:
        autre = PAR_CLE[cles[1]].entete
        return cellules.examen.ensemble(rangs, cles[:1], "colonnes_echangees", autre=autre, **details)
    colonnes = abs(deplacement.pas)
    details |= {
        "de": "d’une colonne" if colonnes == 1 else f"de {colonnes} colonnes",
        "cote": "droite" if deplacement.pas > 0 else "gauche",
    }
    return cellules.examen.ensemble(rangs, cles, "colonnes_decalees", **details)


def _exemple(cellules: Cellules, deplacement: Deplacement, rang: int) -> str:
    """Return where a value of a line is, and where it should be."""
    sources = ((cle, deplacement.sources.get(cle)) for cle in PARLANTES)
    cle, source = next((c, s) for c, s in sources if s and cellules.valeur(s, rang) != "")
    valeur = abrege(jour_ecrit(str(cellules.valeur(source, rang))))
    return f"« {valeur} » est sous « {PAR_CLE[source].entete} » au lieu de « {PAR_CLE[cle].entete} »"
