"""The wages of a career, month by month: they grow, vary, stop at times, and never come twice."""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import NamedTuple

from app.regles import mois
from demonstration.decor import Decor
from demonstration.emplois import Poste
from demonstration.population import Personne

MOIS_COMPLET = 30
HAUSSE_GENERALE, HAUSSE_D_ANCIENNETE = 1028, 1011
"""Growth a year, in thousandths: of all wages, and of who stays in the same job."""
DECEMBRE = 12
OUBLI = 0.012
"""Share of the workers left out of a declaration that is not accepted yet."""


class Paie(NamedTuple):
    """What one month in one job gave: days, ordinary pay, thirteenth month (0 for none), in francs."""

    emploi: Poste
    periode: int
    jours: int
    ordinaire: int
    treizieme: int


def paies(personne: Personne, decor: Decor) -> Iterator[Paie]:
    """Yield the months of a person, in order."""
    vues: set[int] = set()
    for emploi in personne.emplois:
        yield from _de_l_emploi(emploi, decor, vues)


def _de_l_emploi(emploi: Poste, decor: Decor, vues: set[int]) -> Iterator[Paie]:
    entreprise, hasard, derniere = emploi.entreprise, decor.hasard, None
    annee = base = 0
    for periode in mois.suite(emploi.premier, min(emploi.fin, entreprise.derniere_feuille)):
        if periode in emploi.absences or (periode > entreprise.acceptee and hasard.random() < OUBLI):
            continue
        if periode // 100 != annee:
            annee, base = periode // 100, _base(emploi, periode, decor)
        jours, complets = _jours(emploi, periode)
        montant = _du_mois(base, jours, complets, hasard)
        if periode > entreprise.acceptee:
            montant = _a_verifier(montant, derniere, hasard.random())
        else:
            montant = next(m for m in count(montant) if m not in vues)
            vues.add(montant)
        treizieme = base if entreprise.treizieme and periode % 100 == DECEMBRE and jours == complets else 0
        derniere = Paie(emploi, periode, jours, montant, treizieme)
        yield derniere


def _base(emploi: Poste, periode: int, decor: Decor) -> int:
    """Return the pay of a plain month in a year: today's, less the growth since, above the SMIG."""
    avant = max(0, decor.dernier // 100 - periode // 100)
    la = periode // 100 - emploi.entree.year
    montant = emploi.salaire * 1000**avant // HAUSSE_GENERALE**avant
    montant = montant * HAUSSE_D_ANCIENNETE**la // 1000**la
    smig = decor.taux(periode, False).planchers[MOIS_COMPLET]
    return max(montant, smig + smig // 50) // 100 * 100


def _du_mois(base: int, jours: int, complets: int, hasard: Random) -> int:
    """Return the pay of a month with what varies in it; a full month may fall short, once in a while."""
    montant = base + hasard.randrange(base // 12)
    if jours < complets:
        return montant * jours // MOIS_COMPLET
    return montant * 3 // 5 if hasard.random() < 0.0008 else montant


def _jours(emploi: Poste, periode: int) -> tuple[int, int]:
    """Return the days of the job in the month, and those of a full one (30, less in February)."""
    fin = mois.dernier_jour(periode).day
    debut = emploi.entree.day if periode == emploi.premier else 1
    if emploi.sortie and periode == emploi.fin:
        fin = emploi.sortie.day
    return min(fin - debut + 1, MOIS_COMPLET), min(mois.dernier_jour(periode).day, MOIS_COMPLET)


def _a_verifier(montant: int, derniere: Paie | None, sort: float) -> int:
    """Return a pay not yet accepted: most often last month's, at times one that the check will ask about."""
    if sort > 0.97:
        return montant * 3 // 2
    return derniere.ordinaire if derniere and sort < 0.7 and derniere.jours >= MOIS_COMPLET else montant
