"""Whether an employer may have a quitus social (communiqué of 22 August 2024): a proposal to the agent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.regles import francais, mois
from app.regles.bareme import Bareme
from app.regles.retard import exigible_le


@dataclass(frozen=True, slots=True)
class Dette:
    """What is still owed for one month, in francs."""

    principal: int = 0
    majoration: int = 0

    @property
    def total(self) -> int:
        """The principal and its surcharge."""
        return self.principal + self.majoration


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of an employer; months are yyyymm.

    `premier_mois` is the first month he owes a declaration for, None when he never had a worker; `reprise`
    the month he resumed after a stop; `dispenses` the months without obligation, as those of that stop;
    `ferme_le` the day he ceased for good. `a_l_examen` are months sent that the fund has not decided yet;
    `dettes` holds, by month, what the account still shows unpaid.
    """

    premier_mois: int | None
    declares: frozenset[int] = frozenset()
    a_l_examen: frozenset[int] = frozenset()
    dettes: Mapping[int, Dette] = field(default_factory=dict)
    non_immatricules: int = 0
    reprise: int | None = None
    dispenses: frozenset[int] = frozenset()
    ferme_le: date | None = None


@dataclass(frozen=True, slots=True)
class PropositionDeQuitus:
    """What the rules propose.

    `attestation` is true where only an « attestation d’immatriculation » may be given, for want of the
    months of regularity asked of a new or resuming firm. `motifs` are the French reasons of a refusal, empty
    when eligible; `valable_jusqu_au` is the last day of a quitus given on the day of the decision, None
    otherwise.
    """

    eligible: bool
    mois_non_declares: tuple[int, ...]
    mois_impayes: tuple[int, ...]
    motifs: tuple[str, ...]
    attestation: bool
    total_du: int
    valable_jusqu_au: date | None
    mois_a_l_examen: tuple[int, ...] = ()


def decider(situation: Situation, au: date, bareme: Bareme) -> PropositionDeQuitus:
    """Return the proposal on the day `au`; only months whose due date has passed are asked for.

    Raise AvantPremierTexte, in French, when `au` comes before the rules known.
    """
    textes = bareme.au(au)
    regularite = textes["quitus_regularite"].valeur
    exiges = _mois_exiges(situation, au, bareme)
    absents = [m for m in exiges if m not in situation.declares]
    non_declares = tuple(m for m in absents if m not in situation.a_l_examen)
    a_l_examen = tuple(m for m in absents if m in situation.a_l_examen)
    impayes = tuple(sorted(m for m, dette in situation.dettes.items() if _impaye(m, dette, au, bareme)))
    total_du = sum(situation.dettes[m].total for m in impayes)
    ferme_le = _ferme_le(situation, au)
    nouvelle = not ferme_le and _anciennete(situation, exiges) < regularite
    motifs = (
        *_motif_fermeture(ferme_le),
        *_motif_immatriculation(situation),
        *_motif_declaration(non_declares),
        *_motif_examen(a_l_examen),
        *_motif_paiement(impayes, total_du),
        *_motif_regularite(situation, regularite, nouvelle, bareme),
    )
    fin = None if motifs else fin_de_validite(au, bareme)
    return PropositionDeQuitus(
        eligible=not motifs,
        mois_non_declares=non_declares,
        mois_impayes=impayes,
        motifs=motifs,
        attestation=nouvelle,
        total_du=total_du,
        valable_jusqu_au=fin,
        mois_a_l_examen=a_l_examen,
    )


def fin_de_validite(au: date, bareme: Bareme) -> date:
    """Return the last day of a quitus given on the day `au`."""
    return mois.decaler(au, bareme.au(au)["quitus_validite"].valeur)


def _mois_exiges(situation: Situation, au: date, bareme: Bareme) -> list[int]:
    """Return the months of obligation whose due date has passed, the oldest first."""
    if situation.premier_mois is None:
        return []
    dernier = mois.de_date(min(au, situation.ferme_le or au))
    return [
        m
        for m in mois.suite(situation.premier_mois, dernier)
        if m not in situation.dispenses and exigible_le(m, bareme) < au
    ]


def _impaye(periode: int, dette: Dette, au: date, bareme: Bareme) -> bool:
    return dette.total > 0 and exigible_le(periode, bareme) < au


def _anciennete(situation: Situation, exiges: list[int]) -> int:
    """Return how many months have been asked for since the firm began, or resumed."""
    debut = situation.reprise or situation.premier_mois
    return sum(m >= debut for m in exiges) if debut else 0


def _ferme_le(situation: Situation, au: date) -> date | None:
    """Return the day the employer ceased, None where he goes on the day `au`."""
    return situation.ferme_le if situation.ferme_le and situation.ferme_le <= au else None


def _motif_fermeture(ferme_le: date | None) -> list[str]:
    return [f"L’employeur a cessé son activité le {francais.jour(ferme_le)}."] if ferme_le else []


def _motif_immatriculation(situation: Situation) -> list[str]:
    if not situation.non_immatricules:
        return []
    combien = francais.accord(situation.non_immatricules, "travailleur reste", "travailleurs restent")
    return [f"{combien} à immatriculer."]


def _motif_declaration(non_declares: tuple[int, ...]) -> list[str]:
    return [f"Rémunérations non déclarées\u00a0: {mois.enumerer(non_declares)}."] if non_declares else []


def _motif_examen(a_l_examen: tuple[int, ...]) -> list[str]:
    """Say which months wait for the fund, not for the employer."""
    if not a_l_examen:
        return []
    return [f"Déclarations que la CNSS examine encore\u00a0: {mois.enumerer(a_l_examen)}."]


def _motif_paiement(impayes: tuple[int, ...], total_du: int) -> list[str]:
    if not impayes:
        return []
    combien = francais.francs(total_du)
    return [f"Cotisations ou majorations impayées, {combien}\u00a0: {mois.enumerer(impayes)}."]


def _motif_regularite(situation: Situation, regularite: int, nouvelle: bool, bareme: Bareme) -> list[str]:
    """Say when the months of regularity will be over; until then only the attestation may be given."""
    if not nouvelle:
        return []
    duree = francais.quantite(regularite, "mois")
    motif = (
        f"Une entreprise nouvelle ou qui reprend doit justifier de {duree} de régularité\u00a0: "
        "seule une attestation d’immatriculation peut être délivrée"
    )
    debut = situation.reprise or situation.premier_mois
    if debut is None:
        return [f"{motif}."]
    lendemain = exigible_le(mois.plus(debut, regularite - 1), bareme) + timedelta(days=1)
    return [f"{motif} avant le {francais.jour(lendemain)}."]
