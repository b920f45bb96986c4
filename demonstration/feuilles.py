"""The pay sheets: for each employer and month, the lines and their totals."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from app.regles import mois
from app.regles.cotisations import Cotisation, calculer
from app.services.dnr.codes import NATURE_ORDINAIRE
from app.services.dnr.rapport import TotauxDNR
from demonstration.decor import Decor, Entreprise
from demonstration.emplois import Poste
from demonstration.paies import Paie, paies
from demonstration.population import Personne

TREIZIEME_MOIS = 4


class LigneDePaie(NamedTuple):
    """One line of a sheet: a worker and a nature of pay."""

    personne: Personne
    emploi: Poste
    nature: int
    jours: int
    remuneration: int


@dataclass(slots=True)
class Feuille:
    """A month of an employer. `id` is that of its declaration once accepted."""

    entreprise: Entreprise
    periode: int
    soumise_le: datetime
    prise_en_charge_le: datetime
    decidee_le: datetime
    lignes: list[LigneDePaie] = field(default_factory=list)
    dues: list[Cotisation] = field(default_factory=list)
    totaux: TotauxDNR = TotauxDNR()
    id: int = 0

    @property
    def acceptee(self) -> bool:
        """Whether the fund accepted it: then it is booked."""
        return self.periode <= self.entreprise.acceptee

    @property
    def recente(self) -> bool:
        """Whether it is one of the last thirteen accepted: their lines are kept as they were typed."""
        return self.acceptee and self.periode >= mois.plus(self.entreprise.acceptee, -12)

    def porter(self, personne: Personne, paie: Paie, due: Cotisation) -> None:
        """Add a worker's month and the contribution `due` for it."""
        self.lignes.append(LigneDePaie(personne, paie.emploi, NATURE_ORDINAIRE, paie.jours, paie.ordinaire))
        if paie.treizieme:
            self.lignes.append(LigneDePaie(personne, paie.emploi, TREIZIEME_MOIS, 0, paie.treizieme))
        self.dues.append(due)

    def totaliser(self) -> None:
        """Add up what it holds, once every worker is there."""
        sommes = dict(zip(Cotisation._fields, map(sum, zip(*self.dues, strict=True)), strict=True))
        masse = sum(ligne.remuneration for ligne in self.lignes)
        self.totaux = TotauxDNR(len(self.dues), len(self.lignes), masse, **sommes)


Feuilles = dict[tuple[int, int], Feuille]
"""Sheets by month (yyyymm) and employer's key, in that order."""


def etablir(personnes: list[Personne], decor: Decor) -> Feuilles:
    """Return every sheet, those accepted numbered from 1 in the order of the months."""
    feuilles: Feuilles = {}
    for personne in personnes:
        for paie in paies(personne, decor):
            entreprise = paie.emploi.entreprise
            cle = (paie.periode, entreprise.id)
            if cle not in feuilles:
                feuilles[cle] = _ouvrir(entreprise, paie.periode, decor)
            taux = decor.taux(paie.periode, entreprise.rp_majore)
            due = calculer(paie.ordinaire + paie.treizieme, paie.jours, paie.emploi.type_assure, taux)
            feuilles[cle].porter(personne, paie, due)
    for feuille in feuilles.values():
        feuille.totaliser()
    rangees = dict(sorted(feuilles.items()))
    for rang, feuille in enumerate((f for f in rangees.values() if f.acceptee), 1):
        feuille.id = rang
    return rangees


def _ouvrir(entreprise: Entreprise, periode: int, decor: Decor) -> Feuille:
    """Return an empty sheet, sent from the 2nd to the 8th of the next month and decided two days later."""
    jour = mois.premier_jour(mois.plus(periode, 1)) + timedelta(days=decor.hasard.randint(1, 7))
    envoi, prise, decision = (_instant(jour + timedelta(days=n), decor) for n in range(3))
    return Feuille(entreprise, periode, envoi, prise, decision)


def _instant(jour: date, decor: Decor) -> datetime:
    """Return an instant of office hours that day; nothing happens later than the day of the demonstration."""
    if jour >= decor.aujourd_hui:
        return datetime.combine(decor.aujourd_hui, time.min, UTC)
    return datetime.combine(jour, time(decor.hasard.randint(8, 16), decor.hasard.randrange(60)), UTC)
