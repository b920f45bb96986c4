"""A declaration under examination: its cells as numbers and dates, and the anomalies found so far."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property

from app.classeurs.colonnes import Genre
from app.classeurs.plages import plages, situer
from app.regles.cotisations import Cotisation
from app.services.dnr.codes import NATURE_ORDINAIRE, TYPE_NORMAL
from app.services.dnr.colonnes import COLONNES, PAR_CLE
from app.services.dnr.comparer import Evolution, comparer
from app.services.dnr.cotiser import cotiser
from app.services.dnr.faits import ContexteDNR, Inscrit, Precedente
from app.services.dnr.lignes import LignesDNR
from app.services.dnr.proposer import proposer
from app.services.dnr.rapport import AnomalieDNR
from app.socle import noms

_PAR_DEFAUT = {"type_assure": TYPE_NORMAL, "nature": NATURE_ORDINAIRE}


_ABREGE = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.I)


class Examen:
    """What the checks share.

    `typees` holds, by key, a value a line: int, date or str, None for what is unreadable or empty; what is
    unreadable is in `illisibles`, by key, as ranks from 0. `differentes` holds each value once, by key of the
    columns of dates.
    """

    def __init__(self, lignes: LignesDNR, contexte: ContexteDNR):
        self.lignes, self.contexte = lignes, contexte
        self.anomalies: list[AnomalieDNR] = []
        self.illisibles: dict[str, list[int]] = {}
        self.differentes: dict[str, set] = {}
        self.typees = {colonne.cle: self._typer(colonne.cle) for colonne in COLONNES}
        if contexte.alias:
            alias = contexte.alias
            self.typees["numero_assure"] = [alias.get(n, n) for n in self.typees["numero_assure"]]

    def signaler(self, rang: int, colonne: str, code: str, **details: object) -> None:
        """Note an anomaly of the cell `colonne` of the line at `rang` (from 0)."""
        self.anomalies.append(self._anomalie(rang, colonne, code, details))

    def ensemble(
        self, rangs: Sequence[int], colonnes: Sequence[str], code: str, **details: object
    ) -> AnomalieDNR:
        """Return one anomaly of many lines, by ranks in order, from the first of `colonnes` to the last."""
        suites = plages(self.lignes.numeros[rang] for rang in rangs)
        ou = situer(self.lignes, colonnes, suites)
        return self._anomalie(rangs[0], colonnes[0], code, {"ou": ou, "plages": suites, **details})

    def _anomalie(self, rang: int, colonne: str, code: str, details: Mapping[str, object]) -> AnomalieDNR:
        lignes = self.lignes
        return AnomalieDNR(
            ligne=lignes.numeros[rang],
            colonne=colonne,
            valeur=str(lignes.colonnes[colonne][rang]),
            code=code,
            numero=str(self.typees["numero_assure"][rang] or ""),
            details=details,
        )

    def signaler_fichier(self, code: str, valeur: str = "", **details: object) -> None:
        """Note an anomaly of the file as a whole."""
        self.anomalies.append(
            AnomalieDNR(ligne=None, colonne=None, valeur=valeur, code=code, numero=valeur, details=details)
        )

    @cached_property
    def distincts(self) -> set[str]:
        """Return the different insured numbers declared."""
        return set(self.typees["numero_assure"])

    @cached_property
    def inscrits(self) -> list[Inscrit | None]:
        """Return whom the register knows under the number of each line."""
        return list(map(self.contexte.registre.get, self.typees["numero_assure"]))

    @cached_property
    def abreges(self) -> list[int]:
        """Return the ranks of the numbers that Excel wrote « 2,40005E+09 »: nobody knows whose they are."""
        numeros = self.typees["numero_assure"]
        if "".join(self.distincts).isdigit():
            return []
        vus = {numero for numero in self.distincts if _ABREGE.fullmatch(numero)}
        return [rang for rang, numero in enumerate(numeros) if numero in vus]

    @cached_property
    def groupes(self) -> dict[str, list[int]]:
        """Return the ranks of the workers who have several lines, by number; one mistyped is nobody's."""
        if not (self._repetes and self.proposes):
            return self._repetes
        sures = {n: [rang for rang in r if rang not in self.proposes] for n, r in self._repetes.items()}
        return {numero: rangs for numero, rangs in sures.items() if len(rangs) > 1}

    @cached_property
    def _repetes(self) -> dict[str, list[int]]:
        """Return the ranks of the lines that share a number, by number."""
        numeros = self.typees["numero_assure"]
        if len(self.distincts) == len(numeros):
            return {}
        plusieurs = {numero for numero, fois in Counter(numeros).items() if fois > 1 and numero.isdigit()}
        rangs: dict[str, list[int]] = {}
        for rang, numero in enumerate(numeros):
            if numero in plusieurs:
                rangs.setdefault(numero, []).append(rang)
        return rangs

    @cached_property
    def doubles(self) -> dict[int, int]:
        """Return the rank of the first line of a worker and nature, by that of each line that repeats it."""
        natures, doubles = self.typees["nature"], {}
        for rangs in self.groupes.values():
            premiers: dict[int, int] = {}
            for rang in rangs:
                premier = premiers.setdefault(natures[rang], rang)
                if premier != rang and natures[rang] is not None:
                    doubles[rang] = premier
        return doubles

    @cached_property
    def cotisations(self) -> list[Cotisation | None]:
        """Return what is due for each line (see `cotiser`)."""
        return cotiser(self)

    @cached_property
    def precedentes(self) -> Sequence[Precedente | None]:
        """Return the line of the previous declaration that each line continues, or None.

        Where a number is mistyped, that of who is meant.
        """
        if not self.proposes:
            return self._meme_numero
        lignes, natures = list(self._meme_numero), self.typees["nature"]
        for rang, propose in self.proposes.items():
            lignes[rang] = self.contexte.precedentes.get((propose.numero_assure, natures[rang]))
        return lignes

    @cached_property
    def _meme_numero(self) -> Sequence[Precedente | None]:
        if not self.contexte.precedentes:
            return [None] * len(self.lignes)
        cles = zip(self.typees["numero_assure"], self.typees["nature"], strict=True)
        return list(map(self.contexte.precedentes.get, cles))

    @cached_property
    def absents(self) -> dict[str, Precedente]:
        """Return a line of each worker of the previous declaration who neither is on this one nor left."""
        lignes = (p for p in self.contexte.precedentes.values() if p.sortie_le is None)
        return {p.numero_assure: p for p in lignes if p.numero_assure not in self.distincts}

    @cached_property
    def proposes(self) -> dict[int, Precedente]:
        """Return, by rank, who among the `absents` is meant by a number mistyped.

        The register does not know it; or it is of somebody else, and the line names who is missing.
        """
        if not self.absents:
            return {}
        voulus = {noms.cle(absent.nom_entier) for absent in self.absents.values()}
        douteux = {
            rang: (self.typees["numero_assure"][rang], self._nom(rang))
            for rang in self._surprenants()
            if self._est_douteux(rang, voulus)
        }
        return proposer(douteux, self.absents)

    def _surprenants(self) -> list[int]:
        """Return the ranks of the numbers that were not there last month, or are there twice."""
        nouveaux = {rang for rang, precedente in enumerate(self._meme_numero) if precedente is None}
        return sorted(nouveaux.union(*self._repetes.values()))

    def _est_douteux(self, rang: int, voulus: Collection[str]) -> bool:
        """Return whether a number is nobody's, or another's than whom the line names, one of `voulus`."""
        inscrit = self.inscrits[rang]
        if inscrit is None:
            return bool(self.typees["numero_assure"][rang].isdigit())
        nom = noms.cle(self._nom(rang))
        return nom in voulus and nom != noms.cle(f"{inscrit.nom} {inscrit.prenoms}")

    def _nom(self, rang: int) -> str:
        return f"{self.typees['nom'][rang]} {self.typees['prenoms'][rang]}"

    @cached_property
    def evolution(self) -> Evolution:
        """Return what each line is against the one it continues."""
        return comparer(self.typees, self.precedentes)

    def groupe(self, rang: int) -> list[int]:
        """Return the ranks of all the lines of the worker of one line."""
        return self.groupes.get(self.typees["numero_assure"][rang], [rang])

    def _typer(self, cle: str) -> Sequence:
        valeurs = self.lignes.colonnes[cle]
        genre = PAR_CLE[cle].genre
        if isinstance(valeurs, array) or genre in (Genre.texte, Genre.numero):
            return valeurs
        if genre is Genre.entier:
            return self._convertir(cle, valeurs, lambda valeur: valeur if isinstance(valeur, int) else None)
        if genre is Genre.date:
            jours = self._convertir(cle, valeurs, _en_date)
            self.differentes[cle] = set(jours)
            return jours
        table = PAR_CLE[cle].table
        return self._convertir(cle, valeurs, lambda v: int(v) if v.isdecimal() and int(v) in table else None)

    def _convertir(self, cle: str, valeurs: Sequence, convertir: Callable) -> list:
        """Return the values converted, each different one once; note the ranks of those that cannot be."""
        converties = {valeur: convertir(valeur) for valeur in set(valeurs)}
        illisibles = {v for v, convertie in converties.items() if convertie is None and v != ""}
        if "" in converties:
            converties[""] = _PAR_DEFAUT.get(cle)
        if illisibles:
            self.illisibles[cle] = [rang for rang, valeur in enumerate(valeurs) if valeur in illisibles]
        return list(map(converties.__getitem__, valeurs))


def _en_date(valeur: str) -> date | None:
    try:
        return date.fromisoformat(valeur)
    except ValueError:
        return None
