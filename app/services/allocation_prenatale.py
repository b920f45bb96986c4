"""The antenatal allowance, part by part, each after its examination."""

import enum

from sqlalchemy import Date, Integer, String, select
from sqlalchemy.orm import Session

from app.carriere.ecrans import DEMANDER, ServiceAssureView
from app.demandes.cycle import avant
from app.demandes.etats import SOUMETTRE, Statut
from app.demandes.etudes import examen
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import Choix, champ
from app.generateur.controles import entre, pas_dans_le_futur
from app.regles import maternite
from app.socle.acces import Acteur, Equipe
from app.socle.horloge import aujourd_hui
from app.socle.refus import Refus


class PartPrenatale(enum.Enum):
    """The three parts of the antenatal allowance, each after its examination."""

    premiere = "Première part, examen du 3e mois"
    deuxieme = "Deuxième part, examen du 6e mois"
    troisieme = "Troisième part, examen du 8e mois"


class AllocationPrenatale(Demande):
    """One part of the antenatal allowance, asked for after its examination."""

    prefixe = "APN"
    libelle_type = "Allocation prénatale"
    confiee_a = Equipe.prestations
    sante = True
    delais = ("delai_prenatale_minimal", "delai_prenatale_maximal")
    pieces_demandees = (
        PieceDemandee("grossesse", "Certificat de grossesse", "Celui de l’examen de cette part"),
        PieceDemandee("presence", "Attestation de présence au travail"),
        PieceDemandee("accouchement", "Certificat d’accouchement", obligatoire=False),
    )

    part = champ(Choix(PartPrenatale), "Part demandée")
    examen_le = champ(Date, "Date de l’examen", controles=[pas_dans_le_futur])
    terme_le = champ(Date, "Date présumée de l’accouchement")
    rang = champ(Integer, "Rang de la grossesse", "1 pour la première", controles=[entre(1, 20)])
    medecin = champ(String(120), "Médecin ou sage-femme")
    employeur_actuel = champ(String(120), "Employeur")


RANGS = {PartPrenatale.premiere: 1, PartPrenatale.deuxieme: 2, PartPrenatale.troisieme: 3}


@examen(AllocationPrenatale)
def prenatale(session: Session, demande: AllocationPrenatale, bareme):
    """One part, after its examination."""
    le = demande.soumise_le.date() if demande.soumise_le else aujourd_hui()
    return maternite.prenatale(RANGS[demande.part], demande.examen_le, demande.terme_le, le, bareme)


@avant(SOUMETTRE, AllocationPrenatale)
def refuser_une_part_deja_demandee(session: Session, demande: AllocationPrenatale, acteur: Acteur):
    """A part is asked for once a pregnancy, told by its rank."""
    autres = select(AllocationPrenatale.id).where(
        AllocationPrenatale.assure_id == demande.assure_id,
        AllocationPrenatale.part == demande.part,
        AllocationPrenatale.rang == demande.rang,
        AllocationPrenatale.id != demande.id,
        AllocationPrenatale.statut.not_in([Statut.brouillon, Statut.rejetee, Statut.annulee]),
    )
    if session.scalar(autres.limit(1)):
        raise Refus(
            "Cette part est déjà demandée pour cette grossesse : suivez cette demande dans votre historique."
        )


class AllocationPrenataleView(ServiceAssureView):
    """The antenatal allowance, part by part."""

    modele = AllocationPrenatale
    espace = "assure"
    groupe = DEMANDER
    titre = "Allocation prénatale"
    ordre = 170
    creer = "Demander une part de l’allocation prénatale"
    resume = "Demander chaque part après son examen"
