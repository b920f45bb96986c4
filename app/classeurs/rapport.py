"""What the check of a workbook says: its anomalies, where they stand, whether one blocks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple, TypeVar

from app.classeurs import dates
from app.classeurs.colonnes import Colonne, Format, Genre
from app.classeurs.lignes import Lignes
from app.classeurs.typographie import francais
from app.regles.francais import abrege

BLOQUANTE, AVERTISSEMENT, INFORMATION = "bloquante", "avertissement", "information"


class SorteDAnomalie(NamedTuple):
    """What is common to all the anomalies of one code; `libelle` is a short title for lists and counts.

    In `message`, `{valeur}` is the cell as people write it, `{titre}` the title of its column, `{choix}` what
    a column of codes takes; other names come from the check. `commune` says of a fault that it is of the cell
    and not of the person: many of a column have one cause, and are told once (see `regrouper`).
    """

    niveau: str
    libelle: str
    message: str
    commune: bool = False


def bloquante(libelle: str, message: str, commune: bool = False) -> SorteDAnomalie:
    """Return what must be mended."""
    return SorteDAnomalie(BLOQUANTE, libelle, message, commune)


def avertissement(libelle: str, message: str, commune: bool = False) -> SorteDAnomalie:
    """Return what must be looked at."""
    return SorteDAnomalie(AVERTISSEMENT, libelle, message, commune)


def information(libelle: str, message: str, commune: bool = False) -> SorteDAnomalie:
    """Return what is good to know, and asks for no answer."""
    return SorteDAnomalie(INFORMATION, libelle, message, commune)


class _Faute(NamedTuple):
    """The fields of an `Anomalie`: a named tuple has no room for what its class alone says."""

    ligne: int | None
    colonne: str | None
    valeur: str
    code: str
    numero: str = ""
    details: Mapping[str, object] = {}


class Anomalie(_Faute):
    """One fault of a workbook; each kind of workbook has its own FORMAT and ANOMALIES.

    `ligne` is the row number in the sender's file as Excel shows it, None for the file as a whole;
    `colonne` a key of the format, or None; `valeur` the cell as it was read; `code` a key of ANOMALIES;
    `numero` what the line is known by. The sentence is only written when it is asked for: a file may have a
    hundred thousand faults.
    """

    __slots__ = ()
    FORMAT: ClassVar[Format]
    ANOMALIES: ClassVar[Mapping[str, SorteDAnomalie]]

    @property
    def _modele(self) -> SorteDAnomalie:
        return self.ANOMALIES[self.code]

    @property
    def propose(self) -> str:
        """Return what may be taken in one tap in place of the value, empty for nothing."""
        return str(self.details.get("propose", ""))

    @property
    def commune(self) -> bool:
        """Return whether many faults of this kind, in a column, are told once."""
        return self._modele.commune

    @property
    def plages(self) -> tuple[tuple[int, int], ...]:
        """Return the rows of an anomaly told of many, first and last of each run; none for that of one."""
        return self.details.get("plages", ())  # type: ignore[return-value]  # written by `plages.plages`

    @property
    def niveau(self) -> str:
        """Return « bloquante », « avertissement » or « information »."""
        return self._modele.niveau

    @property
    def libelle(self) -> str:
        """Return the short title of this kind of anomaly."""
        return self._modele.libelle

    @property
    def _colonne(self) -> Colonne | None:
        return self.FORMAT.par_cle[self.colonne] if self.colonne else None

    @property
    def titre(self) -> str:
        """Return the title of the column, empty for the file as a whole."""
        return self._colonne.entete if self._colonne else ""

    @property
    def valeur_ecrite(self) -> str:
        """Return the cell as people write it: a date that was read is « 02/01/2026 »."""
        date_ = self._colonne is not None and self._colonne.genre is Genre.date
        return dates.jour_ecrit(self.valeur) if date_ else self.valeur

    @property
    def message(self) -> str:
        """Return the French sentence that says what is expected and how to mend it."""
        mots = {
            "valeur": abrege(self.valeur_ecrite),
            "titre": self.titre,
            "choix": self._colonne.choix() if self._colonne else "",
            "numero": self.numero,
            **self.details,
        }
        return francais(f"{self._modele.message}{self.details.get('suite', '')}".format(**mots))

    @property
    def situee(self) -> str:
        """Return the sentence after where it stands: « Ligne 12 : … », « Ensemble du fichier : … »."""
        ou = "Ensemble du fichier" if self.ligne is None else f"Ligne {self.ligne}"
        return francais(f"{ou} : {self.message}")

    @property
    def cle(self) -> str:
        """Return what a justification is kept under: it outlives a new upload of the same workbook."""
        return f"{self.code}:{self.numero[:15] or self.ligne or ''}:{self.colonne or ''}"


Sorte = TypeVar("Sorte", bound=Anomalie)


def trier(anomalies: Iterable[Sorte], format_: Format) -> list[Sorte]:
    """Return the anomalies in order: the file first, then by line and by column of the workbook."""
    rangs = {cle: rang for rang, cle in enumerate(format_.cles)}
    return sorted(anomalies, key=lambda a: (a.ligne or 0, rangs.get(a.colonne or "", -1), a.code))


@dataclass(slots=True)
class Rapport:
    """The outcome of a check. Nothing may be booked from a report that `bloque`."""

    lignes: Lignes
    anomalies: list[Anomalie] = field(default_factory=list)

    @property
    def bloque(self) -> bool:
        """Return whether something must be mended before the workbook can be sent."""
        return any(anomalie.niveau == BLOQUANTE for anomalie in self.anomalies)

    @property
    def bloquantes(self) -> list[Anomalie]:
        """Return the anomalies that must go."""
        return [anomalie for anomalie in self.anomalies if anomalie.niveau == BLOQUANTE]

    @property
    def avertissements(self) -> list[Anomalie]:
        """Return the anomalies to confirm or justify."""
        return [anomalie for anomalie in self.anomalies if anomalie.niveau == AVERTISSEMENT]

    @property
    def informations(self) -> list[Anomalie]:
        """Return what was seen and asks for no answer."""
        return [anomalie for anomalie in self.anomalies if anomalie.niveau == INFORMATION]

    def comptes(self) -> Counter[str]:
        """Return how many anomalies there are of each code."""
        return Counter(anomalie.code for anomalie in self.anomalies)

    def cellule(self, anomalie: Anomalie) -> str:
        """Return where the anomaly stands in the sender's own sheet: « F12 », or nothing.

        A column missing from the file is shown at the one its lines are known by.
        """
        if anomalie.ligne is None:
            return ""
        lettres = self.lignes.lettres
        lettre = lettres.get(anomalie.colonne or "") or lettres.get(self.lignes.FORMAT.repere, "A")
        return f"{lettre}{anomalie.ligne}"
