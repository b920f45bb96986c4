"""Pensions, maternity, voluntary insurance, risks of work: what the rules say of each request."""

from datetime import date

from sqlalchemy import select

from app.compte import individuel
from app.cycle import Statut, TransitionRefusee, effet
from app.horloge import aujourd_hui
from app.models import (
    AccidentTravail,
    AllocationPrenatale,
    AssuranceVolontaire,
    Assure,
    IndemniteMaternite,
    MaladieProfessionnelle,
    NaturePension,
    PartPrenatale,
    PensionInvalidite,
    PensionSurvivant,
    PensionVieillesse,
)
from app.regles import accident, ecriture, invalidite, maternite, pension, survivants, volontaire
from app.regles.bareme import Bareme
from app.regles.droit import TypePension, anniversaire
from app.regles.etude import Condition, Etude
from app.services import registre
from app.services.etudes import examen

PENSIONS = {
    NaturePension.normale: {TypePension.NORMALE, TypePension.ALLOCATION_UNIQUE},
    NaturePension.anticipee: {TypePension.ANTICIPEE},
}
"""What each request may lead to."""


def premier_depart(assure: Assure, bareme: Bareme, au: date) -> date:
    """Return the first day a pension may open by age, or `au` when it has passed."""
    age = bareme.au(au)["pension_age_anticipe"].valeur
    return max(anniversaire(assure.naissance_le, age), au)


@examen(PensionVieillesse)
def vieillesse(session, demande, bareme):
    """The simulator's engine, on the months declared to this day."""
    gains = individuel.gains(session, demande.assure_id)
    s = pension.simuler(gains, demande.assure.naissance_le, demande.depart_le, bareme)
    ouvert = s.type in PENSIONS[demande.nature]
    condition = Condition(demande.nature.value, ouvert, _constat(s, ouvert))
    en_tout = "en une fois" if s.type is TypePension.ALLOCATION_UNIQUE else "par mois"
    phrase = (
        f"{TITRES[s.type]} de {ecriture.francs(s.montant)} {en_tout} à compter du "
        f"{ecriture.jour(demande.depart_le)}."
    )
    return Etude((condition,), tuple(s.etapes), s.montant, phrase, s.estimation)


def _constat(simulation: pension.Simulation, ouvert: bool) -> str:
    """Return what the career opens on that day, or what it lacks."""
    if ouvert:
        return f"Droit ouvert à {ecriture.quantite(simulation.droit.age, 'ans')}."
    if simulation.montant:
        return f"Ce jour-là s’ouvre une autre prestation ({TITRES[simulation.type]}) : modifiez la demande."
    return " ".join(simulation.droit.manques)


TITRES = {
    TypePension.NORMALE: "Pension normale",
    TypePension.ANTICIPEE: "Pension anticipée",
    TypePension.ALLOCATION_UNIQUE: "Allocation de vieillesse",
    TypePension.NON_OUVERTE: "Aucune pension",
}


@examen(PensionInvalidite)
def invalidite_de(session, demande, bareme):
    """On the career before the invalidity; the medical service settles the rate."""
    return invalidite.liquider(
        individuel.gains(session, demande.assure_id),
        demande.assure.naissance_le,
        demande.depuis_le,
        demande.incapacite,
        demande.tierce_personne,
        bareme,
    )


@examen(PensionSurvivant)
def survivants_de(session, demande, bareme):
    """On the deceased's career, as if at the normal age."""
    defunt = registre.par_numero(session, demande.defunt_numero)
    if defunt is None:
        return Etude((Condition("Défunt connu au registre", False, "Ce numéro d’assurance est inconnu."),))
    age = bareme.au(demande.deces_le)["pension_age_normal"].valeur
    depart = max(demande.deces_le, anniversaire(defunt.naissance_le, age))
    s = pension.simuler(individuel.gains(session, defunt.id), defunt.naissance_le, depart, bareme)
    return survivants.partager(s, demande.deces_le, demande.mariage_le, demande.enfants, bareme)


@effet("soumettre", PensionSurvivant, quand="avant")
def verifier_le_defunt(session, demande, acteur):
    """The number must be the deceased's own; a closed one is what is expected."""
    registre.exiger_la_personne(session, demande.defunt_numero, demande.defunt_nom, "", close=True)


RANGS = {PartPrenatale.premiere: 1, PartPrenatale.deuxieme: 2, PartPrenatale.troisieme: 3}


@examen(AllocationPrenatale)
def prenatale(session, demande, bareme):
    """One part, after its examination."""
    le = demande.soumise_le.date() if demande.soumise_le else aujourd_hui()
    return maternite.prenatale(RANGS[demande.part], demande.examen_le, demande.terme_le, le, bareme)


@effet("soumettre", AllocationPrenatale, quand="avant")
def refuser_une_part_deja_demandee(session, demande, acteur):
    """A part is asked for once a pregnancy, told by its rank."""
    autres = select(AllocationPrenatale.id).where(
        AllocationPrenatale.assure_id == demande.assure_id,
        AllocationPrenatale.part == demande.part,
        AllocationPrenatale.rang == demande.rang,
        AllocationPrenatale.id != demande.id,
        AllocationPrenatale.statut.not_in([Statut.brouillon, Statut.rejetee, Statut.annulee]),
    )
    if session.scalar(autres.limit(1)):
        raise TransitionRefusee(
            "Cette part est déjà demandée pour cette grossesse : suivez cette demande dans votre historique."
        )


@examen(IndemniteMaternite)
def ijm(session, demande, bareme):
    """On the career before the leave."""
    gains = individuel.gains(session, demande.assure_id)
    return maternite.ijm(gains, demande.arret_le, demande.reprise_le, demande.maladie, bareme)


@examen(AssuranceVolontaire)
def volontaire_de(session, demande, bareme):
    """On the account as it is, on the day the request was sent."""
    periodes = [periode for periode, _ in individuel.gains(session, demande.assure_id)]
    le = demande.soumise_le.date() if demande.soumise_le else aujourd_hui()
    naissance_le = demande.assure.naissance_le
    return volontaire.examiner(periodes, naissance_le, demande.sortie_le, le, bareme, demande.dernier_salaire)


@examen(AccidentTravail)
def accident_de(session, demande, bareme):
    """The clock of whoever declares."""
    le = demande.soumise_le.date() if demande.soumise_le else aujourd_hui()
    return accident.delai(demande.survenu_le, le, demande.employeur_id is not None, bareme)


@effet("soumettre", AccidentTravail, quand="avant")
@effet("soumettre", MaladieProfessionnelle, quand="avant")
def verifier_la_victime(session, demande, acteur):
    """The victim is an open insured of that name; who declares for himself gives his own number."""
    if demande.assure and demande.assure.numero != demande.numero_assurance:
        raise TransitionRefusee("Le numéro d’assurance n’est pas le vôtre : corrigez la demande.")
    registre.exiger_la_personne(session, demande.numero_assurance, demande.nom, demande.prenoms)
