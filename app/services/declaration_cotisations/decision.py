"""What the sending and the acceptance of a declaration of contributions trigger."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from app.cotisations import cotisant
from app.cotisations.declarees import declare_un_mois
from app.cotisations.tables import Cause
from app.demandes.cycle import apres, avant
from app.demandes.etats import ACCEPTER, SOUMETTRE
from app.services.declaration_cotisations import chiffrer
from app.services.declaration_cotisations.tables import DeclarationCotisations
from app.socle.acces import Acteur
from app.socle.horloge import aujourd_hui


@avant(SOUMETTRE, DeclarationCotisations)
def verifier_la_declaration_de_cotisations(session: Session, declaration, acteur: Acteur):
    """What is declared must hold together, and agree with the accepted DNR where there is one."""
    chiffrer.exiger_envoyable(session, declaration)


@apres(ACCEPTER, DeclarationCotisations)
def comptabiliser_la_declaration_de_cotisations(session: Session, declaration, acteur: Acteur):
    """Accepting books what is due, unless a DNR of the month already did."""
    chiffrer.exiger_envoyable(session, declaration)
    cotisant.devoir(session, declaration, aujourd_hui(), Cause.cotisations)


@declare_un_mois(DeclarationCotisations)
def neant() -> ColumnElement[bool]:
    """Only a nil declaration declares its month: figures without names wait for the DNR."""
    return DeclarationCotisations.__table__.c.neant
