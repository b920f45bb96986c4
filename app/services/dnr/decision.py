"""What the sending and the acceptance of a declaration trigger."""

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import Session

from app.cotisations.declarees import declare_un_mois
from app.demandes.cycle import apres, avant
from app.demandes.etats import ACCEPTER, SOUMETTRE
from app.regles import francais
from app.regles.retard import exigible_le
from app.repertoire.parametres import bareme
from app.services.dnr import declarer
from app.services.dnr.tables import Declaration
from app.socle.acces import Acteur


@avant(SOUMETTRE, Declaration)
def verifier_la_declaration(session: Session, declaration, acteur: Acteur):
    """A declaration is sent with nothing blocking and every warning answered."""
    declarer.exiger_envoyable(session, declaration)


@apres(ACCEPTER, Declaration)
def comptabiliser_la_declaration(session: Session, declaration, acteur: Acteur):
    """Accepting books the careers and the contribution due, once."""
    declarer.comptabiliser(session, declaration)
    limite = francais.jour(exigible_le(declaration.periode, bareme(session)))
    comptes = francais.accord(declaration.effectif, "compte individuel est", "comptes individuels sont")
    declaration.conclusion = (
        f"{comptes} à jour. Cotisations du mois : {francais.francs(declaration.total)}, "
        f"à payer au plus tard le {limite}."
    )


@declare_un_mois(Declaration)
def toujours() -> ColumnElement[bool]:
    """An accepted DNR declares its month."""
    return true()
