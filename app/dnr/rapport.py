"""What the check of a declaration says: its anomalies, its lines against the previous ones, its totals."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.dnr.anomalies import ANOMALIES, BLOQUANTE
from app.dnr.colonnes import CLES, PAR_CLE
from app.dnr.lignes import Lignes
from app.dnr.typographie import francais
from app.regles.cotisations import Cotisation

NOUVELLE, MODIFIEE, INCHANGEE = "nouvelle", "modifiee", "inchangee"
_RANGS = {cle: rang for rang, cle in enumerate(CLES)}


class Anomalie(NamedTuple):
    """One fault of a declaration.

    `ligne` is the row number in the employer's file as Excel shows it, None for the file as a whole;
    `colonne` a key of COLONNES, or None; `valeur` the cell as it was read; `code` a key of ANOMALIES;
    `numero` the insured number of the line. The sentence is only written when it is asked for: a file may
    have a hundred thousand faults.
    """

    ligne: int | None
    colonne: str | None
    valeur: str
    code: str
    numero: str = ""
    details: Mapping[str, object] = {}

    @property
    def niveau(self) -> str:
        """Return « bloquante » or « avertissement »."""
        return ANOMALIES[self.code].niveau

    @property
    def libelle(self) -> str:
        """Return the short title of this kind of anomaly."""
        return ANOMALIES[self.code].libelle

    @property
    def message(self) -> str:
        """Return the French sentence that says what is expected and how to mend it."""
        titre = PAR_CLE[self.colonne].entete if self.colonne else ""
        mots = {"valeur": _abrege(self.valeur), "titre": titre, "numero": self.numero, **self.details}
        return francais(ANOMALIES[self.code].message.format(**mots))

    @property
    def cle(self) -> str:
        """Return what a justification is kept under: it outlives a new upload of the same declaration."""
        return f"{self.code}:{self.numero[:15] or self.ligne or ''}:{self.colonne or ''}"


def ordre(anomalie: Anomalie) -> tuple[int, int, str]:
    """Return the sort key of anomalies: the file first, then by line and by column of the workbook."""
    return anomalie.ligne or 0, _RANGS.get(anomalie.colonne, -1), anomalie.code


@dataclass(frozen=True, slots=True)
class Totaux:
    """The totals of a declaration, in whole francs; `effectif` counts workers once, `lignes` the rows."""

    effectif: int = 0
    lignes: int = 0
    masse_salariale: int = 0
    assiette: int = 0
    rp: int = 0
    pf: int = 0
    pv: int = 0
    amu: int = 0
    part_employeur: int = 0
    part_travailleur: int = 0

    @property
    def total(self) -> int:
        """Return the contributions of all branches together, in francs."""
        return self.rp + self.pf + self.pv + self.amu


@dataclass(slots=True)
class Rapport:
    """The outcome of a check; every sequence has one place a line, in the order of `lignes`.

    `colonnes` holds typed values by key (numbers, codes and amounts as int, dates as date), None where the
    cell was not accepted, and `assure_id`; `cotisations` what is due for each line, None where it cannot be
    computed; `etats` NOUVELLE, MODIFIEE or INCHANGEE. `manquantes` are the (number, nature) of the previous
    declaration that this one leaves out. Nothing may be booked from a report that `bloque`.
    """

    lignes: Lignes
    anomalies: list[Anomalie] = field(default_factory=list)
    colonnes: dict[str, Sequence] = field(default_factory=dict)
    cotisations: list[Cotisation | None] = field(default_factory=list)
    etats: list[str] = field(default_factory=list)
    manquantes: list[tuple[str, int]] = field(default_factory=list)
    totaux: Totaux = Totaux()

    @property
    def bloque(self) -> bool:
        """Return whether something must be mended before the declaration can be sent."""
        return any(anomalie.niveau == BLOQUANTE for anomalie in self.anomalies)

    @property
    def bloquantes(self) -> list[Anomalie]:
        """Return the anomalies that must go."""
        return [anomalie for anomalie in self.anomalies if anomalie.niveau == BLOQUANTE]

    @property
    def avertissements(self) -> list[Anomalie]:
        """Return the anomalies to confirm or justify."""
        return [anomalie for anomalie in self.anomalies if anomalie.niveau != BLOQUANTE]

    def comptes(self) -> Counter:
        """Return how many anomalies there are of each code."""
        return Counter(anomalie.code for anomalie in self.anomalies)

    def cellule(self, anomalie: Anomalie) -> str:
        """Return where the anomaly stands in the employer's own sheet: « F12 », or nothing.

        A column missing from the file is shown at its insured number.
        """
        if anomalie.ligne is None:
            return ""
        lettres = self.lignes.lettres
        return f"{lettres.get(anomalie.colonne) or lettres.get('numero_assure', 'A')}{anomalie.ligne}"


def _abrege(valeur: str) -> str:
    return valeur if len(valeur) <= 60 else valeur[:59] + "…"
