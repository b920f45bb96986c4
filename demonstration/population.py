"""The insured of the demonstration: who works where, who left, who signs in."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.regles import mois
from app.repertoire.tables import Sexe
from demonstration import emplois
from demonstration.decor import Decor, Entreprise
from demonstration.emplois import Poste
from demonstration.etat_civil import Identite, nommer, numeroter

ANCIENS, DOUBLONS = 240, 6
AGE_DE_RETRAITE, MOIS_AVANT_RETRAITE = 60, 180
DECES, RETRAITE = 104, 108
JOURS_PAR_AN = 365.25
AGENT_CHEZ_ELLE = "meheza@demo.tg"
"""The account by which the fund's agent signs in as an insured person."""
DOUBLON = "Doublon\u00a0: l’autre numéro reste ouvert"


@dataclass(slots=True)
class Personne:
    """An insured person and the jobs, the oldest first; `compte` is the e-mail of who signs in."""

    identite: Identite
    naissance_le: date
    emplois: list[Poste]
    ferme_le: date | None = None
    motif_fermeture: str | None = None
    compte: str | None = None
    id: int = 0
    numero: str = ""

    @property
    def inscription(self) -> date:
        """Return the day of the first hire, that of the closing for an entry made twice by mistake."""
        jour = self.emplois[0].entree if self.emplois else self.ferme_le
        if jour is None:
            raise ValueError("neither hired nor closed")
        return jour


def peupler(decor: Decor) -> list[Personne]:
    """Return everybody, numbered from 1 in the order of their first hire."""
    personnes = [_proche_de_la_retraite(decor), _en_debut_de_carriere(decor)]
    for entreprise in decor.entreprises:
        deja = sum(p.emplois[-1].entreprise is entreprise for p in personnes)
        personnes += _effectif(decor, entreprise, deja)
    personnes += [_ancien(decor) for _ in range(ANCIENS)]
    personnes.sort(key=lambda p: p.emplois[0].entree)
    _reconnaitre_l_agent(personnes)
    personnes += [_doublon(decor, p) for p in decor.hasard.sample(personnes, DOUBLONS)]
    _immatriculer(personnes)
    return personnes


def _effectif(decor: Decor, entreprise: Entreprise, deja: int) -> list[Personne]:
    """Return the workers an employer has today, or had on the day it closed, beyond the `deja` known ones."""
    premier, autres = emplois.fonder(decor, entreprise), range(entreprise.effectif - deja - 1)
    if entreprise.ouverte:
        suivants = [emplois.en_poste(decor, entreprise) for _ in autres]
    else:
        premier.sortie, premier.motif = mois.dernier_jour(entreprise.fin), emplois.CESSATION
        suivants = [emplois.quitte(decor, entreprise, entreprise.fin, emplois.CESSATION) for _ in autres]
    return [_personne(decor, emploi) for emploi in (premier, *suivants)]


def _personne(decor: Decor, emploi: Poste) -> Personne:
    suite = [*emplois.antecedents(decor, emploi), emploi]
    duree = mois.ecart(suite[0].premier, decor.dernier if emploi.sortie is None else emploi.fin) / 12
    age = decor.hasard.uniform(18.2, max(18.5, min(32, AGE_DE_RETRAITE - 1 - duree)))
    naissance = suite[0].entree - timedelta(days=int(age * JOURS_PAR_AN))
    return Personne(nommer(decor, emploi.entreprise.division), naissance, suite)


def _ancien(decor: Decor) -> Personne:
    """Return somebody who works no more: gone elsewhere, retired, or dead and the number closed."""
    fin = mois.plus(decor.dernier, -1 - int(decor.hasard.betavariate(1, 2.5) * 160))
    emploi = emplois.quitte(decor, emplois.recruter(decor, emplois.ouvertes(decor, fin)), fin)
    personne = _personne(decor, emploi)
    if mois.ecart(personne.emplois[0].premier, fin) >= MOIS_AVANT_RETRAITE:
        emploi.motif, emploi.sortie = RETRAITE, mois.dernier_jour(fin)
        personne.naissance_le = date(fin // 100 - AGE_DE_RETRAITE, fin % 100, decor.hasard.randint(1, 28))
    elif decor.hasard.random() < 0.06:
        emploi.motif = DECES
        personne.ferme_le, personne.motif_fermeture = emploi.sortie, "Décès"
    return personne


def _reconnaitre_l_agent(personnes: list[Personne]) -> None:
    """Have the last hired of the women who left their employer be the fund's agent, who works there since."""
    agent = next(
        p
        for p in reversed(personnes)
        if p.emplois[-1].sortie and not p.ferme_le and p.identite.sexe is Sexe.feminin
    )
    agent.identite = agent.identite._replace(nom="Tchalim", prenoms="Mèhèza")
    agent.compte = AGENT_CHEZ_ELLE


def _doublon(decor: Decor, personne: Personne) -> Personne:
    """Return a second number given by mistake to somebody, closed since."""
    jour = decor.aujourd_hui - timedelta(days=decor.hasard.randint(200, 4000))
    return Personne(personne.identite, personne.naissance_le, [], jour, DOUBLON)


def _proche_de_la_retraite(decor: Decor) -> Personne:
    """Return who signs in as assure@demo.tg: 59 years old, two employers, gaps between and within."""
    textile, credit = decor.entreprises[0], decor.entreprises[3]
    depart = mois.dernier_jour(mois.plus(decor.dernier, -221))
    premier = Poste(textile, _jour(decor, 407, 16), 150_000, depart, emplois.DEMISSION)
    second = Poste(credit, _jour(decor, 203, 2), 265_000)
    second.absences = frozenset(mois.suite(mois.plus(decor.dernier, -98), mois.plus(decor.dernier, -93)))
    naissance = mois.premier_jour(mois.plus(decor.dernier, -59 * 12 - 4)) + timedelta(days=11)
    identite = Identite("Amégan", "Kossi Emmanuel", Sexe.masculin, "+22890114257")
    return Personne(identite, naissance, [premier, second], compte="assure@demo.tg")


def _en_debut_de_carriere(decor: Decor) -> Personne:
    """Return who signs in as assure2@demo.tg: six years in one job."""
    emploi = Poste(decor.entreprises[0], _jour(decor, 71, 0), 96_000)
    identite = Identite("Ouro-Gnaou", "Rachidatou", Sexe.feminin, "+22893240618")
    naissance = mois.premier_jour(mois.plus(decor.dernier, -27 * 12 - 8)) + timedelta(days=20)
    return Personne(identite, naissance, [emploi], compte="assure2@demo.tg")


def _jour(decor: Decor, mois_avant: int, decalage: int) -> date:
    return mois.premier_jour(mois.plus(decor.dernier, -mois_avant)) + timedelta(days=decalage)


def _immatriculer(personnes: list[Personne]) -> None:
    """Give each a key and an insured number, and each job its matricule, in the order of hire."""
    for rang, personne in enumerate(personnes, 1):
        personne.id = rang
        personne.numero = numeroter(personne.inscription.year, rang)
    compteurs: dict[int, int] = {}
    for emploi in sorted((e for p in personnes for e in p.emplois), key=lambda e: e.entree):
        rang = compteurs[emploi.entreprise.id] = compteurs.get(emploi.entreprise.id, 0) + 1
        emploi.matricule = f"{rang:04d}"
