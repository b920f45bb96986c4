"""The papers of the contribution account: the receipt of a declaration, the statement of the account."""

from datetime import date

from sqlalchemy.orm import Session

from app.cotisations.releve import lignes
from app.documents import releve_cotisant
from app.repertoire.tables import Employeur
from app.socle.horloge import maintenant


def imprimer_releve(session: Session, employeur: Employeur, du: date, au: date) -> bytes:
    """Return the statement of an employer's account between two days, both included, as a PDF."""
    return releve_cotisant.imprimer(
        releve_cotisant.ReleveImprime(
            employeur_numero=employeur.numero,
            employeur_nom=employeur.raison_sociale,
            du=du,
            au=au,
            edite_le=maintenant().date(),
            lignes=lignes(session, employeur.id, du, au),
        )
    )
