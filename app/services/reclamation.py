"""Complaints and rectifications go to the team they are about."""

from app.cycle import ChampRefuse, effet
from app.models import DemandeRemise, Reclamation, RectificationCarriere


@effet("soumettre", Reclamation, quand="avant")
def confier_au_service_concerne(session, demande, acteur):
    """The service chosen says which team reads it first."""
    demande.equipe = demande.service.equipe


@effet("remplir", Reclamation, quand="avant")
@effet("remplir", DemandeRemise, quand="avant")
@effet("remplir", RectificationCarriere, quand="avant")
def ordonner_les_mois(session, demande, acteur):
    """The last month does not come before the first."""
    if demande.periode_debut and demande.periode_fin and demande.periode_fin < demande.periode_debut:
        raise ChampRefuse("periode_fin", "Le dernier mois précède le premier : corrigez l’un des deux.")


@effet("accepter", RectificationCarriere)
def annoncer_la_suite(session, demande, acteur):
    """The account changes only by the employer's corrective declaration."""
    demande.conclusion = (
        f"La Caisse demande à {demande.employeur_concerne} une déclaration rectificative ; votre compte "
        "changera dès qu’elle sera acceptée."
    )
