"""A job at an employer, and how jobs follow one another backwards in time."""

from dataclasses import dataclass
from datetime import date

from app.regles import mois
from app.services.dnr.codes import TYPE_NORMAL
from demonstration.decor import Decor, Entreprise

TEMPORAIRE = 5
DEMISSION, LICENCIEMENT, CESSATION, FIN_DE_CONTRAT = 102, 103, 203, 204
INTERRUPTIONS = (0, 0, 1, 2, 3, 5, 8, 14, 26)
"""Months between two jobs, drawn with the same chance each."""
DUREE_MINIMALE = 6
"""Months of a job that is over, so that its first and last month are two."""


@dataclass(slots=True)
class Poste:
    """A job, with its pay of a month in francs of today; `absences` are the months without a declaration."""

    entreprise: Entreprise
    entree: date
    salaire: int
    sortie: date | None = None
    motif: int | None = None
    type_assure: int = TYPE_NORMAL
    absences: frozenset[int] = frozenset()
    matricule: str = ""

    @property
    def premier(self) -> int:
        """The month of the hire."""
        return mois.de_date(self.entree)

    @property
    def fin(self) -> int:
        """The last month with wages."""
        return mois.de_date(self.sortie) if self.sortie else self.entreprise.fin


def fonder(decor: Decor, entreprise: Entreprise) -> Poste:
    """Return the job of the first worker, who was there every month: no month of the employer is empty."""
    return Poste(entreprise, mois.premier_jour(entreprise.premier), _salaire(decor, entreprise))


def en_poste(decor: Decor, entreprise: Entreprise) -> Poste:
    """Return a job held today."""
    nouveau = decor.hasard.random() < 0.03
    anciennete = _duree(decor, min(3, entreprise.mois) if nouveau else entreprise.mois)
    entree = decor.jour_du_mois(mois.plus(entreprise.fin, -anciennete))
    recent = anciennete < 24 and decor.hasard.random() < 0.4
    return _absenter(
        decor,
        Poste(
            entreprise, entree, _salaire(decor, entreprise), type_assure=TEMPORAIRE if recent else TYPE_NORMAL
        ),
    )


def quitte(decor: Decor, entreprise: Entreprise, fin: int, motif: int | None = None) -> Poste:
    """Return a job left in the month `fin`, for a reason drawn where none is given."""
    duree = max(DUREE_MINIMALE, _duree(decor, entreprise.mois))
    premier = max(entreprise.premier, mois.plus(fin, -duree))
    motif = motif or decor.hasard.choice((DEMISSION, DEMISSION, LICENCIEMENT, FIN_DE_CONTRAT))
    entree, sortie = decor.jour_du_mois(premier), mois.dernier_jour(fin)
    if motif == DEMISSION:
        sortie = sortie.replace(day=decor.hasard.randint(5, sortie.day))
    return _absenter(decor, Poste(entreprise, entree, _salaire(decor, entreprise), sortie, motif))


def antecedents(decor: Decor, emploi: Poste) -> list[Poste]:
    """Return the jobs held before `emploi`, the oldest first, less well paid and elsewhere."""
    suite = [emploi]
    while decor.hasard.random() < 0.45:
        fin = mois.plus(suite[0].premier, -1 - decor.hasard.choice(INTERRUPTIONS))
        recruteurs = ouvertes(decor, fin)
        if not recruteurs:
            break
        ancien = quitte(decor, recruter(decor, recruteurs), fin)
        ancien.salaire = suite[0].salaire * decor.hasard.randint(70, 105) // 100
        suite.insert(0, ancien)
    return suite[:-1]


def ouvertes(decor: Decor, periode: int) -> list[Entreprise]:
    """Return the larger employers from which somebody could leave in the month."""
    depuis = mois.plus(periode, -DUREE_MINIMALE)
    return [e for e in decor.entreprises if e.effectif > 5 and e.premier <= depuis and periode <= e.fin]


def recruter(decor: Decor, entreprises: list[Entreprise]) -> Entreprise:
    """Return one of the employers, the larger ones more often."""
    return decor.hasard.choices(entreprises, [e.effectif for e in entreprises])[0]


def _duree(decor: Decor, maximum: int) -> int:
    """Return months under `maximum`, short ones more often."""
    return int(decor.hasard.betavariate(1.1, 2.2) * maximum)


def _salaire(decor: Decor, entreprise: Entreprise) -> int:
    return int(entreprise.salaire * decor.hasard.lognormvariate(0, 0.42))


def _absenter(decor: Decor, emploi: Poste) -> Poste:
    """Take a few months without pay out of some of the longer jobs, never among the last ones."""
    duree = mois.ecart(emploi.premier, emploi.fin)
    if duree >= 36 and decor.hasard.random() < 0.35:
        debut = mois.plus(emploi.premier, decor.hasard.randint(6, duree - 18))
        emploi.absences = frozenset(mois.suite(debut, mois.plus(debut, decor.hasard.randrange(4))))
    return emploi
