"""The daily maternity allowance (IJM): maternity leave at full pay (loi 2022-016)."""

from sqlalchemy import Boolean, Date, String
from sqlalchemy.orm import Session

from app.carriere import individuel
from app.carriere.ecrans import DEMANDER, ServiceAssureView
from app.demandes import pieces_demandees
from app.demandes.etudes import examen
from app.demandes.pieces_demandees import PieceDemandee
from app.demandes.tables import Demande
from app.generateur.champs import champ
from app.generateur.controles import pas_dans_le_futur
from app.regles import maternite
from app.socle.acces import Equipe


class IndemniteMaternite(Demande):
    """The daily maternity allowance (IJM): maternity leave at full pay (loi 2022-016)."""

    prefixe = "IJM"
    libelle_type = "Indemnité journalière de maternité (IJM)"
    confiee_a = Equipe.prestations
    sante = True
    delais = ("delai_ijm_minimal", "delai_ijm_maximal")
    pieces_demandees = (
        PieceDemandee("grossesse", "Certificats prénatals", "Les trois examens"),
        PieceDemandee("arret", "Attestation d’arrêt de travail", "Signée de l’employeur"),
        PieceDemandee("accouchement", "Certificat d’accouchement", obligatoire=False),
        pieces_demandees.BULLETINS,
    )

    terme_le = champ(Date, "Date présumée de l’accouchement")
    arret_le = champ(Date, "Premier jour du congé")
    reprise_le = champ(Date, "Dernier jour du congé")
    accouchement_le = champ(Date, "Date de l’accouchement", controles=[pas_dans_le_futur], facultatif=True)
    maladie = champ(
        Boolean, "Prolongation pour maladie", "Maladie due à la grossesse ou aux couches", default=False
    )
    employeur_actuel = champ(String(120), "Employeur")


@examen(IndemniteMaternite)
def ijm(session: Session, demande: IndemniteMaternite, bareme):
    """On the career before the leave."""
    gains = individuel.gains(session, demande.cle_assure)
    return maternite.ijm(gains, demande.arret_le, demande.reprise_le, demande.maladie, bareme)


class IndemniteMaterniteView(ServiceAssureView):
    """The daily maternity allowance."""

    modele = IndemniteMaternite
    espace = "assure"
    groupe = DEMANDER
    titre = "Indemnité de maternité (IJM)"
    ordre = 180
    adresse = "ijm"
    creer = "Demander l’IJM"
